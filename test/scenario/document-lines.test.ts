import { expect, test } from 'vitest'
import { nightFolder } from '../support/night-folder.ts'
import { customersOf, flow, nightPlan } from '../support/night-plan.ts'
import { csv, rows } from '../support/page.ts'

const amount = (column: string, vat = '') => `{ from: ${column}, decimalMark: "."${vat} }`
const headFields = `fields: { number: number, customer: customer, issuedOn: issued, net: ${amount('net')}, gross: ${amount('gross', ', vat: inclusive')}, discount: ${amount('discount')}, freight: ${amount('freight')}, prepaid: ${amount('prepaid')}, payable: ${amount('payable')}, status: status }`
const lineFields =
  'fields: { documentKey: doc, lineNumber: no, sku: sku, description: text, quantity: qty, unitPrice: price, ' +
  `net: ${amount('net')}, vatRate: rate, vatCategory: cat }`

const plan = nightPlan(
  [
    customersOf('crm'),
    ...['erp', 'books'].flatMap((system) => [
      flow(
        `${system}.invoice`,
        `select: { file: ${system}.csv, key: id }`,
        headFields.replace('customer: customer', 'customer: { from: customer, inSystem: crm }'),
      ),
      flow(`${system}.invoiceLine`, `select: { file: ${system}-lines.csv, key: id }`, lineFields),
    ]),
  ],
  { rest: 'documents: { invoice: { between: [erp, books], tolerance: { absolute: 0.02 } } }' },
)

const customers = csv(`
  id  name                email            phone      vat         city   changed
  C1  Alfa Stroje s.r.o.  a@alfa.example   601111111  CZ02339234  Praha  2026-01-05T08:00:00Z
  C2  Beta Obchod s.r.o.  b@beta.example   602222222  CZ45317054  Brno   2026-01-05T08:00:00Z
`)
const header = 'id  number  customer  issued  net  gross  discount  freight  prepaid  payable  status'
const lineHeader = 'id  doc  no  sku  text  qty  price  net  rate  cat'
const heads = (...lines: readonly string[]) => csv([header, ...lines].join('\n'))
const lines = (...texts: readonly string[]) => csv([lineHeader, ...texts].join('\n'))

/** Ten invoices of two lines each, as the ERP has them: 2 pumps at 100.00 and 1 valve at 50.00 with 21 %. */
const numbers = Array.from({ length: 10 }, (_, index) => index + 1)
const erp = heads(
  ...numbers.map((n) => `${n}  F20260${n}  C1  2026-03-0${n % 9 || 9}  250.00  302.50  0  0  0  302.50  open`),
)
const erpLines = lines(
  ...numbers.flatMap((n) => [
    `${n}a  ${n}  1  PUMP   Pump   2  100.00  200.00  21  S`,
    `${n}b  ${n}  2  VALVE  Valve  1  50.00   50.00   21  S`,
  ]),
)

