import type { CanonicalRecord } from '../entity/entity.ts'

/** What a record said last in a field: the night that saw it first, and whether it is only our correction coming back. */
export interface LastWord {
  readonly run: number
  readonly isEcho: boolean
}

/** One source record of a cluster, as the policy sees it. */
export interface Member {
  readonly recordId: number
  readonly system: string
  readonly sourceKey: string
  /** When the source itself changed the record, a UTC instant. Never when it was loaded: a late snapshot of old data would win. */
  readonly changedAt: string | null
  /** Since when it says what it says, of the fields of which that is not `changedAt`: a record saved again for its phone has no newer name. */
  readonly saidSince?: ReadonlyMap<string, string | null>
  /** What it said last, of the fields in which it ever said something else; left out where no correction of ours is among them. */
  readonly lastWords?: ReadonlyMap<string, LastWord>
  /** Known only from an earlier snapshot, because the last one was not usable. */
  readonly isStale: boolean
  /** Gone from the last good snapshot. */
  readonly isMissing: boolean
  readonly record: CanonicalRecord
  /** What it said, by field, before it emptied the field itself; a value that was refused is none. Left out where nobody looked. */
  readonly deleted?: Readonly<Record<string, string>> | undefined
  /** At least one value of the record was refused by its normalizer. */
  readonly hasRefusals?: boolean | undefined
  /** What a record that we created said when it was read first: our own words, not its system's. Left out of others. */
  readonly asCreated?: CanonicalRecord | undefined
  /** The canonical fields its flow can know: a field that is not mapped is unknown here, not empty. */
  readonly mappedFields: ReadonlySet<string>
}

/** How a source record is named everywhere: `system:key`. */
export function memberName({ system, sourceKey }: { readonly system: string; readonly sourceKey: string }): string {
  return `${system}:${sourceKey}`
}
