import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  beforeFirst,
  breakIn,
  chained,
  type AuditedAction,
  type AuditEntry,
} from '../../../engine/domain/audit-chain.ts'
import { canonicalJson } from '../../../engine/domain/canonical-json.ts'

const action: fc.Arbitrary<AuditedAction> = fc.record({
  at: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString()),
  actor: fc.string(),
  action: fc.constantFrom<AuditedAction['action']>('proposal-decided', 'plan-changed', 'period-closed'),
  subject: fc.string(),
  detail: fc.dictionary(fc.string(), fc.jsonValue()),
})

function chainOf(actions: readonly AuditedAction[]): AuditEntry[] {
  const entries: AuditEntry[] = []

  for (const one of actions) entries.push(chained(one, entries.at(-1) ?? beforeFirst))
  return entries
}

/** The first break in words; undefined when there is none. */
function firstBreak(entries: readonly AuditEntry[]): string | undefined {
  return entries
    .map((entry, place) => breakIn(entry, entries[place - 1] ?? beforeFirst))
    .find((found) => found !== undefined)
}

test('a chain nobody touched has no break', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 8 }), (actions) => {
      expect(firstBreak(chainOf(actions))).toBeUndefined()
    }),
  )
})

const touched = ['at', 'actor', 'action', 'subject', 'detail', 'detailHash', 'previousHash', 'hash'] as const

test('any change to any entry shows', () => {
  fc.assert(
    fc.property(
      fc.array(action, { minLength: 1, maxLength: 6 }),
      fc.nat(),
      fc.constantFrom(...touched),
      (actions, nth, field) => {
        const entries = chainOf(actions)
        const place = nth % entries.length
        const entry = entries[place] as AuditEntry

        entries[place] = { ...entry, [field]: `${entry[field] ?? ''}x` }
        expect(firstBreak(entries)).toBeDefined()
      },
    ),
  )
})

test('an entry taken out, or two exchanged, show', () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 2, maxLength: 6 }), fc.nat(), (actions, nth) => {
      const entries = chainOf(actions)
      const place = nth % (entries.length - 1)
      const [first, second] = entries.slice(place, place + 2) as [AuditEntry, AuditEntry]

      expect(firstBreak(entries.toSpliced(place, 1))).toBe(`entry ${place + 1} is missing`)
      expect(firstBreak(entries.toSpliced(place, 2, second, first))).toBeDefined()
    }),
  )
})

test('a detail that was erased leaves the chain whole', () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 1, maxLength: 5 }), fc.nat(), (actions, nth) => {
      const entries = chainOf(actions)
      const place = nth % entries.length

      entries[place] = { ...(entries[place] as AuditEntry), detail: null }
      expect(firstBreak(entries)).toBeUndefined()
    }),
  )
})

test('canonical JSON does not depend on the order in which keys were put', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.jsonValue())), (pairs) => {
      const unique = [...new Map(pairs)]

      expect(canonicalJson(Object.fromEntries(unique.toReversed()))).toBe(canonicalJson(Object.fromEntries(unique)))
    }),
  )
})
