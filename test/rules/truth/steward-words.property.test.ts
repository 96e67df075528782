import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf } from '../../../rules/entity/entity.ts'
import { agree } from '../../../rules/truth/agree.ts'
import { correctionsOf } from '../../../rules/truth/corrections.ts'
import { survive } from '../../../rules/truth/survive.ts'
import { policy, toldMembers } from './member-arbitrary.ts'

const sideName = ({ system, sourceKey }: { system: string; sourceKey: string }) => `${system}:${sourceKey}`

test('every golden value belongs to a member record or to a steward', () => {
  fc.assert(
    fc.property(toldMembers, policy, ([all, words], decision) => {
      const { values, provenance } = survive('customer', all, decision, words)

      for (const field of fieldsOf('customer')) {
        const value = values[field] ?? null
        const origin = provenance[field]
        const sayings =
          origin?.system === 'steward'
            ? words.pins.filter((pin) => pin.field === field && pin.by === origin.sourceKey && pin.at === origin.at)
            : all.filter((one) => origin !== undefined && sideName(one) === sideName(origin))
        const said = sayings.map((one) => ('record' in one ? (one.record[field] ?? null) : one.value))

        expect(value === null ? origin : said).toEqual(value === null ? undefined : expect.arrayContaining([value]))
      }
    }),
  )
})

test('what a steward pinned outranks every policy and every record', () => {
  fc.assert(
    fc.property(toldMembers, policy, ([all, words], decision) => {
      const { values, provenance } = survive('customer', all, decision, words)

      for (const field of new Set(words.pins.map((pin) => pin.field))) {
        expect(words.pins.filter((pin) => pin.field === field).map(({ value }) => value)).toContain(values[field])
        expect(provenance[field]).toMatchObject({ system: 'steward', reason: 'pinned' })
      }
    }),
  )
})

test('neither the order of records nor that of pins changes what survives', () => {
  const shuffled = toldMembers.chain(([all, words]) =>
    fc.tuple(
      fc.constant([all, words] as const),
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.shuffledSubarray([...words.pins], { minLength: words.pins.length }),
    ),
  )

  fc.assert(
    fc.property(shuffled, policy, ([[all, words], others, pins], decision) => {
      expect(survive('customer', others, decision, { ...words, pins })).toEqual(
        survive('customer', all, decision, words),
      )
    }),
  )
})

test('a newer pin that a merge brought neither wins nor lets the older one correct anybody', () => {
  fc.assert(
    fc.property(toldMembers, policy, ([all, words], decision) => {
      const survival = survive('customer', all, decision, words)
      const corrected = correctionsOf(survival, all, () => true)

      for (const field of new Set(words.pins.map((pin) => pin.field))) {
        const rivals = words.pins.filter((pin) => pin.field === field)
        const [first] = rivals.toSorted(
          (left, right) => Number(right.isOwn) - Number(left.isOwn) || (left.at < right.at ? -1 : 1),
        )
        const isDisputed = rivals.some(({ value }) => !agree('customer', field, value ?? '', first?.value ?? ''))

        if (!isDisputed) continue
        expect(rivals.filter(({ isOwn, at }) => isOwn === first?.isOwn && at === first.at)).toContainEqual(
          expect.objectContaining({ value: survival.values[field] }),
        )
        expect(corrected.filter((correction) => correction.field === field)).toEqual([])
        expect(survival.conflicts.find((conflict) => conflict.field === field)?.losers).toContainEqual(
          expect.objectContaining({ system: 'steward' }),
        )
      }
    }),
  )
})

test('a value that a steward called wrong is never taken from that record', () => {
  fc.assert(
    fc.property(toldMembers, policy, ([all, words], decision) => {
      const { provenance } = survive('customer', all, decision, words)

      for (const { recordId, field } of words.ignored) {
        const wrong = all.find((one) => one.recordId === recordId)

        expect(provenance[field] && sideName(provenance[field])).not.toBe(wrong && sideName(wrong))
      }
    }),
  )
})

test('after all corrections are applied nothing is left to correct', () => {
  fc.assert(
    fc.property(toldMembers, policy, ([all, words], decision) => {
      const corrections = correctionsOf(survive('customer', all, decision, words), all, () => true)
      const corrected = all.map((one) => ({
        ...one,
        record: {
          ...one.record,
          ...Object.fromEntries(
            corrections
              .filter((correction) => sideName(correction) === sideName(one))
              .map(({ field, after }) => [field, after]),
          ),
        },
      }))

      expect(correctionsOf(survive('customer', corrected, decision, words), corrected, () => true)).toEqual([])
    }),
    { numRuns: 1_000 },
  )
})
