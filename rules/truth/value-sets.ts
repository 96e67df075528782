import type { EntityKind } from '../entity/entity.ts'
import { meaningIn } from './agree.ts'
import { byCodeUnits } from './code-unit-order.ts'
import { memberName, type Member } from './member.ts'

/** Fields of which a thing may rightly have several values, and how the set of them is called. */
export const setNames: Readonly<Record<string, string>> = { email: 'emails', phone: 'phones' }

/** One value of a set, and who says it. */
export interface SetValue {
  readonly value: string
  /** `system:key`, at most `RECORDS_MAX` of them. */
  readonly records: readonly string[]
  readonly recordCount: number
}

/** All values of a field that the records of a golden record say. */
export interface ValueSet {
  /** The golden value first, the others in the order of their code units; at most `VALUES_MAX`. */
  readonly values: readonly SetValue[]
  readonly valueCount: number
}

const VALUES_MAX = 50
const RECORDS_MAX = 10

/**
 * The set of a field: every value that those who may be asked hold, each once. A record that is gone is asked only where no other
 * knows anything, as everywhere. `members` are in order of name.
 */
export function valueSet(
  kind: EntityKind,
  field: string,
  members: readonly Member[],
  golden: string | null,
): ValueSet | undefined {
  const speaking = members.filter(({ record }) => (record[field] ?? null) !== null)
  const isAnyPresent = speaking.some(({ isMissing, isStale }) => !isMissing && !isStale)
  const sayers = new Map<string, { readonly value: string; readonly records: string[] }>()

  for (const member of speaking.filter(({ isMissing }) => !isMissing || !isAnyPresent)) {
    const meaning = meaningIn(kind, field, member.record) ?? ''
    const known = sayers.get(meaning)

    if (known !== undefined) known.records.push(memberName(member))
    else sayers.set(meaning, { value: member.record[field] ?? '', records: [memberName(member)] })
  }
  if (sayers.size === 0) return undefined
  const ordered = [...sayers.values()].toSorted(
    (left, right) =>
      Number(right.value === golden) - Number(left.value === golden) || byCodeUnits(left.value, right.value),
  )

  return {
    values: ordered.slice(0, VALUES_MAX).map(({ value, records }) => ({
      value,
      records: records.slice(0, RECORDS_MAX),
      recordCount: records.length,
    })),
    valueCount: ordered.length,
  }
}
