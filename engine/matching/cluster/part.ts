import { reasonCodes, type ExclusiveValues, type Rivals } from './separation.ts'

/** A cluster while it grows; joining makes a new one. */
export interface Part {
  readonly records: readonly number[]
  /** Records a person joined speak with one voice: what tells them apart is known and counts against nobody else. */
  readonly voices: readonly (readonly number[])[]
  /** One for each distinct exclusive value of its records. */
  readonly held: readonly HeldValue[]
}

interface HeldValue {
  readonly exclusive: number
  readonly scope: number
  readonly value: number
}

/** Which part holds which record, and why parts may not be joined. */
export interface Parts {
  of(record: number): Part
  all(): Iterable<Part>
  join(parts: readonly Part[], isAsserted: boolean): void
  /** Nothing joins the two any more, nor what they are joined with. */
  bar(one: Part, other: Part, reason: number): void
  /** The first reason why not all of the parts may be joined; against a person's word only another's counts. */
  reasonApart(parts: readonly Part[], isAsserted: boolean): number
}

interface Bar {
  readonly against: number
  readonly reason: number
}

/** Every record of a component for itself, barred from those a person called different. */
export function partsOf(records: readonly number[], exclusive: readonly ExclusiveValues[], rivals: Rivals): Parts {
  const bars = new Map<number, Bar[]>()
  const partOf = new Map<number, Part>()
  const of = (record: number) => partOf.get(record) as Part
  const addBar = (record: number, against: number, reason: number) => {
    bars.set(record, [...(bars.get(record) ?? []), { against, reason }])
  }

  for (const record of records) partOf.set(record, partOfOne(record, exclusive))
  for (const record of records)
    for (const rival of rivals.get(record) ?? []) if (partOf.has(rival)) addBar(record, rival, reasonCodes.different)

  function barBetween(parts: readonly Part[], reasonMax: number): number {
    if (bars.size === 0) return reasonCodes.none
    const together = new Set(parts)

    for (const part of parts) {
      for (const record of bars.size < part.records.length ? bars.keys() : part.records) {
        if (of(record) !== part) continue
        const bar = bars
          .get(record)
          ?.find(({ against, reason }) => reason <= reasonMax && of(against) !== part && together.has(of(against)))

        if (bar !== undefined) return bar.reason
      }
    }

    return reasonCodes.none
  }

  return {
    of,
    all: () => new Set(partOf.values()),
    join(parts, isAsserted) {
      const part = joined(parts, isAsserted)

      for (const record of part.records) partOf.set(record, part)
    },
    bar(one, other, reason) {
      const [left, right] = [one.records[0] as number, other.records[0] as number]

      addBar(left, right, reason)
      addBar(right, left, reason)
    },
    reasonApart(parts, isAsserted) {
      if (isAsserted) return barBetween(parts, reasonCodes.different)
      const bar = barBetween(parts, Infinity)

      return bar === reasonCodes.none ? exclusionBetween(parts) : bar
    },
  }
}

function partOfOne(record: number, exclusive: readonly ExclusiveValues[]): Part {
  const held = exclusive.flatMap(({ values, scopes }, index) => {
    const value = values[record] as number

    return value === 0 ? [] : [{ exclusive: index, scope: scopes?.[record] ?? 0, value }]
  })

  return { records: [record], voices: [[record]], held }
}

function joined(parts: readonly Part[], isAsserted: boolean): Part {
  const records = parts.flatMap((part) => part.records)
  const held: HeldValue[] = []

  for (const part of parts)
    for (const value of part.held) if (!held.some((known) => isSame(known, value))) held.push(value)

  return { records, voices: isAsserted ? [records] : parts.flatMap((part) => part.voices), held }
}

function isSame(one: HeldValue, other: HeldValue): boolean {
  return one.exclusive === other.exclusive && one.scope === other.scope && one.value === other.value
}

/** Two values within one scope, held by different parts. */
function exclusionBetween(parts: readonly Part[]): number {
  if (parts.filter((part) => part.held.length > 0).length < 2) return reasonCodes.none
  const seen = new Map<string, { readonly part: Part; readonly value: number }[]>()

  for (const part of parts) {
    for (const { exclusive, scope, value } of part.held) {
      const key = `${exclusive}/${scope}`
      const holders = seen.get(key) ?? []

      if (holders.some((holder) => holder.part !== part && holder.value !== value))
        return reasonCodes.firstExclusive + exclusive
      seen.set(key, [...holders, { part, value }])
    }
  }

  return reasonCodes.none
}
