import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rowRejectionReasons } from '../../connectors/row-rejection-reasons.ts'
import { loadConnectors } from '../../engine/cli/connector-registry.ts'
import { snapshotTroubles } from '../../engine/domain/snapshot-troubles.ts'
import { exitCodes } from '../../engine/cli/exit-code.ts'
import { connectorNamesIn, loadPlan } from '../../engine/plan/load-plan.ts'
import { allReports, evaluationReports } from '../../reports/all-reports.ts'
import { causeOrder } from '../../rules/documents/mismatch-cause.ts'
import { rejectionReasons } from '../../rules/normalize/rejection-reasons.ts'
import { declaredCommands } from './commands.ts'
import { errorsPage, findingsPage, reportsPage } from './docs-pages.ts'
import { filesOf, readText } from './repository.ts'

const readme = readText('README.md')

/** The lines of one chapter of the README. */
function chapter(title: string): string {
  const [, text = ''] = readme.split(`\n## ${title}\n`)

  return text.split('\n## ')[0] ?? ''
}

/** First cells of the table rows of a text, without their back-ticks. */
function firstCells(text: string): readonly string[] {
  return [...text.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1] ?? '')
}

test.each([
  ['docs/reports.md', reportsPage],
  ['docs/findings.md', findingsPage],
  ['docs/errors.md', errorsPage],
])('%s says what the program has, and nothing else', async (path, page) => {
  await expect(page()).toMatchFileSnapshot(`../../${path}`)
  expect(readme).toContain(`](${path})`)
})

test('a report has one name, one file and no column twice', () => {
  const reports = [...allReports, ...evaluationReports]
  const names = reports.map((report) => report.name)

  expect(new Set(names).size).toBe(names.length)
  for (const { name, fileName, columns } of reports) {
    expect(fileName).toBe(`${name}.csv`)
    expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length)
  }
})

test('every command is in the README, and every command of the README exists', async () => {
  const commands = await declaredCommands()

  expect(commands.length).toBeGreaterThan(5)
  expect(
    firstCells(chapter('Commands'))
      .filter((usage) => !usage.startsWith('--'))
      .toSorted(),
  ).toEqual(commands.map(({ usage }) => usage).toSorted())
})

test('every option of a command is in the README', async () => {
  const options = (await declaredCommands()).flatMap((command) => command.options)

  expect(options.filter((option) => !chapter('Commands').includes(`\`${option}`))).toEqual([])
})

test('the plan in the README is a valid plan', async () => {
  const [, plan = ''] = /```yaml\n([^`]*)```/.exec(chapter('The plan')) ?? []
  const path = join(await mkdtemp(join(tmpdir(), 'readme-plan-')), 'touchstone.yaml')
  await writeFile(path, plan)
  const connectors = await loadConnectors(await connectorNamesIn(path))
  const { flows } = await loadPlan(path, { ERP_URL: 'postgres://localhost/erp' }, connectors)

  expect(flows.map(({ id }) => id)).toEqual(['crm.customer', 'erp.customer'])
})

test('every cause has its page in docs/documents.md, in the order in which causes are tried, and no other has one', () => {
  const [, causes = ''] = readText('docs/documents.md').split('\n## The causes\n')
  const pages = causes.split('\n### ').slice(1)
  const said = pages.map((page) => [...page.matchAll(/^- \*\*([^*]+)\.\*\*/gm)].map((match) => match[1]))

  expect(pages.map((page) => page.split('\n')[0])).toEqual(causeOrder.map((cause) => `\`${cause}\``))
  for (const parts of said) expect(parts).toEqual(['What it means', 'How it was decided', 'What to do', 'Example'])
  expect(readme).toContain('](docs/documents.md)')
})

test('every reason not to use a snapshot has its chapter in docs/snapshots.md, and no other has one', () => {
  const chapters = [...readText('docs/snapshots.md').matchAll(/^### `([^`]+)`/gm)].map((match) => match[1])

  expect(new Set(chapters)).toEqual(new Set(Object.keys(snapshotTroubles)))
  expect(readme).toContain('](docs/snapshots.md)')
})

test('every exit code is in the README, and no other', () => {
  expect(firstCells(chapter('Exit codes')).map(Number)).toEqual(Object.values(exitCodes))
})

test('every rejection the code can give is explained', () => {
  const explained = new Set([...Object.keys(rejectionReasons), ...Object.keys(rowRejectionReasons)])
  const given = filesOf()
    .filter((path) => /^(rules\/normalize|connectors|engine\/staging|engine\/store)\/.*\.ts$/.test(path))
    .flatMap((path) => [
      ...readText(path).matchAll(/\b(?:reject|refuse|note)\((?:[^()\n]|\([^()\n]*\))*?'([a-z0-9]+(?:-[a-z0-9]+)+)'/g),
      ...readText(path).matchAll(/\b(?:then|else) '([a-z0-9]+(?:-[a-z0-9]+)+)'/g),
    ])
    .map((match) => match[1] ?? '')

  expect(given.length).toBeGreaterThan(40)
  expect([...new Set(given)].filter((reason) => !explained.has(reason))).toEqual([])
})

test('no rejection is explained that no code gives', () => {
  const code = filesOf()
    .filter(
      (path) =>
        /^(rules\/normalize|connectors|engine\/staging|engine\/store)\/.*\.ts$/.test(path) &&
        !path.endsWith('-reasons.ts'),
    )
    .map(readText)
    .join('\n')

  expect(
    [...Object.keys(rejectionReasons), ...Object.keys(rowRejectionReasons)].filter(
      (reason) => !code.includes(`'${reason}'`),
    ),
  ).toEqual([])
})
