import type { RefusedTakings } from '../../store/write-back/compensations.ts'

/** What a delivery did to one flow. */
export interface FlowDelivered {
  readonly flow: string
  /** The batch it made; null when there was nothing new to send. */
  readonly batch: string | null
  /** applied, refused, uncertain and how many. */
  readonly counts: Readonly<Record<string, number>>
  /** Why corrections wait, each with its code and next step. */
  readonly held: readonly string[]
}

/** What a rollback did. */
export interface RolledBack extends FlowDelivered {
  /** What an earlier rollback of the same batch could not take back; this one did not try it again. */
  readonly left: RefusedTakings
}

/** What a delivery did. */
export interface DeliveryResult {
  readonly flows: readonly FlowDelivered[]
  readonly counts: Readonly<Record<string, number>>
}
