import fc from 'fast-check'
import { expect, test } from 'vitest'
import { causeOrder } from '../../../rules/documents/mismatch-cause.ts'
import { compare, copy, expecting } from './document-fixture.ts'

const amount = fc.option(fc.bigInt(-5_000_000n, 5_000_000n).map(String), { freq: 4 })
const member = fc
  .record({
    system: fc.constantFrom('erp', 'accounting', 'shop', 'gateway', 'warehouse'),
    key: fc.nat(20),
    netMinor: amount,
    vatMinor: amount,
    grossMinor: amount,
    scale: fc.constantFrom('0', '2', '3'),
    currency: fc.option(fc.constantFrom('CZK', 'EUR'), { freq: 6 }),
    issuedOn: fc.option(fc.constantFrom('2026-05-04', '2026-04-05', '2026-05-05'), { freq: 6 }),
    number: fc.option(fc.constantFrom('2026-0017', '20260017', '2026-0018')),
    status: fc.constantFrom(null, 'paid', 'cancelled'),
    goldenCustomer: fc.option(fc.constantFrom('golden-1', 'golden-2')),
    firstSeenAt: fc.constantFrom('2026-05-05T02:00:00.000Z', '2026-05-06T02:00:00.000Z'),
  })
  .map(({ system, key, goldenCustomer, firstSeenAt, ...record }) =>
    copy(`${system}:${key}`, record, { goldenCustomer, firstSeenAt }),
  )
const members = fc.uniqueArray(member, { maxLength: 7, selector: ({ system, sourceKey }) => `${system}:${sourceKey}` })
const expectation = expecting('2026-06-02T02:00:00.000Z', 'erp', 'accounting', 'shop')

test('the order of the copies does not change the findings', () => {
  const shuffled = members.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  )

  fc.assert(
    fc.property(shuffled, ([all, other]) => {
      expect(compare(other, { expectation })).toEqual(compare(all, { expectation }))
    }),
  )
})

test('a pair has at most one finding of each cause and field, and every cause is listed', () => {
  fc.assert(
    fc.property(members, (all) => {
      const findings = compare(all, { expectation })
      const identities = findings.map(({ cause, field, system, sourceKey, otherSystem, otherSourceKey }) =>
        [cause, field, system, sourceKey, otherSystem, otherSourceKey].join(' '),
      )

      expect(new Set(identities).size).toBe(findings.length)
      expect(findings.every(({ cause }) => causeOrder.includes(cause))).toBe(true)
    }),
  )
})

test('the difference of two amounts is what the deviating copy says less what the other says', () => {
  fc.assert(
    fc.property(members, (all) => {
      for (const { value, otherValue, differenceMinor, field } of compare(all, { expectation })) {
        if (field?.endsWith('Minor') === true && differenceMinor !== null)
          expect(BigInt(value ?? '')).toBe(BigInt(otherValue ?? '') + BigInt(differenceMinor))
      }
    }),
  )
})

test('amounts of two currencies are never subtracted', () => {
  fc.assert(
    fc.property(members, (all) => {
      const currencyOf = (system: string, key: string | null) =>
        all.find((one) => one.system === system && one.sourceKey === key)?.record['currency']

      for (const { system, sourceKey, otherSystem, otherSourceKey, field, differenceMinor } of compare(all)) {
        const [left, right] = [currencyOf(system, sourceKey), currencyOf(otherSystem ?? '', otherSourceKey)]

        if (left != null && right != null && left !== right && field?.endsWith('Minor') === true)
          expect(differenceMinor).toBe(null)
      }
    }),
  )
})

test('copies that are equal in all systems say nothing but what each contradicts by itself', () => {
  fc.assert(
    fc.property(member, (one) => {
      const twin = { ...one, goldenCustomer: 'golden-1' }
      const everywhere = ['erp', 'accounting', 'shop', 'gateway'].map((system, index) => ({
        ...twin,
        system,
        recordId: index,
      }))

      const found = compare(everywhere, { expectation })

      expect(found.filter(({ otherSystem }) => otherSystem !== null)).toEqual([])
    }),
  )
})
