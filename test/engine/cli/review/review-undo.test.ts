import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { engineNight } from '../../../../engine/cli/engine-night.ts'
import { runIn } from '../../../support/command-line-surroundings.ts'
import { customersOf, nightPlan } from '../../../support/night-plan.ts'
import { csv } from '../../../support/page.ts'

const customer = (city: string) =>
  csv(`
    id  name           email            phone      vat  city     changed
    1   Jana Nováková  jana@example.cz  601234567  -    ${city}  2026-01-05T08:00:00Z
  `)
const files = {
  'touchstone.yaml': nightPlan(['crm', 'erp'].map((system) => customersOf(system))),
  'crm.csv': customer('Brno'),
  'erp.csv': customer('Praha'),
}

test('a detachment shows what it would do, does it, and is taken back', { timeout: 300_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'undo-'))
  const type = (...words: readonly string[]) => runIn({ folder, night: engineNight }, ...words)
  const said = ['--by', 'petr', '--reason', 'mother and daughter']

  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  await type('run')
  const shown = await type('review', 'detach', 'erp:1', ...said, '--dry-run')

  expect(shown).toMatchObject({ exitCode: 0, errors: '' })
  expect(shown.output).toMatch(/^(\w+) would lose erp:1 and keep crm:1\. Nothing was written\.\n/)
  expect(shown.output).toMatch(/\nfield +today +then \w+ +then a new one\nrecords +crm:1 +erp:1\n/)
  expect(shown.output).toMatch(/\ncity +\w+ +Brno +Praha\n/)
  const detached = await type('review', 'detach', 'erp:1', ...said, '--json')
  const { id } = JSON.parse(detached.output) as { readonly id: string }

  expect((await type('review', 'undo', id, ...said, '--dry-run')).output).toBe(
    'decision 1: petr said crm:1 and erp:1 are different\n1 would be taken back; nothing was written.\n',
  )
  expect((await type('review', 'undo', id, ...said)).output).toBe(
    'decision 1: petr said crm:1 and erp:1 are different\n1 taken back. The next run decides as if they had never been said.\n',
  )
  expect(await type('review', 'undo', id, ...said)).toMatchObject({
    exitCode: 2,
    errors: expect.stringMatching(/^DECISION_UNKNOWN/),
  })
})
