import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { endedRates, exchangeRates } from '../../../engine/plan/exchange-rates.ts'
import { examplePlan, loadText } from '../../support/example-plan.ts'

async function ratesOf(text: string | undefined, source: string) {
  const baseDir = await mkdtemp(join(tmpdir(), 'rates-'))
  const { plan } = await loadText(`${examplePlan}\nexchangeRates: { file: rates.csv, source: ${source} }\n`)

  if (text !== undefined) await writeFile(join(baseDir, 'rates.csv'), text)
  return exchangeRates({ plan, baseDir })
}

test('the rates of a plan come from the file beside it', async () => {
  expect(await ratesOf('Date,CZK\n2026-01-02,24.2\n2026-01-05,24.3\n', 'ecb')).toMatchObject({
    base: 'EUR',
    days: ['2026-01-02', '2026-01-05'],
  })
  expect(await exchangeRates({ plan: (await loadText(examplePlan)).plan, baseDir: '.' })).toBeUndefined()
})

test('a file that is not there or is something else stops the night before it begins', async () => {
  await expect(ratesOf(undefined, 'ecb')).rejects.toMatchObject({ code: 'RATES_UNREADABLE' })
  await expect(ratesOf('Date,CZK\n1/2/2026,24.2\n', 'ecb')).rejects.toMatchObject({ code: 'RATES_INVALID' })
  await expect(ratesOf('Date,CZK\n2026-01-02,24.2\n', 'table')).rejects.toThrow(
    /^Line 1 of the exchange rates "rates.csv"/,
  )
})

test('a file of rates that was not renewed is told of, a weekend is not', async () => {
  const rates = await ratesOf('Date,CZK\n2026-01-02,24.2\n', 'ecb')

  expect(endedRates(rates, '2026-01-08')).toEqual([])
  expect(endedRates(rates, '2026-01-09')).toEqual([expect.stringContaining('end on 2026-01-02')])
  expect(endedRates(undefined, '2026-01-09')).toEqual([])
})
