import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { engineNight } from '../../../../engine/cli/engine-night.ts'
import { runIn } from '../../../support/command-line-surroundings.ts'
import { customerFiles, customerPlan } from '../../../support/customer-files.ts'

async function folderOf(personCount: number) {
  const folder = await mkdtemp(join(tmpdir(), 'train-'))
  const files = { 'touchstone.yaml': customerPlan(), ...customerFiles(personCount) }

  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return (...words: readonly string[]) => runIn({ folder, night: engineNight }, ...words)
}

test('tells what was learnt, stores it, and goes back', async () => {
  const type = await folderOf(60)

  expect(await type('train')).toMatchObject({ exitCode: 2, errors: expect.stringMatching(/^NOTHING_MATCHED/) })
  await type('run')
  const tried = await type('train', '--dry-run')
  const trained = await type('train', '--json')
  const back = await type('train', '--reset')

  expect(tried).toMatchObject({ exitCode: 0, errors: '' })
  expect(tried.output).toMatch(
    /^customer: 180 records, \d+ candidate pairs\n {2}settled after \d+ rounds: about 180 pairs are the same; about 0 two members of one household; [^\n]*\n\n {2}comparison +level +m before +u before +weight before +m after +u after +weight after\n/,
  )
  expect(tried.output).toMatch(/\n {2}birth date +the same +0\.9 +0\.0001 +13\.1 +0\.98 +[^\n]*\n/)
  expect(tried.output).toMatch(/\n {2}Nothing was stored\.\n$/)
  expect(JSON.parse(trained.output)).toMatchObject({
    event: 'train',
    kind: 'customer',
    records: 180,
    hasSettled: true,
    decisions: { same: 0, different: 0 },
    refused: [],
    version: 1,
  })
  expect(back.output).toBe('customer: the next night uses the model of the plan again (version 2).\n')
  expect((await type('train', '--reset')).output).toBe('No trained model is in use.\n')
}, 120_000)

test('refuses what too few records teach, in words, and says what to do', async () => {
  const type = await folderOf(5)

  await type('run')
  const { exitCode, output, errors } = await type('train', '--kind', 'customer')

  expect(exitCode).toBe(2)
  expect(output).toContain('\n  The model in use stays as it was.\n')
  expect(errors).toMatch(
    /^TRAINING_DEGENERATE {2}Training was refused for customer, and the models in use stay as they were:\n {2}customer \(15 records\): 1\d pairs are expected to be the same, too few to learn from \(at least 20\)\nTrain again when /,
  )
  expect(await type('train', '--kind', 'order')).toMatchObject({
    exitCode: 2,
    errors: expect.stringMatching(/^NOTHING_MATCHED {2}No order was matched/),
  })
}, 120_000)

test('a reset is a word of its own', async () => {
  const type = await folderOf(5)

  expect(await type('train', '--reset', '--dry-run')).toMatchObject({ exitCode: 2 })
}, 120_000)
