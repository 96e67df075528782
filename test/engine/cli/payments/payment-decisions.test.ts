import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { engineNight } from '../../../../engine/cli/engine-night.ts'
import { runIn, type CommandRun } from '../../../support/command-line-surroundings.ts'
import { flow, nightPlan } from '../../../support/night-plan.ts'

const plan = nightPlan(
  [
    flow('erp.customer', 'select: { file: customers.csv, key: id }', 'fields: { name: name, email: email }'),
    ...['invoice', 'payment'].map((kind) =>
      flow(
        `${kind === 'invoice' ? 'erp' : 'bank'}.${kind}`,
        `select: { file: ${kind}s.csv, key: id }`,
        kind === 'invoice' ? 'fields: { number: number, issuedOn: on,' : 'fields: { reference: reference, paidOn: on,',
        '  customerKey: { from: customer, inSystem: erp },',
        '  gross: { from: amount, currencyFrom: currency, decimalMark: "." } }',
      ),
    ),
  ],
  { rest: 'documents: { payment: { settles: [{ payments: bank, documents: invoice, of: erp }] } }' },
)
const files = {
  'touchstone.yaml': plan,
  'customers.csv': 'id,name,email\nK1,Adéla Nováková,adela@example.cz\nK2,Bohumil Svoboda,bohumil@example.cz\n',
  'invoices.csv': [
    'id,number,customer,on,amount,currency',
    '1,F2026001,K1,2026-02-03,300.00,CZK',
    '2,F2026002,K1,2026-02-04,200.00,CZK',
    '3,F2026003,K2,2026-02-05,9000.00,EUR',
    '4,F2026004,K2,2026-02-05,9000.00,EUR',
    '5,F2026005,K2,2026-02-05,70.00,CZK',
    '6,F2026006,K2,2026-02-05,70.00,CZK',
  ].join('\n'),
  'payments.csv': [
    'id,reference,customer,on,amount,currency',
    'p0,,,2026-02-01,1.00,CZK',
    'p1,,K1,2026-02-12,500.00,CZK',
    'p2,,K2,2026-02-13,9000.00,EUR',
    'p3,,K2,2026-02-13,70.00,CZK',
  ].join('\n'),
}

let folder = ''
const command = (...words: readonly string[]): Promise<CommandRun> =>
  runIn({ folder, night: engineNight }, 'payments', ...words)
const json = async (...words: readonly string[]) =>
  JSON.parse((await command(...words, '--json')).output) as {
    count: number
    next: string | number | null
    matches: readonly { id: string; matchId: string; payment: string }[]
    findings: readonly string[]
  }
const person = ['--by', 'jana', '--reason', 'agreed'] as const
const idOf = async (payment: string) =>
  (await json('list')).matches.find((match) => match.payment === `bank:${payment}`)?.id ?? ''

/** Every command opens the embedded store anew. */
vi.setConfig({ testTimeout: 120_000 })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payment-decisions-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  await runIn({ folder, night: engineNight }, 'run', '--as-of', '2026-03-05T02:00:00Z')
}, 120_000)

test('the list shows the company’s own currency before others, most money first, and pages without losing or repeating one', async () => {
  const pages: string[] = []
  let next: string | number | null = null

  do {
    const page = await json('list', '--limit', '1', ...(next === null ? [] : ['--after', String(next)]))

    pages.push(...page.matches.map(({ payment }) => payment))
    next = page.next
  } while (next !== null)
  expect(pages).toEqual(['bank:p1', 'bank:p3', 'bank:p2'])
  const { output } = await command('list')

  expect(output).toContain('3 of 3 that wait: 570.00 CZK, 9,000.00 EUR')
  expect(output).toMatch(/pmt_\w{12} +500\.00 CZK +bank:p1 +invoice erp:1 \+ 1 +Adéla Nováková +one-to-many/)
})

test('a match is shown with each way to decide it, what speaks for it and what would remain', async () => {
  const { output } = await command('show', await idOf('p3'))

  expect(output).toContain('(proposed): by exact')
  expect(output).toContain('As proposed: 70.00 CZK in all, 0.00 CZK of the payment left, 0.00 CZK still to be paid')
  expect(output).toContain('Alternative 1: 70.00 CZK in all')
  expect(output).toContain('its number is not named, the same customer, paid 8 days after its date')
  expect(output).toContain('[--alternative <number>] --by <name> --reason <text>')
})

test('what is approved, refused and taken back is told with the next step, and listed newest first', async () => {
  const [one, other] = [await idOf('p1'), await idOf('p3')]

  expect((await command('approve', one, ...person)).output).toBe(
    `Approved ${one}: 500.00 CZK for 2 documents. 1 finding resolved. Take it back with \`touchstone payments undo ${one}\`.\n`,
  )
  expect((await command('refuse', other, ...person)).output).toContain(
    `Refused ${other}: 70.00 CZK. It is not proposed again`,
  )
  expect((await json('list', '--state', 'approved')).matches.map(({ matchId }) => matchId)).toEqual([one])
  expect((await json('list', '--state', 'refused')).matches.map(({ matchId }) => matchId)).toEqual([other])
  expect((await command('show', one)).output).toMatch(
    /\(approved\)[^]*What was decided: 500\.00 CZK[^]*approved by jana: agreed/,
  )
  expect((await command('show', other)).output).toMatch(/\(refused\)[^]*refused by jana: agreed[^]*payments undo/)
  expect((await command('undo', one, ...person)).output).toContain(`Undone: ${one}. 1 finding open again.`)
  expect((await json('undo', other, ...person)).findings).toEqual([])
  expect((await json('list')).count).toBe(3)
  expect((await command('list', '--state', 'approved')).output).toBe('Nothing is approved.\n')
  const { output } = await runIn({ folder, night: engineNight }, 'audit', 'export')

  expect(output.match(/payment-match-decided/g)).toHaveLength(4)
})

test.each([
  [['list', '--after', 'nonsense'], 'ARGUMENT_INVALID  --after'],
  [['list', '--state', 'approved', '--after', 'nonsense'], 'ARGUMENT_INVALID  --after'],
  [['list', '--limit', '0'], 'ARGUMENT_INVALID  --limit'],
  [['show', 'pmt_unknown'], 'PAYMENT_MATCH_UNKNOWN'],
  [['approve', 'pmt_unknown', ...person], 'PAYMENT_MATCH_UNKNOWN'],
  [['approve', 'pmt_unknown', '--alternative', '0', ...person], 'ARGUMENT_INVALID  --alternative'],
  [['undo', 'pmt_unknown', ...person], 'PAYMENT_MATCH_UNKNOWN'],
])('answers %j with %s', async (words, error) => {
  const { exitCode, errors } = await command(...words)

  expect(exitCode).toBe(2)
  expect(errors).toContain(error)
})
