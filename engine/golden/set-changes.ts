import { fieldsOf, type CanonicalRecord, type MatchedKind } from '../../rules/entity/entity.ts'
import { setNames, type ValueSet } from '../../rules/truth/value-sets.ts'

type Sets = Readonly<Record<string, ValueSet>>

/** What a golden record says, with the sets it has. */
export interface SaidWithSets {
  readonly values: CanonicalRecord
  readonly sets: Sets
}

/** A set into which values come or which they leave. */
export interface SetChange {
  readonly name: string
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** `system:key` of a record that says one of the values that come. */
  readonly from: string | null
}

/** The sets a kind can have, with the field of each. */
export function setsOfKind(kind: MatchedKind): readonly (readonly [field: string, name: string])[] {
  return fieldsOf(kind).flatMap((field) => (setNames[field] === undefined ? [] : [[field, setNames[field]] as const]))
}

/**
 * Which sets differ in what they hold. Where none is kept the golden value stands for it: a set of that one value says nothing new,
 * and to begin with sets changes the golden records that come to have several values.
 */
export function setChanges(kind: MatchedKind, before: SaidWithSets, after: SaidWithSets): readonly SetChange[] {
  return setsOfKind(kind).flatMap(([field, name]) => {
    if (before.sets[name] === undefined && after.sets[name] === undefined) return []
    const was = setOf(before, field, name)
    const willBe = setOf(after, field, name)
    const comes = willBe.values.find(({ value }) => !isIn(was, value))

    if (comes === undefined && was.valueCount === willBe.valueCount) return []
    return [{ name, before: textsOf(was), after: textsOf(willBe), from: comes?.records[0] ?? null }]
  })
}

function setOf({ values, sets }: SaidWithSets, field: string, name: string): ValueSet {
  const golden = values[field] ?? null

  return (
    sets[name] ??
    (golden === null
      ? { values: [], valueCount: 0 }
      : { values: [{ value: golden, records: [], recordCount: 0 }], valueCount: 1 })
  )
}

const textsOf = ({ values }: ValueSet) => values.map(({ value }) => value)
const isIn = (set: ValueSet, text: string) => set.values.some(({ value }) => value === text)
