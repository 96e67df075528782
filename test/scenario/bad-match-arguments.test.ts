import { chmod, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { smallPeople } from '../fixtures/small-sets.ts'
import { runIn } from '../support/command-line-surroundings.ts'
import { matchFilesOf } from '../support/match-files.ts'

const people = smallPeople(6, 120)

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bad-match-'))

  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)

  return folder
}

test.each<readonly [string, Readonly<Record<string, string>>, readonly string[], RegExp]>([
  ['a file that is not there', {}, ['nobody.csv'], /^TABLE_UNREADABLE .*nobody\.csv.*ENOENT/],
  ['a file without a line', { 'empty.csv': '' }, ['empty.csv'], /^TABLE_EMPTY /],
  ['the same file twice', people, ['people.csv', './people.csv'], /^ARGUMENT_INVALID .*twice/],
  ['an id column nobody has', people, ['people.csv', '--id', 'number'], /^TABLE_COLUMN_MISSING .*--id/],
  ['a truth file that is not there', people, ['people.csv', '--truth', 'known.csv'], /^TRUTH_UNREADABLE .*ENOENT/],
  ['a truth file of other columns', { ...people, 'known.csv': 'x,y\n1,2\n' }, ['people.csv', '--truth', 'known.csv'], /^TRUTH_COLUMNS_UNKNOWN /],
  ['a model that is not there', people, ['people.csv', '--model', 'model.json'], /^MODEL_UNREADABLE .*ENOENT/],
  ['a model that is no JSON', { ...people, 'model.json': '{' }, ['people.csv', '--model', 'model.json'], /^MODEL_UNREADABLE .*not JSON/],
  ['a model of another format', { ...people, 'model.json': '{"format":2}' }, ['people.csv', '--model', 'model.json'], /^MODEL_FORMAT_UNKNOWN .*format 2; this program reads format 1/],
  ['a model that lacks everything', { ...people, 'model.json': '{"format":1}' }, ['people.csv', '--model', 'model.json'], /^MODEL_INVALID .*problem\(s\)[^]*blockingRules/],
])('%s is an error with a code', async (_, files, words, says) => {
  const matched = await matchFilesOf(files, words)

  expect(matched).toMatchObject({ exitCode: 2, output: '', errors: expect.stringMatching(new RegExp(says, 'm')) })
}) // prettier-ignore

test('a model trained on other columns is refused, and both lists of columns are named', async () => {
  const { model } = await matchFilesOf(people, ['people.csv'])

  expect(
    await matchFilesOf({ 'orders.csv': 'number,total\n1,20\n2,30\n', 'model.json': model ?? '' }, [
      'orders.csv',
      '--model',
      'model.json',
    ]),
  ).toMatchObject({
    exitCode: 2,
    errors: expect.stringMatching(/MODEL_COLUMNS_MISSING .*first_name.*They have .*total/),
  })
})

test('a folder that cannot be written is told before the work, without a word of a store', async () => {
  const folder = await folderOf({ ...people, taken: 'a file' })

  for (const [out, cause] of [
    ['taken', 'EEXIST'],
    ['taken/matches', 'ENOTDIR'],
  ] as const) {
    const { exitCode, errors } = await runIn({ folder }, 'match', 'people.csv', '--out', out)

    expect(exitCode).toBe(2)
    expect(errors).toMatch(new RegExp(`MATCH_WRITE_FAILED .*\\(${cause}\\).*--out`))
    expect(errors).not.toMatch(/store|make a model/)
  }
})

test('a file in the place of a result is an error, and what was written before it stays whole', async () => {
  const folder = await folderOf(people)

  await runIn({ folder }, 'match', 'people.csv')
  await chmod(join(folder, 'matches'), 0o755)
  const first = await readdir(join(folder, 'matches'))
  const again = await runIn({ folder }, 'match', 'people.csv', '--out', join('matches', 'links.csv'))

  expect(again).toMatchObject({ exitCode: 2, errors: expect.stringContaining('MATCH_WRITE_FAILED') })
  expect([first, await readdir(join(folder, 'matches'))]).toEqual(
    Array.from({ length: 2 }, () => ['clusters.csv', 'links.csv', 'model.json']),
  )
})

test('who presses Ctrl-C gets exit code 130 and no half of a result', async () => {
  const controller = new AbortController()

  controller.abort()
  expect(await matchFilesOf(people, ['people.csv'], { signal: controller.signal })).toMatchObject({
    exitCode: 130,
    output: '',
    links: undefined,
  })
})

test('with --json there is one line, of the promised keys, and an error is one line too', async () => {
  const matched = await matchFilesOf(people, ['people.csv', '--truth', 'truth.csv', '--json'])
  const failed = await matchFilesOf(people, ['nobody.csv', '--json'])

  expect([matched.exitCode, matched.errors, matched.output.split('\n').length]).toEqual([0, '', 2])
  expect(Object.keys(JSON.parse(matched.output) as object)).toEqual(
    expect.arrayContaining(
      ['rows', 'candidatePairs', 'links', 'clusters', 'candidateRecall', 'precision', 'recall', 'f1', 'bCubed', 'seconds', 'peakMemoryMiB'],
    ),
  ) // prettier-ignore
  expect(JSON.parse(failed.output)).toMatchObject({ event: 'error', code: 'TABLE_UNREADABLE' })
})

test('what was not measured is null, not zero', async () => {
  const { output } = await matchFilesOf(people, ['people.csv', '--json'])

  expect(JSON.parse(output)).toMatchObject({ candidateRecall: null, precision: null, f1: null, bCubed: null })
})
