import type { TableMatch } from '../../matching/match-table.ts'
import type { MatchTable } from '../../matching/table/match-table.ts'
import type { MatchQuality } from './match-quality.ts'

/** What a match of files came to. Quality is undefined where no truth was named. */
export interface MatchResult {
  readonly table: MatchTable
  readonly match: TableMatch
  readonly isLinkOnly: boolean
  readonly links: { readonly left: Int32Array; readonly right: Int32Array; readonly weight: Float64Array }
  readonly quality: MatchQuality | undefined
  readonly seconds: Readonly<Record<string, number>>
  readonly peakMemoryMiB: number
  /** The folder as the user named it, and the files written there. */
  readonly out: string
  readonly written: readonly string[]
}