/** The books: one thing is different in each invoice but the tenth. */
const books = heads(
  '71  F202601   C1  2026-03-01  350.00  423.50  0   0   0    423.50  open',
  '72  F202602   C1  2026-03-02  248.00  300.08  0   0   0    300.08  open',
  '73  F202603   C1  2026-03-03  200.00  242.00  0   0   0    242.00  open',
  '74  F202604   C1  2026-03-04  240.00  290.40  10  0   0    290.40  open',
  '75  F202605   C1  2026-03-05  265.00  320.65  0   15  0    320.65  open',
  '76  F202606   C1  2026-03-06  250.00  280.00  0   0   0    280.00  open',
  '77  F202607   C1  2026-03-07  250.00  250.00  0   0   0    250.00  open',
  '78  F202608   C1  2026-03-08  250.00  302.50  0   0   100  202.50  open',
  '79  F202609   C1  2026-03-09  250.00  302.50  0   0   0    302.50  storno',
  '80  F2026010  C1  2026-03-01  250.00  302.50  0   0   0    302.50  open',
)
const booksLines = lines(
  '1a  71  1  PUMP   Pump   3  100.00  300.00  21  S',
  '1b  71  2  VALVE  Valve  1  50.00   50.00   21  S',
  '2a  72  1  PUMP   Pump   2  99.00   198.00  21  S',
  '2b  72  2  VALVE  Valve  1  50.00   50.00   21  S',
  '3a  73  1  PUMP   Pump   2  100.00  200.00  21  S',
  '4a  74  1  PUMP   Pump   2  100.00  200.00  21  S',
  '4b  74  2  VALVE  Valve  1  50.00   50.00   21  S',
  '5a  75  1  PUMP   Pump   2  100.00  200.00  21  S',
  '5b  75  2  VALVE  Valve  1  50.00   50.00   21  S',
  '6a  76  1  PUMP   Pump   2  100.00  200.00  12  S',
  '6b  76  2  VALVE  Valve  1  50.00   50.00   12  S',
  '7a  77  1  PUMP   Pump   2  100.00  200.00  0   AE',
  '7b  77  2  VALVE  Valve  1  50.00   50.00   0   AE',
  '8a  78  2  PUMP   Pump   2  100.00  200.00  21  S',
  '8b  78  1  VALVE  Valve  1  50.00   50.00   21  S',
  '9a  79  1  PUMP   Pump   2  100.00  200.00  21  S',
  '9b  79  2  VALVE  Valve  1  50.00   50.00   21  S',
  '10a  80  1  PUMP   Pump   2  100.00  200.00  21  S',
  '10b  80  2  VALVE  Valve  1  50.00   50.00   21  S',
)

test('each invoice has one finding, whatever number of amounts the change runs through', async () => {
  await using folder = await nightFolder(plan, {
    'crm.csv': customers,
    'erp.csv': erp,
    'erp-lines.csv': erpLines,
    'books.csv': books,
    'books-lines.csv': booksLines,
  })
  const night = await folder.night('2026-03-10T02:00:00Z')

  expect(night.says('invoice-mismatches', 'number', 'cause', 'field', 'value', 'other_value', 'difference')).toEqual(
    rows(`
      F202601  quantity      lines.quantity     3       2       100.00
      F202602  price         lines.unitPrice    99      100     -2.00
      F202603  partial       lines.net          -       50.00   -50.00
      F202604  discount      discount           10.00   0.00    10.00
      F202605  freight       freight            15.00   0.00    15.00
      F202606  vat-rate      lines.vatRate      12      21      -22.50
      F202607  vat-category  lines.vatCategory  AE      S       -52.50
      F202608  prepaid       prepaid            100.00  0.00    100.00
      F202609  status        status             storno  open    302.50
    `),
  )
})

test('a line that changes re-opens its document the next night, and merging two customers ends a finding', async () => {
  const wrongCustomer = books.replace('F202601,C1', 'F202601,C2')

  await using folder = await nightFolder(plan, {
    'crm.csv': customers,
    'erp.csv': erp,
    'erp-lines.csv': erpLines,
    'books.csv': wrongCustomer,
    'books-lines.csv': booksLines,
  })
  const first = await folder.night('2026-03-10T02:00:00Z')
  const ofFirst = (night: typeof first) =>
    night.says('invoice-mismatches', 'number', 'cause').filter(([number]) => number === 'F202601')

  expect(ofFirst(first)).toEqual([
    ['F202601', 'customer'],
    ['F202601', 'quantity'],
  ])
  await folder.write({ 'books-lines.csv': booksLines.replace('3,100.00,300.00', '2,100.00,300.00') })
  expect(ofFirst(await folder.night('2026-03-11T02:00:00Z'))).toEqual([
    ['F202601', 'contradiction'],
    ['F202601', 'customer'],
  ])
  // Both entries become one company: the same name, VAT id and mailbox.
  await folder.write({
    'crm.csv': customers.replace(
      'Beta Obchod s.r.o.,b@beta.example,602222222,CZ45317054,Brno',
      'Alfa Stroje s.r.o.,a@alfa.example,601111111,CZ02339234,Praha',
    ),
  })
  expect(ofFirst(await folder.night('2026-03-12T02:00:00Z'))).toEqual([['F202601', 'contradiction']])
  await folder.write({ 'crm.csv': customers })
  expect(ofFirst(await folder.night('2026-03-13T02:00:00Z'))).toEqual([
    ['F202601', 'contradiction'],
    ['F202601', 'customer'],
  ])
})
