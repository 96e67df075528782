import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { camt } from '../../../connectors/camt/camt.ts'
import { readAll } from '../read-all.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { repository } from '../../tidy/repository.ts'
import { entryText, referenceText, statementText } from './statement-text.ts'

async function readFiles(files: Readonly<Record<string, string>>, pattern = '*.xml') {
  await using folder = await temporaryFolder()

  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text)
  const signal = new AbortController().signal
  await using source = await camt.open({}, { baseDir: folder.path, signal })
  const { rows, rejections, end } = await readAll(source.snapshot({ file: pattern }))

  return { rows, rejections, end, fields: rows.map((row) => row.fields) }
}

const party = (role: string, name: string) =>
  `<${role}><Pty><Nm>${name}</Nm></Pty></${role}><${role}Acct><Id><IBAN>CZ6508000000192000145399</IBAN></Id></${role}Acct>`
const transaction = (amount: string, inside = '') => `<TxDtls><Amt Ccy="EUR">${amount}</Amt>${inside}</TxDtls>`

test('the closing balance proves that nothing is missing', async () => {
  const whole = statementText({ entries: [entryText('8.85'), entryText('-3.85')], opening: '10.00', closing: '15' })

  expect((await readFiles({ 'a.xml': whole })).end).toMatchObject({
    isComplete: true,
    proof: 'trailer-count',
    rowCount: 2,
  })
})

test('a statement whose entries do not lead to its closing balance is incomplete, and its rows are there', async () => {
  const short = statementText({ entries: [entryText('8.85')], opening: '10.00', closing: '15.00' })
  const { end, rows } = await readFiles({ 'a.xml': short })

  expect(rows).toHaveLength(1)
  expect(end).toMatchObject({
    isComplete: false,
    reason: 'a.xml: of statement 1 opening balance and entries do not add up to the closing balance',
  })
})

test.each([
  ['a file cut off', statementText({ entries: [entryText('8.85')] }).slice(0, -40), 'SOURCE_FORMAT_INVALID'],
  ['an empty file', '', 'SOURCE_FILE_EMPTY'],
  ['another message', '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"/>', 'SOURCE_FORMAT_INVALID'],
  [
    'a message without a statement',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt/></Document>',
    'SOURCE_FORMAT_INVALID',
  ],
])('%s is refused by name', async (_, text, code) => {
  await expect(readFiles({ 'a.xml': text })).rejects.toMatchObject({ code })
})

test('the sign is that of CdtDbtInd, and a reversal tells whose payment went back', async () => {
  const reversal = entryText('-8.85', {
    before: '<RvslInd>true</RvslInd>',
    details: `<TxDtls><RltdPties>${party('Dbtr', 'Ada')}${party('Cdtr', 'Our company')}</RltdPties></TxDtls>`,
  })
  const { fields, end } = await readFiles({
    'a.xml': statementText({ entries: [reversal], opening: '10', closing: '1.15' }),
  })

  expect(fields).toMatchObject([{ amount: '-8.85', reversal: 'true', counterpartyName: 'Ada' }])
  expect(end.isComplete).toBe(true)
})

test('a bank that leaves the direction of what was reversed is found out by its balances', async () => {
  const reversal = entryText('8.85', { before: '<RvslInd>true</RvslInd>' })
  const { fields, end } = await readFiles({
    'a.xml': statementText({ entries: [reversal], opening: '10', closing: '1.15' }),
  })

  expect(fields).toMatchObject([{ amount: '-8.85' }])
  expect(end.isComplete).toBe(true)
})

test('a batch booking is one row for each of its payments, and keeps the batch', async () => {
  const batch = entryText('30.00', {
    before: referenceText('R-1'),
    details: `<Btch><PmtInfId>B-7</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>${transaction('10.00')}${transaction('20')}`,
  })

  expect((await readFiles({ 'a.xml': statementText({ entries: [batch] }) })).fields).toMatchObject([
    { key: 'DE89370400440532013000|R-1|1', amount: '10.00', batch: 'B-7', batchCount: '2', batchAmount: '30.00' },
    { key: 'DE89370400440532013000|R-1|2', amount: '20', batch: 'B-7', batchCount: '2', batchAmount: '30.00' },
  ])
})

