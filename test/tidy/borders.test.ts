import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { borderRules, cruise } from './cruise.ts'
import { repository } from './repository.ts'

const FOLDERS = ['engine', 'connectors', 'rules', 'reports', 'examples', 'test']

test('no import crosses a border of the house', async () => {
  const folders = FOLDERS.filter((folder) => existsSync(join(repository, folder)))
  const { moduleCount, violations } = await cruise(repository, folders)

  expect(violations.map((violation) => violation.says).join('\n\n')).toBe('')
  // A missing parser makes dependency-cruiser check nothing and report success.
  expect(moduleCount).toBeGreaterThan(100)
})

/** One forbidden import per rule: rule, file that imports, what it imports. */
const PLANTED: readonly (readonly [string, string, string])[] = [
  ['rules-import-nobody', 'rules/matching/block.ts', '../../engine/domain/noun.ts'],
  ['rules-are-pure', 'rules/normalize/clock.ts', 'node:fs'],
  ['rules-use-pure-packages-only', 'rules/normalize/phone.ts', 'commander'],
  ['connectors-yield-rows-and-know-nothing-else', 'connectors/csv/csv.ts', '../../rules/matching/weight.ts'],
  ['connectors-stand-alone', 'connectors/csv/rows.ts', '../jsonl/jsonl.ts'],
  ['shared-connector-code-knows-no-connector', 'connectors/file-set.ts', './jsonl/jsonl.ts'],
  ['engine-sees-only-the-connector-contract', 'engine/staging/stage.ts', '../../connectors/jsonl/jsonl.ts'],
  ['engine-does-not-know-its-readers', 'engine/reconcile.ts', '../reports/page.ts'],
  ['stages-do-not-import-each-other', 'engine/golden/survive.ts', '../matching/link.ts'],
  ['layers-import-downwards', 'engine/review/decide.ts', '../index.ts'],
  ['domain-is-the-floor', 'engine/domain/run.ts', '../store/store.ts'],
  ['plan-store-and-operations-are-below-the-stages', 'engine/store/read.ts', '../matching/link.ts'],
  ['only-the-store-knows-the-database', 'engine/documents/compare.ts', 'kysely'],
  ['only-the-postgres-connector-knows-postgres', 'connectors/mysql/mysql.ts', 'pg'],
  ['reports-see-the-public-engine-only', 'reports/links.ts', '../engine/matching/link.ts'],
  ['workers-compute-and-nothing-else', 'engine/matching/plan.worker.ts', '../plan/plan.ts'],
  ['workers-never-reach-the-store', 'engine/matching/compare.worker.ts', './through.ts'],
  ['nobody-imports-test', 'engine/plan/read.ts', '../../test/fixture.ts'],
  ['examples-use-the-product-from-outside', 'examples/company/demo.ts', '../../engine/index.ts'],
  ['product-runs-without-dev-dependencies', 'engine/cli/main.ts', 'fast-check'],
  ['imports-resolve', 'engine/plan/lost.ts', './nowhere.ts'],
  ['no-circles', 'rules/truth/left.ts', './right.ts'],
]

/** What the planted files import; `using` is there because the parser once stopped at it. */
const HOUSE: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    dependencies: { kysely: '1.0.0', pg: '1.0.0', commander: '1.0.0' },
    devDependencies: { 'fast-check': '1.0.0' },
  }),
  'connectors/jsonl/jsonl.ts': 'export const found = 1\n{ using resource = open() }',
  'engine/domain/noun.ts': 'export const found = 1',
  'engine/index.ts': 'export const found = 1',
  'engine/matching/link.ts': 'export const found = 1',
  'engine/matching/through.ts': "import { found as stored } from '../store/store.ts'\nexport const found = stored",
  'engine/plan/plan.ts': 'export const found = 1',
  'engine/store/store.ts': 'export const found = 1',
  'reports/page.ts': 'export const found = 1',
  'rules/matching/weight.ts': 'export const found = 1',
  'rules/truth/right.ts': "import { found as left } from './left.ts'\nexport const found = left",
  'test/fixture.ts': 'export const found = 1',
  ...Object.fromEntries(
    ['kysely', 'pg', 'commander', 'fast-check'].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
      [`node_modules/${name}/index.js`, 'exports.found = 1'],
    ]),
  ),
}

test('every border rule catches the import it forbids', async () => {
  const house = await mkdtemp(join(tmpdir(), 'borders-'))
  const planted = PLANTED.map(
    ([, from, to]) => [from, `import { found } from '${to}'\nexport const used = found`] as const,
  )

  for (const [path, text] of [...Object.entries(HOUSE), ...planted]) {
    await mkdir(dirname(join(house, path)), { recursive: true })
    await writeFile(join(house, path), `${text}\n`)
  }
  const { violations } = await cruise(house, FOLDERS)
  await rm(house, { recursive: true })

  expect(PLANTED.filter(([rule, from]) => !violations.some((v) => v.rule === rule && v.says.startsWith(from)))).toEqual(
    [],
  )
  expect(new Set(violations.map((violation) => violation.rule))).toEqual(new Set(borderRules))
})
