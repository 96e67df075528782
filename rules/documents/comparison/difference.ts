import type { MismatchCause } from '../mismatch-cause.ts'
import type { CopyPair } from './copy-pair.ts'

/** What differs in one value of two copies, before it is known which documents and systems they are. */
export interface Difference {
  readonly cause: MismatchCause
  /** Canonical field; `lines.` and `vatBreakdown.` stand before those of lines and VAT categories. Amounts end in `Minor`. */
  readonly field: string
  readonly value: string | null
  readonly otherValue: string | null
  /** Other minus reference in minor units at `scale`; null where the difference costs no money, or is not known to. */
  readonly differenceMinor: string | null
  /** Scale of the amounts: the finer of the two copies'. */
  readonly scale: number | null
  /** The copy at fault: `other`, unless the reference contradicts itself. */
  readonly deviating: 'reference' | 'other'
  /** What proves the cause, by name. */
  readonly evidence: Readonly<Record<string, string>>
  readonly reason: string
}

/** Two texts that differ. */
export function textDifference(
  found: Pick<Difference, 'cause' | 'field' | 'value' | 'otherValue' | 'reason'> & Partial<Difference>,
): Difference {
  return { differenceMinor: null, scale: null, deviating: 'other', evidence: {}, ...found }
}

/** Two amounts that differ; the difference is the money it is about. */
export function amountDifference(
  { scale }: CopyPair,
  found: Pick<Difference, 'cause' | 'field' | 'reason'> & Partial<Difference>,
  value: bigint | null,
  otherValue: bigint | null,
): Difference {
  return {
    value: value?.toString() ?? null,
    otherValue: otherValue?.toString() ?? null,
    differenceMinor: ((otherValue ?? 0n) - (value ?? 0n)).toString(),
    scale,
    deviating: 'other',
    evidence: {},
    ...found,
  }
}
