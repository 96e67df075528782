import { absolute, amountsOf } from './document-amounts.ts'
import type { Difference } from './compare-amounts.ts'
import type { DocumentKind, DocumentMember } from './document-member.ts'
import type { MismatchCause } from './mismatch-cause.ts'

/** One thing that two systems do not agree on about one document: the reference on the left, the other copy judged by it. */
export interface DocumentMismatch {
  readonly kind: DocumentKind
  readonly cause: MismatchCause
  readonly system: string
  readonly sourceKey: string
  readonly recordId: number
  readonly otherSystem: string
  /** Null if the other system does not hold the document. */
  readonly otherSourceKey: string | null
  readonly otherRecordId: number | null
  readonly field: string | null
  /** Amounts in minor units at `scale`, everything else as it is. */
  readonly value: string | null
  readonly otherValue: string | null
  /** Other minus reference in minor units at `scale`. */
  readonly differenceMinor: string | null
  /** The money this is about, never negative: the difference of amounts where amounts differ, otherwise the whole document. */
  readonly atStakeMinor: string | null
  readonly scale: number | null
  readonly currency: string | null
  /** One of the copies is known only from an earlier snapshot. */
  readonly isStale: boolean
  /** One sentence without values. */
  readonly reason: string
}

/** A finding about a document as a whole: its absence elsewhere, or a copy of it. */
export interface WholeDocument {
  readonly cause: MismatchCause
  readonly reason: string
}

const wholeDocument = { field: null, value: null, otherValue: null, differenceMinor: null }

/** Puts a finding together with the documents it is about. `other` is a copy, or the name of a system that has none. */
export function documentMismatch(
  kind: DocumentKind,
  reference: DocumentMember,
  other: DocumentMember | string,
  finding: Difference | WholeDocument,
): DocumentMismatch {
  const copy = typeof other === 'string' ? undefined : other
  const { cause, reason, ...difference } = 'field' in finding ? finding : { ...wholeDocument, ...finding }

  return Object.freeze({
    kind,
    cause,
    system: reference.system,
    sourceKey: reference.sourceKey,
    recordId: reference.recordId,
    ...otherSide(other),
    ...difference,
    ...stakeOf(reference, copy, difference),
    isStale: [reference, copy].some((member) => member?.isStale),
    reason,
  })
}

function otherSide(other: DocumentMember | string) {
  return typeof other === 'string'
    ? { otherSystem: other, otherSourceKey: null, otherRecordId: null }
    : { otherSystem: other.system, otherSourceKey: other.sourceKey, otherRecordId: other.recordId }
}

type Stake = Pick<DocumentMismatch, 'atStakeMinor' | 'scale' | 'currency'>

const unknownStake: Stake = { atStakeMinor: null, scale: null, currency: null }

function stakeOf(
  reference: DocumentMember,
  copy: DocumentMember | undefined,
  { differenceMinor, scale = null }: { readonly differenceMinor: string | null; readonly scale?: number | null },
): Stake {
  if (differenceMinor === null) return wholeAmount(reference) ?? (copy && wholeAmount(copy)) ?? unknownStake

  return {
    atStakeMinor: absolute(BigInt(differenceMinor)).toString(),
    scale,
    currency: reference.record['currency'] ?? copy?.record['currency'] ?? null,
  }
}

function wholeAmount({ record }: DocumentMember): Stake | undefined {
  const { gross, net, scale, currency } = amountsOf(record)
  const total = gross ?? net

  return total === null ? undefined : { atStakeMinor: absolute(total).toString(), scale, currency }
}
