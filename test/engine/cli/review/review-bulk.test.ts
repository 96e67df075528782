import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { engineNight } from '../../../../engine/cli/engine-night.ts'
import { runIn } from '../../../support/command-line-surroundings.ts'
import { customersOf, nightPlan } from '../../../support/night-plan.ts'
import { csv } from '../../../support/page.ts'

const customer = csv(`
  id  name           email            phone      vat  city  changed
  1   Jana Nováková  jana@example.cz  601234567  -    Brno  2026-01-05T08:00:00Z
`)
const files = {
  'touchstone.yaml': nightPlan(
    ['crm', 'erp'].map((system) => customersOf(system)),
    { rest: 'matching: { customer: { autoLinkAbove: 1, reviewAbove: 0.5 } }' },
  ),
  'crm.csv': customer,
  'erp.csv': customer,
}

test('a bulk decision ends with the name by which it is undone', { timeout: 300_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bulk-'))
  const type = (...words: readonly string[]) => runIn({ folder, night: engineNight }, ...words)
  const decides = ['review', 'decide-all', 'same', '--entity', 'customer', '--by', 'petr', '--reason', 'one telephone']

  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  await type('run')
  expect((await type(...decides)).output).toMatch(
    /\nNothing was written\. The same command with --expect 1@1 decides them\.\n$/,
  )
  const { output } = await type(...decides, '--expect', '1@1')
  const [, id = ''] = / decided as (blk_\w{12}), /.exec(output) ?? []

  expect(output).toBe(
    `same: 1 proposal decided as ${id}, 1 was shown. The next run follows it; \`touchstone review undo ${id}\` takes it back.\n`,
  )
  expect(JSON.parse((await type(...decides, '--expect', '1@1', '--json')).output)).toMatchObject({ id, decided: 0 })
  expect((await type('review', 'undo', id, '--by', 'petr', '--reason', 'two people')).output).toMatch(
    /\n1 taken back\. /,
  )
})
