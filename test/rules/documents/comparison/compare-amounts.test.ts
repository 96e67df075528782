import { expect, test } from 'vitest'
import { compare, copy, money, told } from '../document-fixture.ts'

/** net, VAT and gross as the ERP and the accounting hold them; what differs; by how many minor units. */
test.each([
  // equal
  ['100.00 21.00 121.00 CZK', '100.00 21.00 121.00 CZK', 'nothing'],
  ['-      -     121.00 CZK', '100.00 -     121.00 CZK', 'nothing'],
  ['100.00 21.00 121.00 CZK', '-      -     -      CZK', 'nothing'],
  ['100.00 -     -      CZK', '-      -     121.00 CZK', 'nothing'],
  ['1000   270   1270   HUF', '1000.00 270.00 1270.00 HUF', 'nothing'],
  ['1000   100   1100   JPY', '1000   100   1100   JPY', 'nothing'],
  ['-100.00 -21.00 -121.00 CZK', '-100.00 -21.00 -121.00 CZK', 'nothing'],
  // net taken for gross
  ['100.00 21.00 121.00 CZK', '-      -     100.00 CZK', 'net-gross grossMinor -2100'],
  ['-      -     100.00 CZK', '100.00 21.00 121.00 CZK', 'net-gross grossMinor 2100'],
  ['100.00 21.00 121.00 CZK', '82.64  17.36 100.00 CZK', 'net-gross grossMinor -2100'],
  ['100.00 21.00 121.00 CZK', '121.00 25.41 146.41 CZK', 'net-gross grossMinor 2541'],
  ['-      -     121.00 CZK', '-      -     100.00 CZK', 'net-gross grossMinor -2100'],
  ['-      -     112.00 CZK', '-      -     100.00 CZK', 'net-gross grossMinor -1200'],
  ['-      -     1333.33 CZK', '-      -    1101.93 CZK', 'net-gross grossMinor -23140'],
  ['-100.00 -21.00 -121.00 CZK', '-     -     -100.00 CZK', 'net-gross grossMinor 2100'],
  ['-      -     -121.00 CZK', '-      -     -100.00 CZK', 'net-gross grossMinor 2100'],
  ['1000   270   1270   HUF', '-      -     1000   HUF', 'net-gross grossMinor -27000'],
  ['1000   100   1100   JPY', '-      -     1000   JPY', 'net-gross grossMinor -100'],
  ['10.500 0.525 11.025 KWD', '-      -     10.500 KWD', 'net-gross grossMinor -525'],
  ['100.00 -     121.00 CZK', '121.00 -     121.00 CZK', 'net-gross netMinor 2100'],
  ['0.10   0.02  0.12   CZK', '-      -     0.10   CZK', 'net-gross grossMinor -2'],
  // another VAT
  ['100.00 21.00 121.00 CZK', '100.00 12.00 112.00 CZK', 'vat-rate vatMinor -900'],
  ['100.00 21.00 121.00 CZK', '100.00 0.00  100.00 CZK', 'vat-category vatMinor -2100'],
  ['100.00 21.00 121.00 CZK', '108.04 12.96 121.00 CZK', 'vat-rate vatMinor -804'],
  ['100.00 21.00 121.00 CZK', '100.50 20.50 121.00 CZK', 'unexplained vatMinor -50'],
  ['-100.00 -21.00 -121.00 CZK', '-100.00 -12.00 -112.00 CZK', 'vat-rate vatMinor 900'],
  ['100.00 21.00 -      CZK', '100.00 12.00 -      CZK', 'vat-rate vatMinor -900'],
  // another amount
  ['100.00 21.00 121.00 CZK', '99.00  20.79 119.79 CZK', 'unexplained grossMinor -121'],
  ['-      -     121.00 CZK', '-      -     119.00 CZK', 'unexplained grossMinor -200'],
  ['-      -     121.00 CZK', '-      -     121.01 CZK', 'unexplained grossMinor 1'],
  ['-      -     0.05   CZK', '-      -     0.04   CZK', 'unexplained grossMinor -1'],
  ['-      -     121.00 CZK', '-      -     -121.00 CZK', 'sign grossMinor -24200'],
  ['100.00 -     -      CZK', '90.00  -     -      CZK', 'unexplained netMinor -1000'],
  ['-      -     1100   JPY', '-      -     1111   JPY', 'unexplained grossMinor 11'],
  ['-      -     11.025 KWD', '-      -     11.020 KWD', 'unexplained grossMinor -5'],
  // another currency: amounts are not compared
  ['100.00 21.00 121.00 CZK', '100.00 21.00 121.00 EUR', 'currency currency'],
  ['100.00 21.00 121.00 CZK', '4.00   0.84  4.84   EUR', 'currency currency'],
])('erp %s, accounting %s: %s', (erp, accounting, expected) => {
  const findings = compare([
    copy('erp:1', money(erp.replace(/ +/g, ' '))),
    copy('accounting:1', money(accounting.replace(/ +/g, ' '))),
  ])

  expect(told(findings)).toEqual(expected === 'nothing' ? [] : [expected.replace(' ', ' erp:1/accounting:1 ')])
})

