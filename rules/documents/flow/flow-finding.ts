import type { Finding } from '../finding.ts'
import type { FlowRecord } from './flow-case.ts'
import type { FlowMoney } from './flow-money.ts'

/** What a rule of the flow has to say. */
export interface FlowStatement extends Pick<
  Finding,
  | 'kind'
  | 'cause'
  | 'goldenId'
  | 'field'
  | 'number'
  | 'value'
  | 'otherValue'
  | 'on'
  | 'counterparty'
  | 'evidence'
  | 'reason'
> {
  /** The record that deviates, or the system that lacks one. */
  readonly about: FlowRecord | string
  readonly other: FlowRecord
  readonly money: FlowMoney | null
  /** Why it cannot be decided yet; null where it can. Until then the cause is only what it may be. */
  readonly openBecause: string | null
}

/** Puts a statement into the form in which all findings are stored. */
export function flowFinding({ about, other, money, openBecause, ...statement }: FlowStatement): Finding {
  const { cause, evidence, reason } = statement

  return {
    ...statement,
    ...(typeof about === 'string' ? { system: about, sourceKey: null } : sideOf(about)),
    otherSystem: other.system,
    otherSourceKey: other.sourceKey,
    differenceMinor: money?.minor.toString() ?? null,
    scale: money?.scale ?? null,
    currency: money?.currency ?? null,
    ...(openBecause !== null && { cause: 'undecided', evidence: { ...evidence, possibly: cause } }),
    reason: openBecause ?? reason,
  }
}

function sideOf({ system, sourceKey }: FlowRecord) {
  return { system, sourceKey }
}
