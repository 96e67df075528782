import { afterAll, describe, expect, test } from 'vitest'
import { eInvoicesIn } from '../../../connectors/e-invoice/e-invoice-folder.ts'
import { SourceError } from '../../../connectors/source-error.ts'
import { ciiText, ublText } from '../../support/e-invoice-writers.ts'
import { eInvoice } from '../../support/e-invoice-sample.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { readEInvoiceText } from './read-e-invoice-text.ts'

const { signal } = new AbortController()
const ubl = ublText(eInvoice())
const cii = ciiText(eInvoice())

const refusalOf = async (name: string, text: string | Uint8Array) => {
  const error: unknown = await readEInvoiceText(name, text).catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(SourceError)
  return error as SourceError
}

async function listed<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

describe('a file that is no e-invoice is refused in words', () => {
  const bomb = `<!DOCTYPE Invoice [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`

  test.each<[string, string, string]>([
    ['an XML bomb', ubl.replace('?>', `?>${bomb}`).replace('F-2025-17', '&b;'), 'a DOCTYPE at line 1'],
    ['a cut file', ubl.slice(0, 900), 'at line'],
    ['a file that is not XML', 'Invoice;F-2025-17;345,10', 'a character outside of elements'],
    [
      'an order',
      ubl.replaceAll('Invoice-2', 'Order-2'),
      'the root Invoice of the namespace "urn:oasis:names:specification:ubl:schema:xsd:Order-2"',
    ],
    [
      'ZUGFeRD 1',
      cii.replaceAll('CrossIndustryInvoice:100', 'CrossIndustryDocument:invoice:1p0'),
      'CrossIndustryDocument:invoice:1p0',
    ],
    [
      'UBL with foreign basic components',
      ubl.replace('CommonBasicComponents-2', 'CommonBasicComponents-9'),
      'ID of the namespace "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-9" in line 3',
    ],
    ['UBL without namespaces', '<Invoice><ID>1</ID></Invoice>', 'the root Invoice of no namespace'],
  ])('%s', async (_, text, found) => {
    const { code, parameters } = await refusalOf('f.xml', text)
    expect(code).toBe('SOURCE_FORMAT_INVALID')
    expect(parameters['found']).toContain(found)
  })

  test('an empty file', async () => expect((await refusalOf('f.xml', '')).code).toBe('SOURCE_FILE_EMPTY'))

  test('no refusal quotes what the file says', async () => {
    for (let cut = 100; cut < ubl.length - 10; cut += 97) {
      const { message } = await refusalOf('f.xml', ubl.slice(0, cut))
      expect(message).not.toMatch(/Nordwind|Hamburg|345/)
    }
  })
})

describe('a folder of e-invoices', () => {
  const folder = temporaryFolder()
  afterAll(async () => (await folder)[Symbol.asyncDispose]())

  test('is read in order of name, and what cannot be read is rejected while the rest goes on', async () => {
    const { path, write } = await folder
    await write('c.XML', cii)
    await write('a.xml', ubl)
    await write('b.isdoc', '<Invoice')
    await write('b.xml', '')
    await write('notes.txt', 'x')
    await write('.hidden.xml', 'x')

    const read: string[] = []
    for await (const one of eInvoicesIn(path, signal))
      read.push('invoice' in one ? `${one.file} ${one.invoice.syntax}` : `${one.file} ${one.rejection.code}`)
    expect(read).toEqual(['a.xml ubl', 'b.isdoc SOURCE_FORMAT_INVALID', 'b.xml SOURCE_FILE_EMPTY', 'c.XML cii'])
  })

  test('may be one file', async () => {
    const { write } = await folder
    const [one] = await listed(eInvoicesIn(await write('one.xml', ubl), signal))
    expect(one).toMatchObject({ file: 'one.xml', invoice: { number: 'F-2025-17' } })
  })

  test.each([
    ['nowhere', 'SOURCE_FILE_MISSING'],
    ['', 'SOURCE_FILE_MISSING'],
  ])('%j holds none', async (name, code) => {
    await using empty = await temporaryFolder()
    const reading = listed(eInvoicesIn(`${empty.path}/${name}`, signal))
    await expect(reading).rejects.toMatchObject({ code })
  })

  test('stops when it is told to', async () => {
    const { path } = await folder
    await expect(listed(eInvoicesIn(path, AbortSignal.abort()))).rejects.toThrow('aborted')
  })
})
