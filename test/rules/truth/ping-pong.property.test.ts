import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldFlips } from '../../../rules/truth/ping-pong.ts'
import { valueLedger, type RecordPast } from '../../../rules/truth/value-ledger.ts'
import { past } from './record-past.ts'

const nights = fc.array(fc.constantFrom('Brno', 'Praha', 'BRNO', '*Praha', '*Brno', '.', '-', 'Cheb'), {
  minLength: 1,
  maxLength: 10,
})
const records = fc
  .array(fc.record({ system: fc.constantFrom('crm', 'erp', 'shop'), nights }), { minLength: 1, maxLength: 4 })
  .map((lines) => lines.map((line, place) => past([line.system, ...line.nights].join(' '), place + 1)))
const golden = fc.constantFrom('brno', 'praha', 'cheb', null)

const flipsIn = (pasts: readonly RecordPast[], value: string | null, since = 0) =>
  fieldFlips('city', valueLedger('customer', 'city', pasts), value, since)

test('the order of the records does not matter', () => {
  fc.assert(
    fc.property(records, golden, (pasts, value) => {
      expect(flipsIn(pasts.toReversed(), value)).toEqual(flipsIn(pasts, value))
    }),
  )
})

test('one system alone is never in ping-pong, unless it undoes our corrections', () => {
  fc.assert(
    fc.property(records, golden, (pasts, value) => {
      const alone = pasts.map((one) => ({ ...one, system: 'crm', writes: [] }))

      expect(flipsIn(alone, value)).toBeUndefined()
    }),
  )
})

test('a thaw of tonight forgives everything', () => {
  fc.assert(
    fc.property(records, golden, (pasts, value) => {
      const tonight = Math.max(...pasts.flatMap(({ forms, readRun }) => [readRun ?? 0, forms.at(-1)?.run ?? 0]))

      expect(flipsIn(pasts, value, tonight)).toBeUndefined()
    }),
  )
})

test('two values in a row never say the same', () => {
  fc.assert(
    fc.property(records, (pasts) => {
      for (const { said } of valueLedger('customer', 'city', pasts)) {
        expect(said.filter(({ meaning }, place) => meaning === said[place - 1]?.meaning)).toEqual([])
      }
    }),
  )
})