test('a batch whose payments do not add up stays one row with all they say', async () => {
  const batch = entryText('30.00', {
    details: ['A', 'B'].map((text) => transaction('10.00', `<RmtInf><Ustrd>${text}</Ustrd></RmtInf>`)).join(''),
  })

  expect((await readFiles({ 'a.xml': statementText({ entries: [batch] }) })).fields).toMatchObject([
    { amount: '30.00', remittance: 'A B', batchAmount: null },
  ])
})

test('EndToEndId is no key: two entries with the same one are two rows', async () => {
  const entry = entryText('5.00', { details: '<TxDtls><Refs><EndToEndId>E-1</EndToEndId></Refs></TxDtls>' })
  const { rows } = await readFiles({ 'a.xml': statementText({ entries: [entry, entry] }) })

  expect(rows.map(({ sourceKey }) => sourceKey)).toEqual([
    'DE89370400440532013000|S-1|1',
    'DE89370400440532013000|S-1|2',
  ])
})

test('an entry that two messages report is taken once, and the other is told', async () => {
  const text = statementText({ entries: [entryText('5.00', { before: referenceText('R-1') })] })
  const { rows, rejections, end } = await readFiles({ 'a.xml': text, 'b.xml': text })

  expect(rows).toHaveLength(1)
  expect(rejections).toMatchObject([{ reason: 'key-repeated', position: 'b.xml:4' }])
  expect(end.isComplete).toBe(true)
})

test('two entries of one reference and different amounts are both taken', async () => {
  const entries = [
    entryText('5.00', { before: referenceText('R-1') }),
    entryText('6.00', { before: referenceText('R-1') }),
  ]

  expect((await readFiles({ 'a.xml': statementText({ entries }) })).rows.map(({ sourceKey }) => sourceKey)).toEqual([
    'DE89370400440532013000|R-1',
    'DE89370400440532013000|R-1|copy 2',
  ])
})

test('what the payer wrote, the reference of the creditor and the charges are kept', async () => {
  const details = `<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties>${party('Dbtr', 'Ada')}</RltdPties>
    <RmtInf><Ustrd>first</Ustrd><Ustrd>second</Ustrd><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>
    <Chrgs><Rcrd><Amt Ccy="EUR">0.30</Amt></Rcrd><Rcrd><Amt Ccy="EUR">0.05</Amt></Rcrd></Chrgs></TxDtls>`

  expect(
    (await readFiles({ 'a.xml': statementText({ entries: [entryText('5.00', { details })] }) })).fields,
  ).toMatchObject([
    {
      remittance: 'first second',
      creditorReference: 'RF18539007547034',
      charges: '0.35',
      endToEndId: null,
      counterpartyName: 'Ada',
      counterpartyAccount: 'CZ6508000000192000145399',
    },
  ])
})

test('pending entries are read and left out of the balance', async () => {
  const pending = entryText('99.00').replace('BOOK', 'PDNG')
  const text = statementText({ entries: [entryText('5'), pending], opening: '0', closing: '5.00' })
  const { fields, end } = await readFiles({ 'a.xml': text })

  expect(fields.map(({ status }) => status)).toEqual(['BOOK', 'PDNG'])
  expect(end.isComplete).toBe(true)
})

const data = resolve(repository, process.env['TOUCHSTONE_DATA'] ?? '../shared/data', 'bank_camt')

describe.skipIf(!existsSync(data))(
  `statements of real banks${existsSync(data) ? '' : ' (skipped: no bank_camt)'}`,
  () => {
    test('every file of every version gives its entries or a coded reason', async () => {
      const files = (await readdir(data)).filter((name) => name.endsWith('.xml')).sort()
      const told: Record<string, number | string> = {}

      for (const file of files) {
        await using source = await camt.open({}, { baseDir: data, signal: new AbortController().signal })

        told[file] = await readAll(source.snapshot({ file })).then(
          ({ rows }) => rows.length,
          (error: unknown) => (error as { code: string }).code,
        )
      }
      expect(told).toMatchObject({
        'camt052.v1.xml': 1,
        'camt053.v2.multi.statement.xml': 2,
        'camt053.v2.wrong.xml': 'SOURCE_FORMAT_INVALID',
        'camt053.v4.xml': 1,
        'camt054.v8.xml': 1,
      })
      expect(Object.values(told).filter((count) => typeof count === 'string')).toHaveLength(1)
    })
  },
)
