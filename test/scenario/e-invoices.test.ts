import { expect, test } from 'vitest'
import { eInvoice } from '../support/e-invoice-sample.ts'
import { ciiText, ublText } from '../support/e-invoice-writers.ts'
import { nightFolder } from '../support/night-folder.ts'
import { flow, nightPlan } from '../support/night-plan.ts'
import { csv, rows } from '../support/page.ts'

const amounts = ['net', 'vat', 'gross']
  .map((name) => `${name}: { from: ${name}, currencyFrom: currency, decimalMark: "." }`)
  .join(', ')

const plan = nightPlan(
  [
    flow(
      'mailbox.invoice',
      'select: { file: inbox, rows: invoice }',
      `fields: { number: number, documentType: document_type, customer: buyer_key, issuedOn: issued_on, ${amounts} }`,
    ),
    flow(
      'mailbox.customer',
      'select: { file: inbox, rows: buyer }',
      'fields: { companyName: name, vatId: vat_id, city: city }',
    ),
    flow(
      'erp.invoice',
      'select: { file: erp.csv, key: id }',
      `fields: { number: number, documentType: type, issuedOn: issued, ${amounts} }`,
    ),
  ],
  {
    systems: { mailbox: '{ connector: e-invoice }' },
    rest: 'documents: { invoice: { between: [erp, mailbox], tolerance: { absolute: 0 } } }',
  },
)

test('a folder of e-invoices is reconciled with the ERP: what differs, what the ERP lacks, what cannot be read', async () => {
  await using folder = await nightFolder(plan, {
    'inbox/a.xml': ublText(eInvoice({ number: 'F-1' })),
    'inbox/b.xml': ciiText(eInvoice({ number: 'F-2' })),
    'inbox/c.xml': ublText(eInvoice({ number: 'C-3', isCreditNote: true, typeCode: '381' })),
    'inbox/d.xml': ublText(eInvoice({ number: 'F-4' })).slice(0, 1_000),
    'inbox/e.xml': ciiText(eInvoice({ number: 'F-5' })),
    'erp.csv': csv(`
      id  number  type         issued      net      vat     gross    currency
      1   F-1     invoice      2025-03-14  290.00   55.10   345.10   EUR
      2   F-2     invoice      2025-03-14  345.10   65.57   410.67   EUR
      3   C-3     credit-note  2025-03-14  -290.00  -55.10  -345.10  EUR
    `),
  })
  const night = await folder.night('2025-04-01T02:00:00Z')

  expect(night.says('invoice-mismatches', 'number', 'cause', 'system', 'source_key')).toEqual(
    rows(`
      F-2  net-gross  mailbox  b.xml
      F-5  missing    erp      -
    `),
  )
  expect(night.says('rejections', 'entity', 'source_key', 'position', 'reason')).toEqual(
    rows(`
      customer  -      d.xml  e-invoice-unreadable
      invoice   d.xml  d.xml  e-invoice-unreadable
    `),
  )
  expect(night.clusters('customer')).toEqual(['mailbox:CZ12345679'])
})
