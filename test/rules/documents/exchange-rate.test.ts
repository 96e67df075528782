import { expect, test } from 'vitest'
import {
  convert,
  daysThatConvert,
  rateOn,
  rateText,
  type ReferenceRates,
} from '../../../rules/documents/exchange-rate.ts'
import { fraction } from '../../../rules/documents/fraction.ts'
import { readReferenceRates } from '../../../rules/documents/read-reference-rates.ts'

/** Around Christmas 2023 as the ECB published it, and the days on which the rouble and the kuna ended. */
const history = `Date,USD,JPY,CZK,HRK,RUB,
2024-01-02,1.0956,155.68,24.687,N/A,N/A,
2023-12-29,1.105,156.33,24.724,N/A,N/A,
2023-12-28,1.1114,156.57,24.714,N/A,N/A,
2023-12-27,1.1065,157.81,24.673,N/A,N/A,
2023-12-22,1.1023,156.66,24.589,N/A,N/A,
2022-12-30,1.0666,140.66,24.116,7.5365,N/A,
2022-03-02,1.1106,128.31,25.671,7.5705,N/A,
2022-03-01,1.1162,128.3,25.146,7.5717,117.201,
`

function ratesOf(text: string, source: 'ecb' | 'cnb' | 'table' = 'ecb'): ReferenceRates {
  const read = readReferenceRates(text, source)
  if ('line' in read) throw new Error(read.found)
  return read
}

const rates = ratesOf(history)

test.each([
  ['EUR', 'CZK', '2023-12-27', '24.673 of 2023-12-27'],
  ['EUR', 'CZK', '2023-12-26', '24.589 of 2023-12-22'],
  ['EUR', 'CZK', '2024-01-01', '24.724 of 2023-12-29'],
  ['CZK', 'EUR', '2024-01-02', '0.0405071495 of 2024-01-02'],
  ['USD', 'CZK', '2024-01-02', '22.5328587076 of 2024-01-02'],
  ['CZK', 'CZK', '2024-01-02', '1 of 2024-01-02'],
  ['EUR', 'RUB', '2022-03-01', '117.201 of 2022-03-01'],
  ['EUR', 'RUB', '2022-03-02', 'currency-not-quoted'],
  ['EUR', 'HRK', '2022-12-31', '7.5365 of 2022-12-30'],
  ['EUR', 'HRK', '2024-01-02', 'currency-not-quoted'],
  ['EUR', 'XXX', '2024-01-02', 'currency-not-quoted'],
  ['EUR', 'CZK', '2022-02-28', 'day-not-covered'],
  ['EUR', 'CZK', '2024-01-09', 'day-not-covered'],
  ['EUR', 'CZK', '2023-06-01', 'day-not-covered'],
])('a %s was in %s on %s: %s', (from, to, day, expected) => {
  const found = rateOn(rates, from, to, day)

  expect(typeof found === 'string' ? found : `${rateText(found.rate)} of ${found.on}`).toBe(expected)
})

test('an amount is converted into the minor units of the other currency, a half away from zero', () => {
  const rate = fraction('24.5')

  expect(convert({ minor: 10_001n, scale: 2 }, rate, 2)).toBe(245_025n)
  expect(convert({ minor: -10_001n, scale: 2 }, rate, 2)).toBe(-245_025n)
  expect(convert({ minor: 10_000n, scale: 2 }, fraction('156.66'), 0)).toBe(15_666n)
  expect(convert({ minor: 10n ** 17n, scale: 2 }, fraction('24.673'), 3)).toBe(24_673n * 10n ** 15n)
})

test('the day whose rate was used is found, whichever of the two amounts came first', () => {
  const euro = { minor: 1_234_567n, scale: 2, currency: 'EUR' }
  const crowns = { minor: convert(euro, fraction('24.714'), 2), scale: 2, currency: 'CZK' }
  const around = { day: '2024-01-02', daysAround: 30 }

  expect(daysThatConvert(rates, euro, crowns, around)).toEqual(['2023-12-28'])
  expect(daysThatConvert(rates, crowns, euro, around)).toEqual(['2023-12-28'])
  expect(daysThatConvert(rates, euro, { ...crowns, minor: crowns.minor + 1_000n }, around)).toEqual([])
  expect(daysThatConvert(rates, euro, crowns, { ...around, daysAround: 2 })).toEqual([])
})

test('of a few cents every day does, the nearest first', () => {
  const days = daysThatConvert(
    rates,
    { minor: 1n, scale: 2, currency: 'EUR' },
    { minor: 25n, scale: 2, currency: 'CZK' },
    { day: '2023-12-28', daysAround: 6 },
  )

  expect(days).toEqual(['2023-12-28', '2023-12-27', '2023-12-29', '2024-01-02', '2023-12-22'])
})

test('the years of the Czech National Bank are read with their amounts and repeated headers', () => {
  const czech = ratesOf(
    'Datum|1 EUR|100 HUF|1000 IDR|1 HRK\n30.12.2022|24,115|6,015|1,452|3,199\nDatum|1 EUR|100 HUF|1000 IDR\n02.01.2023|24,120|6,013|1,450\n',
    'cnb',
  )
  const onNewYear = (from: string, to: string) => {
    const found = rateOn(czech, from, to, '2023-01-01')

    return typeof found === 'string' ? found : rateText(found.rate)
  }

  expect(['EUR', 'HUF', 'IDR', 'HRK'].map((currency) => onNewYear(currency, 'CZK'))).toEqual([
    ...['24.115', '0.06015', '0.001452', '3.199'],
  ])
  expect(rateOn(czech, 'HRK', 'CZK', '2023-01-02')).toBe('currency-not-quoted')
})

test('a table of one’s own may be monthly and say which way its rates go', () => {
  const monthly = ratesOf('day;from;to;rate\r\n2026-01-01;EUR;CZK;24,50\r\n2026-02-01;EUR;CZK;24.75\r\n', 'table')

  expect(rateOn(monthly, 'CZK', 'EUR', '2026-01-31')).toEqual({
    rate: { numerator: 100n, denominator: 2450n },
    on: '2026-01-01',
  })
  expect(rateOn(monthly, 'EUR', 'CZK', '2026-03-09')).toBe('day-not-covered')
})

test.each([
  ['', 1, 'no rate'],
  ['a,b\n1,2', 1, 'another header'],
  ['Date,USD\n3/6/2024,1.08', 2, 'the day "3/6/2024"'],
  ['Date,USD\n2023-02-29,1.08', 2, 'the day "2023-02-29"'],
  ['Date,USD\n2024-03-06,-1', 2, 'the rate "-1"'],
  ['Date,USD\n2024-03-06,0.00', 2, 'the rate "0.00"'],
  ['Date,USD\n2024-03-06,1.08,2.00', 2, 'a rate without its currency'],
])('refuses %j and names line %i', (text, line, found) => {
  expect(readReferenceRates(text, 'ecb')).toMatchObject({ line, found })
})

test('a table between several currencies is refused: cross rates go through one', () => {
  expect(readReferenceRates('day,from,to,rate\n2026-01-01,EUR,CZK,24\n2026-01-01,USD,PLN,4\n', 'table')).toMatchObject({
    found: 'rates between several currencies',
  })
})