test.each([
  [0, '121.01', ['unexplained erp:1/accounting:1 grossMinor 1']],
  [0.01, '121.01', []],
  [0.02, '120.98', []],
  [0.02, '120.97', ['unexplained erp:1/accounting:1 grossMinor -3']],
  [1.5, '122.50', []],
])('a tolerance of %d lets 121.00 and %s be %j', (tolerance, gross, expected) => {
  expect(
    told(compare([copy('erp:1', money('- - 121.00')), copy('accounting:1', money(`- - ${gross}`))], { tolerance })),
  ).toEqual(expected)
})

test('a tolerance below the minor unit tolerates nothing', () => {
  expect(
    compare([copy('erp:1', money('- - 1100 JPY')), copy('shop:1', money('- - 1101 JPY'))], { tolerance: 0.5 }),
  ).toHaveLength(1)
})

test('copies counted in different minor units are compared exactly, at the finer one', () => {
  const cents = { grossMinor: '12100', scale: '2', currency: 'EUR' }
  const micros = { grossMinor: '1210000', scale: '4', currency: 'EUR' }

  expect(compare([copy('erp:1', cents), copy('shop:1', micros)])).toEqual([])
  expect(compare([copy('erp:1', cents), copy('shop:1', { ...micros, grossMinor: '1210001' })])).toMatchObject([
    { cause: 'unexplained', value: '1210001', otherValue: '1210000', differenceMinor: '1', scale: 4 },
  ])
})

test('the rate in force on the tax point decides, not the rate of today', () => {
  const on = (issuedOn: string) => [
    copy('erp:1', { ...money('- - 115.00'), issuedOn }),
    copy('shop:1', { ...money('- - 100.00'), issuedOn }),
  ]

  expect(told(compare(on('2023-12-31')))).toEqual(['net-gross erp:1/shop:1 grossMinor -1500'])
  expect(told(compare(on('2024-01-01')))).toEqual(['unexplained erp:1/shop:1 grossMinor -1500'])
})

test('the day of the tax point decides the rate, not the day of issue', () => {
  const dates = { issuedOn: '2024-01-05', taxPointOn: '2023-12-31' }
  const copies = [
    copy('erp:1', { ...money('- - 115.00'), ...dates }),
    copy('shop:1', { ...money('- - 100.00'), ...dates }),
  ]

  expect(compare(copies)).toMatchObject([{ cause: 'net-gross' }])
})

test('a tolerance counts for the relation by VAT too', () => {
  const copies = [copy('erp:1', money('- - 121.00')), copy('shop:1', money('- - 100.04'))]

  expect(compare(copies)).toMatchObject([{ cause: 'unexplained' }])
  expect(compare(copies, { tolerance: 0.05 })).toMatchObject([{ cause: 'net-gross' }])
})

test('a rate the document states outranks the rates of the country', () => {
  const copies = [copy('erp:1', { ...money('- - 112.00'), vatRate: '21' }), copy('shop:1', money('- - 100.00'))]

  expect(compare(copies)).toMatchObject([{ cause: 'unexplained' }])
})

test('without a known currency a difference is undecided, and equality is still equality', () => {
  const nameless = (gross: string) => copy('shop:1', { ...money(`- - ${gross}`), currency: null })

  expect(compare([copy('erp:1', money('- - 121.00')), nameless('121.00')])).toEqual([])
  expect(compare([copy('erp:1', money('- - 121.00')), nameless('100.00')])).toMatchObject([
    { cause: 'undecided', field: 'grossMinor' },
  ])
})

test('the money at stake is the difference where amounts differ, and none can be told of two currencies', () => {
  const [amount] = compare([copy('erp:1', money('- - -121.00')), copy('shop:1', money('- - -119.00'))])
  const [currency] = compare([copy('erp:1', money('- - -121.00')), copy('shop:1', money('- - -121.00 EUR'))])

  expect(amount).toMatchObject({ scale: 2, currency: 'CZK', differenceMinor: '200' })
  expect(currency).toMatchObject({ differenceMinor: null, currency: null, value: 'EUR', otherValue: 'CZK' })
})
