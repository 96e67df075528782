import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { eInvoicesIn } from '../../../connectors/e-invoice/e-invoice-folder.ts'
import { readEInvoice } from '../../../connectors/e-invoice/read-e-invoice.ts'
import { contentOfEInvoice } from '../../../rules/documents/content-of-e-invoice.ts'
import type { DocumentContent } from '../../../rules/documents/document-content.ts'
import { violationsOf } from '../../../rules/documents/en16931/check-e-invoice.ts'
import { repository } from '../../tidy/repository.ts'

const root = resolve(repository, process.env['TOUCHSTONE_DATA'] ?? '../shared/data')
const absent = existsSync(join(root, 'einvoice_xrechnung'))
  ? ''
  : ' (skipped: no data in TOUCHSTONE_DATA or ../shared/data)'
const { signal } = new AbortController()
const folders = ['einvoice_xrechnung', 'einvoice_peppol_bis', 'einvoice_isdoc']

/** The example of ISDOC is a show-case of all elements: it says of itself that it corrects itself. */
const knownViolations = ['example1.isdoc SELF-REFERENCE preceding.number']

/** All that is money, date, currency, VAT or line; texts of parties differ in the genuine pairs too. */
const comparable = ({ content }: { readonly content: DocumentContent }) => {
  const { orderNumber: _, seller, buyer, ...rest } = content
  return { ...rest, seller: [seller?.name, seller?.country], buyer: [buyer?.name, buyer?.vatId, buyer?.country] }
}

describe.skipIf(absent !== '')(`genuine e-invoices${absent}`, () => {
  test.each(folders)('every file of %s is read, and breaks no rule that is not known', async (folder) => {
    const found: string[] = []
    for await (const one of eInvoicesIn(join(root, folder), signal)) {
      if ('rejection' in one) found.push(`${one.file} ${one.rejection.message}`)
      else {
        const { unreadable } = contentOfEInvoice(one.invoice)
        found.push(...violationsOf(one.invoice).map(({ rule, field }) => `${one.file} ${rule} ${field}`))
        found.push(...unreadable.map(({ field }) => `${one.file} ${field}`))
      }
    }
    expect(found.filter((line) => !knownViolations.includes(line))).toEqual([])
  })

  test('both syntaxes of one XRechnung say the same', async () => {
    const folder = join(root, 'einvoice_xrechnung')
    const pairs = readFileSync(join(folder, 'truth.csv'), 'utf8').trim().split('\n').slice(1)
    expect(pairs).toHaveLength(18)

    for (const pair of pairs) {
      const [left = '', right = ''] = pair.split(',')
      const [ubl, cii] = await Promise.all([left, right].map((file) => readEInvoice(join(folder, file), signal)))
      if (ubl === undefined || cii === undefined) throw new Error(pair)
      expect([ubl.syntax, cii.syntax]).toEqual(['ubl', 'cii'])
      expect(comparable(contentOfEInvoice(ubl))).toEqual(comparable(contentOfEInvoice(cii)))
    }
  })
})
