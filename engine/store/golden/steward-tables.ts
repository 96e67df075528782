/** What a steward said and whether it still holds; `settled_run` is the night that decided by it, null while it waits for one. */
interface StewardWord {
  id: number
  entity: string
  field: string
  actor: string
  reason: string
  ended_at: string | null
  ended_by: string | null
  ended_reason: string | null
  settled_run: number | null
}

/** A field of a golden record that a steward decided; a null value says that there is none. */
export interface PinTable extends StewardWord {
  /** The golden id it was given to; it follows the id into its alias. */
  golden_id: string
  value: string | null
  taken_from: string | null
  pinned_at: string
}

/** A value of a source record that a steward called wrong. It is believed again once the record says something else. */
export interface IgnoredValueTable extends StewardWord {
  record_id: number
  value: string
  ignored_at: string
}
