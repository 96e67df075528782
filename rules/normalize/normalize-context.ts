import type { CanonicalRecord } from '../entity/entity.ts'
import type { DateOrder } from './date-order.ts'
import type { DecimalMark } from './decimal-number.ts'
import type { RejectionReason } from './rejection-reasons.ts'

/** Everything outside the row that decides what its texts mean. */
export interface NormalizeContext {
  readonly company: { readonly country: string; readonly currency: string; readonly timeZone: string }
  readonly systemName: string
  readonly system: {
    readonly timeZone?: string | undefined
    readonly currency?: string | undefined
    readonly decimalMark?: DecimalMark | undefined
    /** Decimals of its minor units by currency, where they are not those of ISO 4217. */
    readonly scales?: Readonly<Record<string, number>> | undefined
  }
  /** What the evidence of each column says about its short dates. */
  readonly dateOrders: ReadonlyMap<string, DateOrder>
  /** The same for dates with two-digit years, which may stand in front; default: as `dateOrders`. */
  readonly shortYearOrders?: ReadonlyMap<string, DateOrder> | undefined
  /** What the evidence of each column says about its decimal mark, for columns where the plan declares none. */
  readonly decimalMarks?: ReadonlyMap<string, DecimalMark> | undefined
  /** The instant of the run; decides nothing but the century of two-digit years. */
  readonly asOf: string
}

export type SourceFields = Readonly<Record<string, string | null>>

/** A value that was not accepted, under the name the plan maps; `raw` is what the source said, cut to 200 characters. */
export interface FieldRejection {
  readonly field: string
  readonly issue: RejectionReason
  readonly raw: string
}

/** One source row in canonical form: every field of its kind, null where nothing is known or accepted. */
export interface NormalizedRow {
  readonly record: CanonicalRecord
  /** When the source changed the record, UTC. */
  readonly changedAt: string | null
  readonly rejections: readonly FieldRejection[]
}

/** A row on its way: steps fill it in order. */
export interface DraftRow {
  readonly record: Record<string, string | null>
  readonly rejections: FieldRejection[]
}

/** One compiled part of a mapping. */
export type MappingStep = (fields: SourceFields, draft: DraftRow) => void

const rawLengthMax = 200

/** Lists a rejection; what the source said is kept for the steward, but not all of a 10 MB field. */
export function addRejection(draft: DraftRow, field: string, issue: RejectionReason, raw: string): void {
  draft.rejections.push({ field, issue, raw: raw.length > rawLengthMax ? raw.slice(0, rawLengthMax) : raw })
}
