import type { FindingKind } from '../../rules/documents/finding.ts'
import type { MismatchCause } from '../../rules/documents/mismatch-cause.ts'
import type { IdChurn } from '../store/golden/id-churn.ts'

/** `clean`: nothing to do; `findings`: people have work; `stale`: at least one flow ran on its last good snapshot, or on none. */
export type NightStatus = 'clean' | 'findings' | 'stale'

/** How one flow did, and whom to ask. */
export interface FlowSummary {
  readonly flow: string
  readonly system: string
  readonly entity: string
  readonly owner: { readonly business: string; readonly technical: string }
  readonly status: string
  /** True when tonight's snapshot was not usable and an older one (or none) stood in for it. */
  readonly isStale: boolean
  readonly reason: string | null
  readonly rowCount: number
  readonly newCount: number
  readonly changedCount: number
  readonly missingCount: number
  readonly rejectionCount: number
  readonly lastGoodAt: string | null
  /** Age of the last good snapshot against the plan’s `freshness`. */
  readonly freshness: 'fresh' | 'late' | 'failed'
  readonly runbook: string
}

/** What matching made of one kind of record. */
export interface EntitySummary {
  readonly entity: string
  readonly records: number
  readonly goldenRecords: number
  readonly clustersOfSeveral: number
  /** Records that repeat another record of the same system. */
  readonly duplicateRecords: number
  readonly candidatePairs: number
  readonly links: number
  readonly possibleLinks: number
  /** What the night did to golden ids. */
  readonly idChurn: IdChurn
}

/** Money at stake in one currency, exact: differences are added without their sign, or a credit would hide a debt. */
export interface AmountSummary {
  readonly currency: string
  readonly scale: number
  readonly minor: string
}

/** The report that holds the findings of each kind. */
export const mismatchReports = {
  order: 'orderMismatches',
  invoice: 'invoiceMismatches',
  payment: 'paymentMismatches',
  product: 'stockMismatches',
  message: 'messageMismatches',
} as const satisfies Readonly<Record<FindingKind, string>>

export type MismatchReport = (typeof mismatchReports)[FindingKind]

/** All findings with the same cause: how many, since when, how much money, who is to act. */
export interface CauseSummary {
  readonly report: MismatchReport
  readonly cause: MismatchCause
  readonly count: number
  readonly since: string | null
  /** One per currency: different currencies are never added. */
  readonly amounts: readonly AmountSummary[]
  readonly owners: readonly string[]
}

/** Everything run.json and run.md say about one night; free of durations and customer values, so the same night gives the same bytes. */
export interface RunSummary {
  readonly runId: number
  readonly asOf: string
  readonly company: string
  /** The company's own currency: causes are ranked by the money in it. */
  readonly currency: string
  readonly night: NightStatus
  readonly flows: readonly FlowSummary[]
  readonly entities: readonly EntitySummary[]
  readonly findings: {
    readonly duplicates: number
    readonly conflicts: number
    readonly rejections: number
  } & Readonly<Record<MismatchReport, number>>
  readonly causes: readonly CauseSummary[]
  /** State of the outbox to number of corrections. */
  readonly corrections: Readonly<Record<string, number>>
  readonly proposalsOpen: number
  /** One sentence per column whose values say other than the plan. */
  readonly contradictions: readonly string[]
  /** One sentence per limit that was reached. */
  readonly limitsHit: readonly string[]
}
