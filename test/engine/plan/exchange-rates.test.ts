import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ecbRates } from '../../../connectors/ecb-rates.ts'
import { endedRates, exchangeRates } from '../../../engine/plan/exchange-rates.ts'
import { examplePlan, loadText } from '../../support/example-plan.ts'

async function ratesOf(text: string | undefined, source: string) {
  const baseDir = await mkdtemp(join(tmpdir(), 'rates-'))
  const { plan } = await loadText(`${examplePlan}\nexchangeRates: { file: rates.csv, source: ${source} }\n`)

  if (text !== undefined) await writeFile(join(baseDir, 'rates.csv'), text)
  return exchangeRates({ plan, baseDir }, async (xml) => ecbRates(xml))
}

const ratesOfNothing = async () =>
  exchangeRates({ plan: (await loadText(examplePlan)).plan, baseDir: '.' }, async () => [])

test('the rates of a plan come from the file beside it', async () => {
  expect(await ratesOf('Date,CZK\n2026-01-02,24.2\n2026-01-05,24.3\n', 'ecb')).toMatchObject({
    base: 'EUR',
    days: ['2026-01-02', '2026-01-05'],
  })
  expect(await ratesOfNothing()).toBeUndefined()
})

test('a file that is not there or is something else stops the night before it begins', async () => {
  await expect(ratesOf(undefined, 'ecb')).rejects.toMatchObject({ code: 'RATES_UNREADABLE' })
  await expect(ratesOf('Date,CZK\n1/2/2026,24.2\n', 'ecb')).rejects.toMatchObject({ code: 'RATES_INVALID' })
  await expect(ratesOf('Date,CZK\n2026-01-02,24.2\n', 'table')).rejects.toThrow(
    /^Line 1 of the exchange rates "rates.csv"/,
  )
})

const ecbXml = (...days: readonly string[]) =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">',
    '<gesmes:subject>Reference rates</gesmes:subject><gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>',
    '<Cube>',
    ...days,
    '</Cube></gesmes:Envelope>',
  ].join('\n')
const day = (time: string, ...rates: readonly string[]) => `<Cube time='${time}'>${rates.join('')}</Cube>`
const rate = (currency: string, value: string) => `<Cube currency='${currency}' rate='${value}'/>`

test('the XML of the European Central Bank gives the rates that its CSV gives', async () => {
  const xml = ecbXml(
    day('2026-01-05', rate('USD', '1.0321'), rate('CZK', '24.3')),
    day('2026-01-02', rate('CZK', '24.2')),
  )

  expect(await ratesOf(xml, 'ecb')).toEqual(
    await ratesOf('Date,USD,CZK\n2026-01-05,1.0321,24.3\n2026-01-02,N/A,24.2\n', 'ecb'),
  )
  expect(await ratesOf(`\ufeff ${xml.slice(xml.indexOf('<gesmes'))}`, 'ecb')).toMatchObject({ base: 'EUR' })
})

test.each([
  ['a page of the web', '<!DOCTYPE html><html></html>', /^Line 1 .* has a DOCTYPE/],
  ['another XML', '<rates>\n</rates>', /^Line 1 .* has the XML of something else/],
  ['a file cut off', ecbXml(day('2026-01-02', rate('CZK', '24.2'))).slice(0, -30), /^Line \d+ .*well-formed XML/],
  ['a file without rates', ecbXml(), /^Line 1 .* has no rate/],
  ['a day that is none', ecbXml(day('2026-02-30', rate('CZK', '24.2'))), /^Line 5 .* has the day "2026-02-30"/],
  ['a day without its date', ecbXml(`<Cube>${rate('CZK', '24.2')}</Cube>`), /^Line 5 .* has the day ""/],
  ['a rate of nothing', ecbXml(day('2026-01-02', rate('', '24.2'))), /^Line 5 .* has a rate without its currency/],
  ['a rate of zero', ecbXml(day('2026-01-02', '\n', rate('CZK', '0'))), /^Line 6 .* has the rate "0"/],
  [
    'two rates of one day',
    ecbXml(day('2026-01-02', rate('CZK', '24.2')), day('2026-01-02', rate('CZK', '24.3'))),
    /^Line 6 .* has another rate for a currency and day/,
  ],
])('%s stops the night with the line', async (_, xml, message) => {
  await expect(ratesOf(xml, 'ecb')).rejects.toMatchObject({
    code: 'RATES_INVALID',
    message: expect.stringMatching(message) as string,
  })
})

test('a file of rates that was not renewed is told of, a weekend is not', async () => {
  const rates = await ratesOf('Date,CZK\n2026-01-02,24.2\n', 'ecb')

  expect(endedRates(rates, '2026-01-08')).toEqual([])
  expect(endedRates(rates, '2026-01-09')).toEqual([expect.stringContaining('end on 2026-01-02')])
  expect(endedRates(undefined, '2026-01-09')).toEqual([])
})
