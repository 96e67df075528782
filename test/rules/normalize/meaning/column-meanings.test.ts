import { expect, test } from 'vitest'
import { columnFill, textPattern } from '../../../../rules/normalize/meaning/column-fill.ts'
import {
  currencyMeaning,
  emptyCurrencyEvidence,
  observeCurrency,
} from '../../../../rules/normalize/meaning/currency-meaning.ts'
import { dateMeaning, emptyDateEvidence, observeDateMeaning } from '../../../../rules/normalize/meaning/date-meaning.ts'
import { declaredDateOrder, judge } from '../../../../rules/normalize/meaning/declared-meaning.ts'
import { isPlusVat } from '../../../../rules/normalize/meaning/plus-vat.ts'
import { observeUnit, unitMeaning } from '../../../../rules/normalize/meaning/unit-meaning.ts'
import { emptyVatEvidence, observeVat, vatMeaning } from '../../../../rules/normalize/meaning/vat-meaning.ts'
import { emptyZoneEvidence, observeZone, zoneMeaning } from '../../../../rules/normalize/meaning/zone-meaning.ts'

function dates(...texts: readonly string[]) {
  const evidence = emptyDateEvidence()
  for (const text of texts) observeDateMeaning(evidence, text)

  return dateMeaning('issued', evidence)
}

test.each([
  [['2026-03-31', '2026-04-01T10:00:00Z'], 'year-first'],
  [['20260331', '2026/4/1'], 'year-first'],
  [['31.03.2026', '03.04.2026'], 'day-first'],
  [['3/31/26', '4/1/26'], 'month-first'],
  [['26/03/31', '27/04/01'], 'undecided'],
  [['99/12/31', '00/01/15', '26/03/31'], 'year-first'],
  [['99/12/31', '26/03/31'], 'undecided'],
  [['31032026', '01042026'], 'day-first'],
  [['310326', '010426'], 'undecided'],
  [['1 July 2026', '2. července 2026', '3. Juli 2026'], 'named-month'],
  [['12. lis 2026'], 'undecided'],
  [['46112', '45999.75'], 'excel-serial'],
  [['26182', '26090'], 'undecided'],
  [['2026182', '2026090'], 'year-and-day'],
  [['1775000000', '1774999999'], 'epoch-seconds'],
  [['1775000000000'], 'epoch-milliseconds'],
  [['20260331101500'], 'compact-time'],
  [['2603311015', '2604011015'], 'undecided'],
  [['46112', '1775000000'], 'mixed'],
  [['31.03.2026', '03/31/2026'], 'mixed'],
  [['hello', '31.02.2026'], 'undecided'],
])('the dates of %j are %s', (texts, verdict) => {
  expect(dates(...texts).verdict).toBe(verdict)
})

test('an undecided column of dates says what would decide it, and what is likely', () => {
  expect(dates('03/04/2026')).toMatchObject({
    evidence: { 'either way': 1 },
    wouldDecide: 'one date with a day above 12, or `format` in the plan',
    suggestion: null,
  })
  expect(dates('26/03/31')).toMatchObject({
    evidence: { 'two-digit year or day first': 1 },
    wouldDecide: 'one date whose year is 00 or above 31, years with four digits, or `format` in the plan',
    suggestion: 'likely day-first, the year last: declare `format` if so',
  })
  const nearlyAll = dates(...Array.from({ length: 30 }, () => '31/03/2026'), '03/31/2026')
  expect(nearlyAll).toMatchObject({
    verdict: 'mixed',
    suggestion: 'nearly all are day-first: look at the 1 that are not',
  })
})

function currencies(...texts: readonly string[]) {
  const evidence = emptyCurrencyEvidence()
  for (const text of texts) observeCurrency(evidence, text)

  return currencyMeaning('gross', evidence)
}

test.each([
  [['100 Kč', 'CZK 20'], 'CZK'],
  [['100', '20,00'], undefined],
  [['$100', '$20'], 'undecided'],
  [['100 kr'], 'undecided'],
  [['EUR', 'CZK'], 'one for each value'],
  [['100 zlatých'], 'undecided'],
])('the currency of %j is %s', (texts, verdict) => {
  expect(currencies(...texts)?.verdict).toBe(verdict)
})

test('an amount of $ speaks against no declared currency, one of € does', () => {
  const judged = (text: string) => {
    const meaning = currencies(text)
    return meaning && judge(meaning, 'CZK').judgement
  }

  expect([judged('$ 100'), judged('100 €'), judged('100 Kč')]).toEqual(['declared', 'contradicts', 'agrees'])
})

function vat(rows: readonly (readonly [amounts: Readonly<Record<string, bigint>>, vat?: bigint])[]) {
  const evidence = new Map([['total', emptyVatEvidence()]])
  for (const [amounts, amount = null] of rows) {
    observeVat(evidence, { amounts: Object.entries(amounts), vat: amount, rates: ['21', '12'] })
  }

  return vatMeaning('total', evidence.get('total') ?? emptyVatEvidence())
}

const five = <Row>(row: Row) => Array.from({ length: 5 }, () => row)

test.each([
  ['the net amount beside it', five([{ total: 12_100n, base: 10_000n }] as const), 'inclusive'],
  ['the gross amount beside it', five([{ total: 10_000n, sum: 11_200n }] as const), 'exclusive'],
  ['the VAT of the row', five([{ total: 12_100n }, 2_100n] as const), 'inclusive'],
  ['VAT on top of it', five([{ total: 10_000n }, 2_100n] as const), 'exclusive'],
  ['a discount beside it', five([{ total: 10_000n, discount: 1_000n }] as const), 'undecided'],
  ['too few rows', [[{ total: 12_100n, base: 10_000n }]] as const, 'undecided'],
  ['cents that fit any rate', five([{ total: 12n, base: 10n }] as const), 'undecided'],
  ['credit notes', five([{ total: -12_100n, base: -10_000n }] as const), 'inclusive'],
])('with %s, VAT in a total is %s', (_, rows, verdict) => {
  expect(vat(rows)?.verdict).toBe(verdict)
})

