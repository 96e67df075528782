import { expect, test } from 'vitest'
import { compare, copy, money, told } from './document-fixture.ts'

test.each([
  ['100.00 21.00 121.00', []],
  ['100.00 21.00 122.00', ['contradiction -:-/erp:1 grossMinor 100']],
  ['100.00 - 122.00', []],
])('net, VAT and total %s of one system', (amounts, expected) => {
  const found = compare([copy('erp:1', money(amounts))])

  expect(
    found.map(
      ({ cause, system, sourceKey, field, differenceMinor }) =>
        `${cause} -:-/${system}:${sourceKey ?? ''} ${field ?? ''} ${differenceMinor ?? ''}`,
    ),
  ).toEqual(expected)
})

test('a copy that alone contradicts itself is told of once, as what differs', () => {
  expect(
    told(compare([copy('erp:1', money('100.00 21.00 121.00')), copy('shop:1', money('100.00 21.00 122.00'))])),
  ).toEqual(['contradiction erp:1/shop:1 grossMinor 100'])
})

test('two copies that contradict themselves alike are both told of', () => {
  const wrong = money('100.00 21.00 122.00')

  expect(compare([copy('erp:1', wrong), copy('shop:1', wrong)])).toMatchObject([
    {
      cause: 'contradiction',
      system: 'erp',
      otherSystem: null,
      value: '12200',
      otherValue: '12100',
      evidence: { rule: 'BR-CO-15' },
    },
    { cause: 'contradiction', system: 'shop', otherSystem: null },
  ])
})

test('a difference within the tolerance is none', () => {
  expect(compare([copy('erp:1', money('100.00 21.00 121.02'))], { tolerance: 0.02 })).toEqual([])
})

test('a document that corrects itself', () => {
  expect(compare([copy('erp:1', { correctsNumber: '2026/0016' })])).toEqual([])
  expect(compare([copy('erp:1', { correctsNumber: '2026 0017' })])).toMatchObject([
    { cause: 'contradiction', field: 'correctsNumber', evidence: { rule: 'SELF-REFERENCE' } },
  ])
})

const lines = (...nets: readonly string[]) => nets.map((netMinor) => ({ netMinor, scale: '2' }))

test.each([
  ['200.00', { discountMinor: '0', freightMinor: '0' }, ['20000'], []],
  ['200.00', { discountMinor: '0', freightMinor: '0' }, ['15000', '4000'], ['contradiction']],
  ['200.00', { discountMinor: '1000', freightMinor: '2000' }, ['15000', '4000'], []],
  // What is lacking may be freight, for which the system has no column; a discount it would have told.
  ['200.00', { discountMinor: '0', freightMinor: null }, ['15000', '4000'], []],
  ['180.00', { discountMinor: '0', freightMinor: null }, ['15000', '4000'], ['contradiction']],
  ['180.00', { discountMinor: null, freightMinor: null }, ['15000', '4000'], []],
])('an amount without VAT of %s with %j and lines of %j', (net, rest, nets, causes) => {
  const found = compare([copy('erp:1', { ...money(`${net} - -`), ...rest }, { lines: lines(...nets) })])

  expect(found.map(({ cause }) => cause)).toEqual(causes)
})
