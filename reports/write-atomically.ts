import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ReconcileError } from '../engine/index.ts'

/**
 * Writes a whole file or none: readers see the old one until the new one is complete and on disk.
 * The unfinished file has a fixed name, so what a killed run leaves behind is overwritten by the next.
 */
export async function writeAtomically(
  file: string,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<void> {
  const unfinished = `${file}.unfinished`
  const handle = await orReportFailure(file, async () => {
    await mkdir(dirname(file), { recursive: true })
    return open(unfinished, 'w')
  })

  try {
    try {
      for await (const chunk of chunks) await orReportFailure(file, () => handle.writeFile(chunk, 'utf8'))
      await orReportFailure(file, () => handle.sync())
    } finally {
      await handle.close()
    }
    await orReportFailure(file, () => rename(unfinished, file))
  } catch (failure) {
    await rm(unfinished, { force: true })
    throw failure
  }
}

/** Only the disk's own failures become REPORT_WRITE_FAILED: what the store throws while rows are read must keep its name. */
async function orReportFailure<Value>(path: string, write: () => Promise<Value>): Promise<Value> {
  try {
    return await write()
  } catch (cause) {
    throw new ReconcileError('REPORT_WRITE_FAILED', { path, cause: codeOf(cause) }, { cause })
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown cause'
}
