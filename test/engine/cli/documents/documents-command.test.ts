import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { engineNight } from '../../../../engine/cli/engine-night.ts'
import { runIn, type CommandRun } from '../../../support/command-line-surroundings.ts'
import { flow, nightPlan } from '../../../support/night-plan.ts'

const fields =
  'fields: { number: number, issuedOn: issued, gross: { from: gross, currency: currency, decimalMark: "." } }'
const plan = nightPlan(
  ['erp', 'books'].map((system) =>
    flow(
      `${system}.invoice`,
      `select: { file: ${system}.csv, key: id }`,
      fields.replace('currency: currency', 'currencyFrom: currency'),
    ),
  ),
  { rest: 'documents: { invoice: { between: [erp, books] } }' },
)

let folder = ''
const command = (...words: readonly string[]): Promise<CommandRun> =>
  runIn({ folder, night: engineNight }, 'documents', ...words)
const json = async (...words: readonly string[]) =>
  JSON.parse((await command(...words, '--json')).output) as {
    count: number
    next: string | null
    findings: readonly { id: string; number: string; state: string; actor: string }[]
  }
const person = ['--by', 'jana', '--reason', 'agreed'] as const

/** Every command opens the embedded store anew. */
vi.setConfig({ testTimeout: 120_000 })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-command-'))
  await writeFile(join(folder, 'touchstone.yaml'), plan)
  await writeFile(
    join(folder, 'erp.csv'),
    'id,number,issued,gross,currency\n1,F1,2026-02-10,200.00,CZK\n2,F2,2026-02-11,900.00,CZK\n3,F3,2026-02-12,5000.00,EUR\n4,F4,2026-02-13,10.00,CZK\n',
  )
  await writeFile(join(folder, 'books.csv'), 'id,number,issued,gross,currency\n71,F4,2026-02-13,10.00,CZK\n')
  await runIn({ folder, night: engineNight }, 'run', '--as-of', '2026-03-05T02:00:00Z')
}, 120_000)

describe('the list', () => {
  test('shows the company’s own currency before others, most money first, and pages without losing or repeating one', async () => {
    const whole = await json('list')
    const pages: string[] = []
    let next: string | null = null

    do {
      const page = await json('list', '--limit', '1', ...(next === null ? [] : ['--after', next]))

      pages.push(...page.findings.map(({ number }) => number))
      next = page.next
    } while (next !== null)
    expect(whole.findings.map(({ number }) => number)).toEqual(['F2', 'F1', 'F3'])
    expect(pages).toEqual(['F2', 'F1', 'F3'])
    expect((await command('list')).output).toContain('3 of 3 findings: 1,100.00 CZK, 5,000.00 EUR')
  })

  test.each([
    [['list', '--period', '2026-13'], 'ARGUMENT_INVALID  --period'],
    [['list', '--min-amount', '1e9'], 'ARGUMENT_INVALID  --min-amount'],
    [['list', '--after', 'nonsense'], 'ARGUMENT_INVALID  --after'],
    [['list', '--limit', '0'], 'ARGUMENT_INVALID  --limit'],
    [['list', '--counterparty', 'crm:1'], 'COUNTERPARTY_UNKNOWN'],
    [['show', 'fnd_unknown'], 'FINDING_UNKNOWN'],
    [['accept', ...person], 'ARGUMENT_INVALID  documents accept'],
  ])('answers %j with %s', async (words, error) => {
    const { exitCode, errors } = await command(...words)

    expect(exitCode).toBe(2)
    expect(errors).toContain(error)
  })
})

test('a filter accepts nothing until it is told to apply', async () => {
  const { output } = await command('accept', '--min-amount', '5000', ...person)

  expect(output).toBe('Would accept 1 finding: 5,000.00 EUR. Nothing was written; --apply does it.\n')
  expect((await json('list')).count).toBe(3)
  await command('accept', '--min-amount', '5000', '--apply', ...person)
  expect((await json('list')).findings.map(({ number }) => number)).toEqual(['F2', 'F1'])
})

test('what is accepted, assigned and opened again stands in the history, and who acts is told', async () => {
  const id = (await json('list')).findings[0]?.id ?? ''

  await command('assign', id, '--to', 'petr', '--by', 'jana')
  await command('accept', id, ...person)
  await command('reopen', id, ...person)
  const { output } = await command('show', id)

  expect(output).toContain('who acts        petr')
  expect(output).toContain('books says      nothing: it has no such document')
  expect(output).toContain('As erp says it, invoice 2\n  id = 2\n  number = F2')
  expect(
    output
      .split('History\n')[1]
      ?.split('\n')
      .map((line) => line.split('  ')[2]),
  ).toEqual(['found', 'assigned to petr by jana', 'accepted by jana: agreed', 'reopened by jana: agreed', undefined])
})

test('a month is closed, and opened again by name', async () => {
  expect((await command('close-period', '2026-02', ...person)).output).toBe(
    'Closed 2026-02; 2 findings are carried forward.\n',
  )
  expect((await command('reopen-period', '2026-02', ...person)).output).toBe('Open again: 2026-02.\n')
})
