import { expect, test } from 'vitest'
import { nightFolder } from '../support/night-folder.ts'
import { flow, nightPlan } from '../support/night-plan.ts'
import { entryText, referenceText, statementText } from '../connectors/camt/statement-text.ts'

const bank = flow(
  'bank.payment',
  'select: { file: bank.csv, key: id }',
  'fields:',
  '  reference: vs',
  '  text: text',
  '  customerKey: { from: customer, inSystem: erp }',
  '  paidOn: on',
  '  gross: { from: amount, currency: CZK, decimalMark: "." }',
  'guard: { overlapPercentMin: 0, dropPercentMax: 100 }',
)
const invoices = flow(
  'erp.invoice',
  'select: { file: invoices.csv, key: id }',
  'fields:',
  '  number: number',
  '  customerKey: { from: customer, inSystem: erp }',
  '  issuedOn: issued',
  '  dueOn: due',
  '  gross: { from: gross, currency: CZK, decimalMark: "." }',
  '  status: status',
)
const customers = flow(
  'erp.customer',
  'select: { file: customers.csv, key: id }',
  'fields: { name: name, email: email }',
)
const rest = [
  'documents:',
  '  payment:',
  '    settles: [{ payments: bank, documents: invoice, of: erp }]',
  '    tolerance: { below: 1, above: 1 }',
  '    writeOff: { automaticUpTo: 0.5 }',
].join('\n')
const plan = nightPlan([customers, invoices, bank], { rest })

const customerFile = [
  'id,name,email',
  'K1,Adéla Nováková,adela@example.cz',
  'K2,Bohumil Svoboda,bohumil@example.cz',
  'K3,Ctirad Dvořák,ctirad@example.cz',
  'K4,Dana Černá,dana@example.cz',
].join('\n')
const invoiceFile = [
  'id,number,customer,issued,due,gross,status',
  '1,F2026001,K1,2026-02-02,2026-02-16,1210.00,issued',
  '2,F2026002,K1,2026-02-03,2026-02-17,500.00,issued',
  '3,F2026003,K2,2026-02-03,2026-02-17,300.00,issued',
  '4,F2026004,K2,2026-02-04,2026-02-18,200.00,issued',
  '5,F2026005,K3,2026-02-05,2026-02-19,99.90,issued',
  '6,F2026006,K3,2026-02-05,2026-02-19,770.00,issued',
  '7,F2026007,K4,2026-02-06,2026-02-20,640.00,cancelled',
  '8,F2026008,K4,2026-01-02,2026-01-16,640.00,issued',
].join('\n')
const bankFile = [
  'id,vs,text,customer,on,amount',
  'p0,,opening day,,2026-02-01,1.00',
  'p1,F2026001,,,2026-02-10,1210.00',
  'p2,,faktura F-2026-002 diky,,2026-02-11,450.00',
  'p3,,,K2,2026-02-12,500.00',
  'p4,,,K3,2026-02-13,99.60',
  'p5,F2026007,,K4,2026-02-14,640.00',
  'p6,F2026001 F2026001,,K1,2026-02-27,10.00',
].join('\n')
const files = { 'customers.csv': customerFile, 'invoices.csv': invoiceFile, 'bank.csv': bankFile }

test('payments of the bank settle the invoices of the ERP; what is left is told once', async () => {
  await using folder = await nightFolder(plan, files)
  const night = await folder.night('2026-03-05T22:00:00.000Z')

  expect(night.says('allocations', 'payment_key', 'document_key', 'state', 'pass', 'amount', 'write_off')).toEqual(
    [
      ['p2', '2', 'settled', 'reference', '450.00', '0.00'],
      ['p3', '3', 'proposed', 'one-to-many', '300.00', '0.00'],
      ['p3', '4', 'proposed', 'one-to-many', '200.00', '0.00'],
      ['p4', '5', 'settled', 'tolerance', '99.60', '0.30'],
      ['p1', '1', 'settled', 'reference', '1210.00', '0.00'],
    ].toSorted((one, other) => (one.join('\n') < other.join('\n') ? -1 : 1)),
  )
  expect(night.says('invoice-mismatches', 'cause', 'number', 'difference')).toEqual([
    ['unpaid', 'F2026002', '50.00'],
    ['unpaid', 'F2026006', '770.00'],
  ])
  expect(night.says('payment-mismatches', 'cause', 'source_key', 'difference')).toEqual([
    ['unmatched-payment', 'p0', '1.00'],
    ['unmatched-payment', 'p3', '500.00'],
    ['unmatched-payment', 'p6', '10.00'],
  ])
})

