import type { CompletenessProof } from './connector.ts'

/** What a format knows once it reached the end of one file. */
export interface FileEnd {
  readonly columns: readonly string[]
  readonly proof: CompletenessProof
  /** The record count the file itself names, or null. */
  readonly expectedCount: number | null
  /** Why this file is not complete, or null. */
  readonly reason: string | null
}

export const wholeFile = (columns: readonly string[]): FileEnd => ({
  columns,
  proof: 'end-of-file',
  expectedCount: null,
  reason: null,
})

export const cutShort = (columns: readonly string[], reason: string): FileEnd => ({
  columns,
  proof: 'none',
  expectedCount: null,
  reason,
})

/** Compares what was read with what the trailer says was written. */
export function countedEnd(
  columns: readonly string[],
  name: string,
  recordCount: number,
  counted: string | undefined,
): FileEnd {
  const expectedCount = /^\s*\d+\s*$/.test(counted ?? '') ? Number(counted) : null
  if (expectedCount === null) return cutShort(columns, `${name} ends without its trailer`)
  if (expectedCount === recordCount) return { columns, proof: 'trailer-count', expectedCount, reason: null }
  return {
    columns,
    proof: 'none',
    expectedCount,
    reason: `${name}: the trailer counts ${expectedCount} records, ${recordCount} were read`,
  }
}
