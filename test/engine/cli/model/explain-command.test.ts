import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { engineNight } from '../../../../engine/cli/engine-night.ts'
import { runIn } from '../../../support/command-line-surroundings.ts'
import { customersOf, nightPlan } from '../../../support/night-plan.ts'
import { csv } from '../../../support/page.ts'

const files = {
  'touchstone.yaml': nightPlan(['crm', 'erp'].map((system) => customersOf(system))),
  'crm.csv': csv(`
    id  name           email            phone      vat  city  changed
    1   Jana Nováková  jana@example.cz  601234567  -    Brno  2026-01-05T08:00:00Z
  `),
  'erp.csv': csv(`
    id  name           email            phone      vat  city  changed
    7   Jana Nováková  jana@example.cz  601234567  -    Brno  2026-01-05T08:00:00Z
  `),
  'truth.csv': 'id_a,id_b\ncrm:1,erp:7\n',
}

test('explains and measures what a run has found', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'explain-'))
  const type = (...words: readonly string[]) => runIn({ folder, night: engineNight }, ...words)

  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  await type('run')
  const pair = await type('explain', 'crm:1', 'erp:7')
  const cluster = await type('explain', 'erp:7', '--json')
  const evaluation = await type('evaluate', '--truth', 'truth.csv', '--json')

  expect(pair).toMatchObject({ exitCode: 0, errors: '' })
  expect(pair.output).toMatch(
    /^crm:1 and erp:7 \(customer\): a link\. [^]*\nprior [^]*\nsum [^]*in one cluster, through this link\.\n$/,
  )
  expect(JSON.parse(cluster.output)).toMatchObject({
    event: 'explain-cluster',
    members: ['crm:1', 'erp:7'],
    density: 1,
  })
  expect(JSON.parse(evaluation.output)).toMatchObject({ event: 'evaluate', candidateRecall: 1, clusters: { f1: 1 } })
  expect(await readFile(join(folder, 'evaluation', 'precision-recall.csv'), 'utf8')).toMatch(
    /^weight,.*\n.*,1\.000000,/,
  )
  expect(await type('explain', 'crm:2')).toMatchObject({
    exitCode: 2,
    errors: expect.stringMatching(/^RECORD_UNKNOWN/),
  })
}, 120_000)
