import type { CanonicalRecord } from '../entity/entity.ts'

/** What is known of one of two records that a person spoke about. */
export interface RecordSince {
  readonly now: CanonicalRecord
  /** What it said up to the word: as it was then, and whatever it had said before. */
  readonly upToWord: readonly CanonicalRecord[]
  /** `field\nvalue` of what we wrote into it: our own echo is nothing new. */
  readonly written: ReadonlySet<string>
}

/**
 * The fields of one of two records that say something new since a person's word: a value that neither of them had said before it
 * and that we did not write. A value that went is not there to speak, and one that came back was known to whoever spoke.
 */
export function newEvidenceFields(fields: readonly string[], one: RecordSince, other: RecordSince): readonly string[] {
  const known = [...one.upToWord, ...other.upToWord]

  return fields.filter((field) => {
    const value = one.now[field] ?? null

    return value !== null && !one.written.has(`${field}\n${value}`) && known.every((record) => record[field] !== value)
  })
}

/** Whether two records that a person called one now have identifiers of which one entity has only one, and at least one is new. */
export function speaksAgainstSame(exclusive: readonly string[], one: RecordSince, other: RecordSince): boolean {
  const novel = new Set([...newEvidenceFields(exclusive, one, other), ...newEvidenceFields(exclusive, other, one)])

  return exclusive.some((field) => {
    const [left, right] = [one.now[field] ?? null, other.now[field] ?? null]

    return novel.has(field) && left !== null && right !== null && left !== right
  })
}
