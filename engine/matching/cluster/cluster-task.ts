import type { ClusterConstraints } from './separation.ts'

/** Links between records, and what else clustering must know of these. */
export interface ClusterTask {
  readonly recordCount: number
  /** Each pair once: what a person asserted first, then strongest first; equals in any order. */
  readonly links: { readonly left: Int32Array; readonly right: Int32Array; readonly weight: Float64Array }
  readonly assertedCount: number
  readonly constraints: ClusterConstraints
  /** The match weight of any two records, whether a blocking rule brought them together or not. */
  readonly weigh: (left: number, right: number) => number
  /** No two clusters are joined whose pairs weigh less than this on average. */
  readonly averageMin: number
}
