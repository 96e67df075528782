import type { RunSummary } from '../engine/index.ts'

/** run.json, for programs: keys in code-unit order at every depth, so that two nights can be compared line by line. */
export function runJson(summary: RunSummary): string {
  return `${JSON.stringify(summary, (_, value: unknown) => (isObject(value) ? withSortedKeys(value) : value), 2)}\n`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function withSortedKeys(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(object)
      .toSorted()
      .map((key) => [key, object[key]]),
  )
}
