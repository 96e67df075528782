import { describe, expect, test } from 'vitest'
import { defineConnector, type SnapshotReader } from '../../../connectors/connector.ts'
import type { EInvoiceConfig, EInvoiceSelect } from '../../../connectors/e-invoice/config.ts'
import { eInvoice as connector } from '../../../connectors/e-invoice/e-invoice.ts'
import { ciiText, ublText } from '../../support/e-invoice-writers.ts'
import { eInvoice } from '../../support/e-invoice-sample.ts'
import { connectorConformance } from '../conformance.contract.ts'
import { COLUMNS, type TableRow } from '../conformance-tables.ts'
import { readFiles } from '../read-files.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** The table of the suite as invoices: its columns stand in those of an invoice, its key is the name of the file. */
const standIns: Readonly<Record<string, string>> = {
  id: 'file',
  name: 'buyer_name',
  note: 'order_number',
  changed_at: 'issued_on',
}

const invoiceOf = (row: TableRow) =>
  eInvoice({
    orderNumber: row['note'] ?? null,
    issuedOn: row['changed_at'] ?? null,
    buyer: { ...eInvoice().buyer, name: row['name'] ?? null },
  })

const asTable = defineConnector<EInvoiceConfig, EInvoiceSelect>({
  ...connector,
  async open(config, context) {
    const source = await connector.open(config, context)

    return {
      async probe(select) {
        const { columns, ...rest } = await source.probe(select)
        return { ...rest, columns: COLUMNS.filter((column) => columns.includes(standIns[column] ?? '')) }
      },
      snapshot: (select) => renamed(source.snapshot(select)),
      [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
    }
  },
})

function renamed(reader: SnapshotReader): SnapshotReader {
  async function* batches() {
    for await (const { rows, rejections } of reader.batches) {
      const named = rows.map((row) => ({
        ...row,
        fields: Object.fromEntries(COLUMNS.map((column) => [column, row.fields[standIns[column] ?? ''] ?? null])),
      }))
      yield { rows: named, rejections }
    }
  }
  return { batches: batches(), end: () => ({ ...reader.end(), columns: COLUMNS }) }
}

/** Three batches: a disk is slow with more files than that. */
const FILES_MAX = 2_100

connectorConformance(asTable, {
  async systemWith({ rows }) {
    const folder = await temporaryFolder()
    let fileCount = 0
    for (const row of rows) {
      if (fileCount++ === FILES_MAX) break
      await folder.write(row['id'] ?? '', ublText(invoiceOf(row)))
    }
    const config = connector.config.parse({})

    return {
      config,
      select: { file: 'C-*', rows: 'invoice' },
      baseDir: folder.path,
      absent: { config, select: { file: 'nowhere', rows: 'invoice' } },
      openHandles: () => folder.openFileCount(),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    }
  },
  // XML knows no white space around a value.
  awkwardValues: [
    '0012',
    '10.10',
    '1e3',
    'true',
    'a "quoted", value; with |',
    "it's",
    '<a>&amp;',
    'Žluťoučký kůň',
    '😀',
    '=1+1',
    null,
  ],
  largeRowCount: FILES_MAX,
  skips: {
    write: 'an invoice that was issued is corrected by another one, never changed',
    'rows-without-key': 'the key of an invoice is its file',
    'composite-key': 'the key of an invoice is its file',
  },
})

const credit = eInvoice({
  isCreditNote: true,
  typeCode: '381',
  number: 'C-9',
  issuedOn: '2025-04-01',
  preceding: [{ number: 'F-2025-17', issuedOn: '2025-03-14' }],
})
const files = { 'a.xml': ublText(eInvoice()), 'b.xml': '<cut', 'c.xml': '', 'd.xml': ciiText(credit) }

describe('a folder of e-invoices as rows', () => {
  test('an invoice is a row: plain decimals, credit notes negative', async () => {
    const { rows, rejections, end } = await readFiles(connector, files, { file: '.', rows: 'invoice' })

    expect(rows.map(({ sourceKey }) => sourceKey)).toEqual(['a.xml', 'd.xml'])
    expect(rows[0]?.fields).toMatchObject({
      document_type: 'invoice',
      number: 'F-2025-17',
      currency: 'EUR',
      net: '290',
      vat: '55.1',
      payable: '245.1',
      vat_rate: '19',
      seller_key: 'DE136695976',
      buyer_vat_id: 'CZ12345679',
    })
    expect(rows[1]?.fields).toMatchObject({
      document_type: 'credit-note',
      corrects_number: 'F-2025-17',
      net: '-290',
      vat: '-55.1',
      payable: '-245.1',
    })
    expect(rejections).toEqual([
      {
        position: 'b.xml',
        sourceKey: 'b.xml',
        reason: 'e-invoice-unreadable',
        raw: expect.stringContaining('at line 1') as string,
      },
      { position: 'c.xml', sourceKey: 'c.xml', reason: 'e-invoice-unreadable', raw: 'SOURCE_FILE_EMPTY' },
    ])
    expect(end).toMatchObject({ isComplete: true, rowCount: 2 })
  })

  test('a line is a row, keyed by its place', async () => {
    const { rows } = await readFiles(connector, files, { file: '*.xml', rows: 'line' })

    expect(rows.map(({ sourceKey, fields }) => [sourceKey, fields['sku'], fields['quantity'], fields['net']])).toEqual([
      ['a.xml|1', 'A-1', '4', '200'],
      ['a.xml|2', 'B-7', '500', '100'],
      ['d.xml|1', 'A-1', '-4', '-200'],
      ['d.xml|2', 'B-7', '-500', '-100'],
    ])
  })

  test('a party is one row, as its newest invoice has it; one without any name is rejected', async () => {
    const moved = eInvoice({ issuedOn: '2026-01-02', buyer: { ...eInvoice().buyer, city: 'Brno' } })
    const nobody = eInvoice({ buyer: { ...eInvoice().buyer, name: null, vatId: null, companyId: null, ids: [] } })
    const { rows, rejections } = await readFiles(
      connector,
      { 'a.xml': ublText(moved), 'b.xml': ublText(eInvoice()), 'c.xml': ciiText(nobody) },
      { file: '*', rows: 'buyer' },
    )

    expect(rows.map(({ sourceKey, fields }) => [sourceKey, fields['city']])).toEqual([['CZ12345679', 'Brno']])
    expect(rejections).toMatchObject([{ position: 'c.xml', reason: 'key-missing' }])
  })

  test('a probe counts the files without reading them', async () => {
    await using folder = await temporaryFolder()
    await folder.write('a.xml', '<cut')
    await using source = await connector.open({}, { baseDir: folder.path, signal: new AbortController().signal })

    expect(await source.probe({ file: '.', rows: 'invoice' })).toMatchObject({ rowCountEstimate: 1 })
    expect((await source.probe({ file: '*.xml', rows: 'line' })).columns).toContain('unit_price')
  })
})
