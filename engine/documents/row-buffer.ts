import { onceAsync, type CopyRow } from '../store/copy-format.ts'

const ROWS_MAX = 5_000

/** Gathers rows that come a few at a time: each writing is a statement of its own, and thousands of small ones take minutes. */
export interface RowBuffer {
  add(rows: readonly CopyRow[]): Promise<void>
  /** Writes what is left. */
  flush(): Promise<void>
}

export function rowBuffer(write: (rows: AsyncIterable<readonly CopyRow[]>) => Promise<unknown>): RowBuffer {
  let waiting: CopyRow[] = []

  async function flush(): Promise<void> {
    if (waiting.length > 0) await write(onceAsync(waiting))
    waiting = []
  }

  return {
    async add(rows) {
      for (const row of rows) waiting.push(row)
      if (waiting.length >= ROWS_MAX) await flush()
    },
    flush,
  }
}
