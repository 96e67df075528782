import { availableParallelism, cpus, totalmem } from 'node:os'

/** The machine a sitting ran on, in one line. */
export function machine(): string {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor'

  return `${availableParallelism()} cores (${processor}), ${(totalmem() / 2 ** 30).toFixed(1)} GiB of memory, Node.js ${process.versions.node}, ${process.platform}`
}
