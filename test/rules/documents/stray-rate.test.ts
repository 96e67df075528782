import { expect, test } from 'vitest'
import { compareDocuments } from '../../../rules/documents/compare-documents.ts'
import { contentOfRecord } from '../../../rules/documents/content-of-record.ts'
import { documentPolicy } from '../../../rules/documents/document-policy.ts'
import { readReferenceRates } from '../../../rules/documents/read-reference-rates.ts'
import type { ReferenceRates } from '../../../rules/documents/exchange-rate.ts'
import { strayRate } from '../../../rules/documents/stray-rate.ts'

const rates = readReferenceRates(
  `Date,CZK,HUF
2024-01-03,24.675,380.75
2024-01-02,24.687,382.1
2023-12-29,24.724,382.8
2023-12-28,24.714,383.1
2023-12-27,24.673,381.63
`,
  'ecb',
) as ReferenceRates

const invoice = (rate: string | null, day: string, more: Record<string, string> = {}) => ({
  number: '2024001',
  issuedOn: day,
  currency: 'EUR',
  scale: '2',
  netMinor: '100000',
  vatMinor: '21000',
  grossMinor: '121000',
  exchangeCurrency: 'CZK',
  exchangeRate: rate,
  ...more,
})

function judged(rate: string | null, day: string, more?: Record<string, string>) {
  return strayRate(contentOfRecord('invoice', invoice(rate, day, more), [], 'Europe/Prague'), rates)
}

test.each([
  ['the rate of the day', '24.687', '2024-01-02'],
  ['the rate of the last publication, on a holiday', '24.724', '2024-01-01'],
  ['the rate that was still the newest in the morning', '24.724', '2024-01-02'],
  ['the rate of the day, rounded', '24.69', '2024-01-02'],
  ['a bank’s own rate', '24.9', '2024-01-02'],
  ['few digits, which fit many days', '25', '2024-01-02'],
  ['no rate', null, '2024-01-02'],
  ['a day before all rates', '20', '2020-01-02'],
])('%s is no finding', (_, rate, day) => {
  expect(judged(rate, day)).toBeUndefined()
})

test('the published rate of another day is told, with the money it makes', () => {
  expect(judged('24.673', '2024-01-02')).toMatchObject({
    cause: 'rate-date',
    field: 'exchangeRate',
    differenceMinor: '69',
    evidence: { statedRate: '24.673', rateOn: '2023-12-27', referenceRate: '24.687', referenceOn: '2024-01-02' },
  })
  expect(judged('24.675', '2024-01-02')?.evidence).toMatchObject({ rateOn: '2024-01-03' })
})

test('a rate far from every other is told: turned round, or of a hundred units', () => {
  expect(judged('0.0405', '2024-01-02')?.evidence).not.toHaveProperty('rateOn')
  expect(judged('382.1', '2024-01-02', { exchangeCurrency: 'CZK' })?.cause).toBe('rate-date')
  expect(judged('3.821', '2024-01-02', { exchangeCurrency: 'HUF' })?.cause).toBe('rate-date')
})

test('copies that state one rate alike give one finding, about the first that holds the document', () => {
  const member = (system: string, recordId: number, rate: string) => ({
    ...{ recordId, system, sourceKey: `${system}-1`, lines: [], goldenCustomer: null },
    ...{ firstSeenAt: '2024-01-04T00:00:00Z', isStale: false, possibleIn: new Set<string>() },
    record: invoice(rate, '2024-01-02'),
  })
  const expectation = {
    ...{ asOf: '2024-01-05T00:00:00Z', companyTimeZone: 'Europe/Prague', rates },
    systems: ['erp', 'accounting'].map((system) => ({ system, judgedUntil: '2024-01-05T00:00:00Z' })),
  }
  const compare = (rate: string, other: string) =>
    compareDocuments(
      'invoice',
      { goldenId: 'inv', members: [member('erp', 1, rate), member('accounting', 2, other)] },
      expectation,
      documentPolicy.parse({ between: ['erp', 'accounting'] }),
    ).map(({ cause, system, otherSystem, value, differenceMinor }) => [
      ...[cause, system, otherSystem, value, differenceMinor],
    ])

  expect(compare('24.673', '24.673')).toEqual([['rate-date', 'erp', 'exchange rates', '24.673', '-69']])
  expect(compare('24.687', '24.687')).toEqual([])
})