test('a second night over the same payments changes nothing, and a payment that comes closes its finding', async () => {
  await using folder = await nightFolder(plan, files)
  const first = await folder.night('2026-03-05T22:00:00.000Z')
  const second = await folder.night('2026-03-06T22:00:00.000Z')

  expect(second.reports['allocations.csv']).toBe(first.reports['allocations.csv'])
  await folder.write({ 'bank.csv': `${bankFile}\np7,F2026006,,K3,2026-03-06,800.00` })
  const third = await folder.night('2026-03-09T22:00:00.000Z')

  expect(third.says('invoice-mismatches', 'cause', 'number')).toEqual([['unpaid', 'F2026002']])
  expect(third.says('payment-mismatches', 'cause', 'source_key', 'difference')).toContainEqual([
    'overpaid',
    'p7',
    '30.00',
  ])
})

test('the order of rows in the files changes no allocation', async () => {
  const turned = (text: string) => {
    const [header = '', ...rows] = text.split('\n')

    return [header, ...rows.toReversed()].join('\n')
  }
  const allocationsOf = async (invoiceRows: string, bankRows: string) => {
    await using folder = await nightFolder(plan, { ...files, 'invoices.csv': invoiceRows, 'bank.csv': bankRows })
    const night = await folder.night('2026-03-05T22:00:00.000Z')

    return night.says('allocations', 'payment_key', 'document_key', 'state', 'amount', 'write_off', 'alternatives')
  }

  expect(await allocationsOf(turned(invoiceFile), turned(bankFile))).toEqual(await allocationsOf(invoiceFile, bankFile))
})

test('a plan without payments takes back what an earlier one found', async () => {
  await using folder = await nightFolder(plan, files)

  await folder.night('2026-03-05T22:00:00.000Z')
  await folder.write({ 'touchstone.yaml': nightPlan([customers, invoices, bank]) })
  const night = await folder.night('2026-03-06T22:00:00.000Z')

  expect(night.says('allocations', 'payment_key')).toEqual([])
  expect(night.says('invoice-mismatches', 'cause')).toEqual([])
})

test('a target without a flow is refused with the plan', async () => {
  const wrong = rest.replace('documents: invoice, of: erp', 'documents: order, of: erp')
  await using folder = await nightFolder(nightPlan([customers, invoices, bank], { rest: wrong }), files)

  await expect(folder.night('2026-03-05T22:00:00.000Z')).rejects.toMatchObject({ code: 'PLAN_INVALID' })
})

const accounts = flow(
  'bank.payment',
  'select: { file: bank.csv, key: id }',
  'fields:',
  '  reference: vs',
  '  payerAccount: account',
  '  paidOn: on',
  '  gross: { from: amount, currency: CZK, decimalMark: "." }',
)

test('an account that named an invoice of one customer before is known again', async () => {
  await using folder = await nightFolder(nightPlan([customers, invoices, accounts], { rest }), {
    ...files,
    'bank.csv': [
      'id,vs,account,on,amount',
      'p1,F2026001,CZ6508000000192000145399,2026-02-10,1210.00',
      'p2,,CZ6508000000192000145399,2026-02-11,500.00',
      'p3,,CZ9455000000001011038930,2026-02-11,770.00',
    ].join('\n'),
  })
  const night = await folder.night('2026-03-05T22:00:00.000Z')

  expect(night.says('allocations', 'payment_key', 'number', 'pass', 'state')).toEqual([
    ['p1', 'F2026001', 'reference', 'settled'],
    ['p2', 'F2026002', 'exact', 'settled'],
  ])
})

test('statements replace one another in their folder, and the payments of yesterday stay', async () => {
  const statements = flow(
    'bank.payment',
    'select: { file: "*.xml" }',
    'fields:',
    '  reference: remittance',
    '  payerName: counterpartyName',
    '  payerAccount: counterpartyAccount',
    '  paidOn: bookedOn',
    '  status: status',
    '  gross: { from: amount, currencyFrom: currency, decimalMark: "." }',
  )
  const statementOf = (reference: string, amount: string) =>
    statementText({
      entries: [
        entryText(amount, {
          before: referenceText(`R-${reference}`),
          details: `<TxDtls><RmtInf><Ustrd>${reference}</Ustrd></RmtInf></TxDtls>`,
        }),
      ],
      ...{ id: reference, opening: '0', closing: amount },
    })
  await using folder = await nightFolder(
    nightPlan([customers, invoices, statements], { rest, systems: { bank: '{ connector: camt }' } }),
    {
      ...files,
      'first.xml': statementOf('F2026001', '1210.00'),
    },
  )

  await folder.night('2026-03-05T22:00:00.000Z')
  await folder.remove('first.xml')
  await folder.write({ 'second.xml': statementOf('F2026002', '500.00') })
  const night = await folder.night('2026-03-06T22:00:00.000Z')

  expect(night.failedFlows).toEqual([])
  expect(night.says('payment-mismatches', 'cause', 'source_key')).toEqual([
    ['unmatched-payment', 'DE89370400440532013000|R-F2026001'],
    ['unmatched-payment', 'DE89370400440532013000|R-F2026002'],
  ])
})
