import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connectorNames, loadConnectors } from '../../../../engine/cli/connector-registry.ts'
import { profileFlows } from '../../../../engine/cli/profile/profile-system.ts'
import { loadPlan } from '../../../../engine/plan/load-plan.ts'
import { runIn } from '../../../support/command-line-surroundings.ts'
import { nightFolder } from '../../../support/night-folder.ts'
import { flow, nightPlan } from '../../../support/night-plan.ts'

const plan = nightPlan([
  flow(
    'erp.invoice',
    'select: { file: erp.csv, key: id }',
    'fields: { number: number, issuedOn: { from: issued, format: MM/dd/yyyy }, dueOn: due, net: net, gross: { from: gross, decimalMark: "." } }',
  ),
  flow(
    'books.invoice',
    'select: { file: books.csv, key: id }',
    'fields: { number: number, issuedOn: issued, net: net, gross: net_total }',
  ),
])
const days = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '31']
const invoices = [
  'id,number,issued,due,net,gross,note',
  ...days.map(
    (day, row) => `${row},F${row},${day}/03/2026,04/05/2026,"${row + 1}00,00","${(row + 1) * 121},00",Secret ${row}`,
  ),
]
const books = [
  'id,number,issued,net,net_total',
  ...days.map((day, row) => `${row},F-${row},2026-03-${day},${row + 1}00.00,${row + 1}00.00`),
]

async function folderWith(files: Readonly<Record<string, readonly string[]>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'profile-'))
  await writeFile(join(folder, 'touchstone.yaml'), plan)
  for (const [name, lines] of Object.entries(files)) await writeFile(join(folder, name), `${lines.join('\n')}\n`)
  return folder
}

test('a profile shows what the plan says beside what the values say, and never a value', async () => {
  const folder = await folderWith({ 'erp.csv': invoices, 'books.csv': books })
  const { exitCode, output } = await runIn({ folder }, 'profile', 'erp')

  expect(exitCode).toBe(0)
  expect(output.replace(/ +\n/g, '\n')).toBe(`erp.invoice  12 rows, owner office

column  field       filled  distinct  shape        asked         the plan says  the values say                   verdict
number  number      100 %   12        a9 83 %
issued  issuedOn    100 %   12        99/99/9999   date order    month-first    only day first 1, either way 10  contradicts
due     dueOn       100 %   1         99/99/9999   date order    nothing        either way 12                    undecided
net     net         100 %   12        999,99 75 %  decimal mark  nothing        only comma 12                    decided: comma
                                                   VAT           exclusive      without VAT 12                   agrees
gross   gross       100 %   12        999,99 66 %  decimal mark  point          only comma 12                    contradicts
                                                   VAT           inclusive      with VAT 12                      agrees
id      not mapped  100 %   12        9 83 %
note    not mapped  100 %   12        a 9 83 %

The values contradict the plan:
  issued (issuedOn): the plan says month-first, the values say only day first 1, either way 10. Set \`format\` to what the system writes, or leave it out and let the values decide.
  gross (gross): the plan says point, the values say only comma 12. Set \`decimalMark\` of the field to what the system writes, or leave it out and let the values decide.

Undecided:
  due (dueOn): date order undecided; values that could be either are rejected. What decides: one date with a day above 12, or \`format\` in the plan.
`)
  expect(output).not.toContain('Secret')
})

test('as JSON a profile is one object, and an unknown system or kind is a coded error', async () => {
  const folder = await folderWith({ 'erp.csv': invoices, 'books.csv': books })
  const { output } = await runIn({ folder }, 'profile', 'erp', '--entity', 'invoice', '--json')

  expect(JSON.parse(output)).toMatchObject({
    event: 'profile',
    system: 'erp',
    flows: [{ flow: 'erp.invoice', state: 'ok', rowCount: 12, isSample: false, agreements: [] }],
  })
  expect(await runIn({ folder }, 'profile', 'sap')).toMatchObject({
    exitCode: 2,
    errors: 'ARGUMENT_INVALID  <system>: found "sap". Allowed: erp, books.\n',
  })
  expect((await runIn({ folder }, 'profile', 'erp', '--entity', 'order')).errors).toContain('Allowed: invoice (of erp)')
})

test('a flow that cannot be read is told with its code, and the exit code says so', async () => {
  const folder = await folderWith({ 'books.csv': books })
  const { exitCode, output } = await runIn({ folder }, 'profile', 'erp')

  expect(exitCode).toBe(2)
  expect(output).toMatch(/^erp\.invoice {2}owner office\nSOURCE_FILE_MISSING {2}/)
})

test('another system on the same documents tells the order of dates, and a net amount that is called gross', async () => {
  const named = { 'erp.csv': `${invoices.join('\n')}\n`, 'books.csv': `${books.join('\n')}\n` }
  await using folder = await nightFolder(
    plan.replace('{ from: issued, format: MM/dd/yyyy }', 'issued').replace(', decimalMark: "."', ''),
    named,
  )
  await folder.night('2026-04-01T02:00:00Z')
  const loaded = await loadPlan(join(folder.path, 'touchstone.yaml'), {}, await loadConnectors(connectorNames))
  const tools = { store: folder.store, asOf: '2026-04-01T02:00:00Z', signal: new AbortController().signal }
  const of = async (system: string) => {
    const [profile] = await profileFlows(
      loaded,
      loaded.flows.filter((one) => one.system === system),
      tools,
    )
    return profile?.agreements.map(({ field, system: other, verdict, evidence }) => [field, other, verdict, evidence])
  }

  expect(await of('erp')).toEqual([
    ['issuedOn', 'books', 'day-first', { 'day-first': 11, 'either way': 1 }],
    ['netMinor', 'books', 'the same', { 'the same': 12 }],
    ['grossMinor', 'books', 'with VAT', { 'with VAT': 12 }],
  ])
  expect(await of('books')).toEqual([
    ['issuedOn', 'erp', 'undecided', { 'either way': 12 }],
    ['netMinor', 'erp', 'the same', { 'the same': 12 }],
    ['grossMinor', 'erp', 'without VAT', { 'without VAT': 12 }],
  ])
})

test('the lines of a document tell whether VAT is in its total', async () => {
  const withLines = nightPlan([
    flow(
      'erp.order',
      'select: { file: orders.csv, key: id }',
      'fields: { number: id, total: { from: total, vat: exclusive } }',
    ),
    flow(
      'erp.orderLine',
      'select: { file: lines.csv, key: [id, line] }',
      'fields: { documentKey: id, lineNumber: line, net: net }',
    ),
  ])
  const folder = await folderWith({
    'orders.csv': ['id,total', ...days.map((_, row) => `${row},${(row + 1) * 242}.00`)],
    'lines.csv': ['id,line,net', ...days.flatMap((_, row) => [1, 2].map((line) => `${row},${line},${row + 1}00.00`))],
  })
  await writeFile(join(folder, 'touchstone.yaml'), withLines)
  const { output } = await runIn({ folder }, 'profile', 'erp', '--entity', 'order')

  expect(output).toContain('total (total): the plan says exclusive, the values say with VAT 12. Map the column')
})

test('a store in use by a night is not waited for', async () => {
  const folder = await folderWith({ 'erp.csv': invoices, 'books.csv': books })
  await mkdir(join(folder, '.touchstone'))
  await writeFile(join(folder, '.touchstone', 'lock'), String(process.ppid))
  const { exitCode, output, errors } = await runIn({ folder }, 'profile', 'books')

  expect(exitCode).toBe(0)
  expect(errors).toBe('The store is in use: what other systems say is left out.\n')
  expect(output).toContain('books.invoice  12 rows')
})