test('the rate of another country in row after row is a suggestion', () => {
  expect(vat(five([{ total: 11_900n, base: 10_000n }] as const))).toMatchObject({
    verdict: 'undecided',
    suggestion: "5 rows differ by 19 %, which is no rate of the company's country on their day",
  })
})

test('rows that say both make VAT mixed, and an amount alone is not asked', () => {
  const rows = [
    ...five([{ total: 12_100n, base: 10_000n }] as const),
    ...five([{ total: 10_000n, base: 12_100n }] as const),
  ]

  expect(vat(rows)?.verdict).toBe('mixed')
  expect(vat(five([{ total: 12_100n }] as const))).toBeUndefined()
})

test.each([
  [12_100n, 10_000n, true],
  [12_101n, 10_000n, true],
  [12_102n, 10_000n, false],
  [10_000n, 12_100n, false],
  [-12_100n, 10_000n, false],
  [10_000n ** 4n * 121n, 10_000n ** 4n * 100n, true],
])('%d is %d plus VAT at 21 %%: %s', (gross, net, is) => {
  expect(isPlusVat(gross, net, ['21'])).toBe(is)
})

function unit(column: string, ...texts: readonly string[]) {
  const evidence = new Map<string, number>()
  for (const text of texts) observeUnit(evidence, text)

  return unitMeaning(column, evidence, texts.length)?.verdict
}

test('units come from the texts and the heading, and contradict each other', () => {
  expect(unit('weight', '12,5 kg', '3 kg')).toBe('kg')
  expect(unit('weight_g', '12500')).toBe('g')
  expect(unit('weightKg', '12')).toBe('kg')
  expect(unit('weight (g)', '12 kg')).toBe('mixed')
  expect(unit('catalog', '12')).toBeUndefined()
  expect(unit('note', '5 kittens')).toBeUndefined()
  expect(unit('content', '24 - 50 g', '10 boxes', '12 bags', '5 bags')).toBeUndefined()
})

function zone(...texts: readonly string[]) {
  const evidence = emptyZoneEvidence()
  for (const text of texts) observeZone(evidence, text, { lastYear: 2046, timeZone: 'Europe/Prague' })

  return zoneMeaning('at', evidence)
}

test.each([
  [['2026-03-01T10:00:00Z', '2026-03-01 10:00:00+00:00'], 'UTC'],
  [['2026-03-01T10:00:00+02:00', '2026-03-01T10:00:00Z'], 'stated'],
  [['2026-03-01 10:00'], 'undecided'],
  [['2026-03-01 10:00', '2026-03-01T10:00:00Z'], 'mixed'],
  [['2026-03-01'], undefined],
])('the zone of %j is %s', (texts, verdict) => {
  expect(zone(...texts)?.verdict).toBe(verdict)
})

test('a time that the clocks of the declared zone skip contradicts it; one they show twice does not', () => {
  const skipped = zone('2026-03-29 02:30:00', '2026-10-25 02:30:00')
  const twice = zone('2026-10-25 02:30:00')

  expect(skipped?.evidence).toEqual({ 'says nothing': 2, 'skipped by the clocks': 1, 'shown twice by the clocks': 1 })
  expect(skipped && judge(skipped, 'Europe/Prague').judgement).toBe('contradicts')
  expect(twice && judge(twice, 'Europe/Prague').judgement).toBe('declared')
})

test('office hours are a suggestion, never a verdict', () => {
  const times = Array.from({ length: 60 }, (_, minute) =>
    `2026-03-02 ${8 + (minute % 9)}:00`.replace(' 8', ' 08').replace(' 9', ' 09'),
  )

  expect(zone(...times)).toMatchObject({
    verdict: 'undecided',
    suggestion: 'nearly all between 8:00 and 16:59: office hours, if that is local time',
  })
})

test.each([
  ['dd.MM.yyyy', 'day-first'],
  ['M/d/yy', 'month-first'],
  ['yyyyMMdd', 'year-first'],
  ["yyyy-MM-dd'T'HH:mm", 'year-first'],
  ['d MMM yyyy', 'named-month'],
  ['epoch-seconds', 'epoch-seconds'],
  ['excel-serial', 'excel-serial'],
  [undefined, null],
])('a declared %s is %s', (format, order) => {
  expect(declaredDateOrder(format)).toBe(order)
})

test('shapes show no letter and no digit of a value', () => {
  expect(textPattern('31.03.2026')).toBe('99.99.9999')
  expect(textPattern('2026-03-31T10:00:00Z')).toBe('9999-99-99T99:99:99Z')
  expect(textPattern('Jana Nováková')).toBe('a a')
  expect(textPattern('CZ7508000000192000145399')).toBe('a9…')
  expect(textPattern('Žluťoučký кůň 馬 ٣')).toBe('a a a 9')
  expect(textPattern('x, '.repeat(30))).toHaveLength(24)
})

test('a column’s fill counts stated values only', () => {
  expect(columnFill(['1.5', '2.5', '1.5', '-', '', null, 'n/a'])).toEqual({
    filledCount: 3,
    distinctCount: 2,
    isDistinctCut: false,
    pattern: '9.9',
    patternPercent: 100,
  })
  expect(columnFill([])).toMatchObject({ filledCount: 0, pattern: null, patternPercent: 0 })
})
