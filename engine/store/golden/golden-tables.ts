import type { Json } from '../documents/document-tables.ts'

/** Golden records, their ids, and what stewards said of them. */
export interface GoldenTables {
  'golden.record': {
    id: string
    entity: string
    status: 'active' | 'retired'
    version: number
    born_run: number
    changed_run: number
    values: Json<Readonly<Record<string, string | null>>>
    provenance: Json<unknown>
    value_sets: Json<unknown> | null
  }
  'golden.pin': PinTable
  'golden.ignored_value': IgnoredValueTable
  'golden.crosswalk': {
    record_id: number
    entity: string
    golden_id: string
    since_run: number
    /** False for a record that we created: what it said first was ours. */
    contributes: boolean
  }
  'golden.state': { entity: string; policy_fingerprint: string; match_fingerprint: string; resolved_run: number }
  'golden.alias': { old_id: string; golden_id: string; since_run: number }
  'golden.event': { run_id: number; ordinal: number; kind: string; golden_id: string; detail: Json<unknown> }
}

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
interface PinTable extends StewardWord {
  /** The golden id it was given to; it follows the id into its alias. */
  golden_id: string
  value: string | null
  taken_from: string | null
  pinned_at: string
}

/** A value of a source record that a steward called wrong. It is believed again once the record says something else. */
interface IgnoredValueTable extends StewardWord {
  record_id: number
  value: string
  ignored_at: string
}
