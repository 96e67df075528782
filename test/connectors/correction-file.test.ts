import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { correctionFile } from '../../connectors/correction-file.ts'
import type { CorrectionRequest } from '../../connectors/connector.ts'
import { temporaryFolder } from './temporary-folder.ts'

const request = (idempotencyKey: string, after: string | null = 'eva@example.com'): CorrectionRequest => ({
  idempotencyKey,
  sourceKey: 'CZ|7',
  changes: [
    { column: 'email', before: 'old', after },
    { column: 'note', before: null, after: '=1+1, "quoted"\nline' },
  ],
})

const select = { file: 'exports/people-*.csv' }
const where = (baseDir: string) => ({ baseDir, signal: new AbortController().signal })

test('a csv batch lands beside the export, one line per change, unescaped', async () => {
  await using folder = await temporaryFolder()
  const outcomes = await correctionFile('csv', where(folder.path)).deliver(select, 'b-1', [request('k1')])

  expect(outcomes).toEqual([{ idempotencyKey: 'k1', state: 'applied', reason: null }])
  expect(await readFile(join(folder.path, 'exports/corrections/corrections-b-1.csv'), 'utf8')).toBe(
    'idempotency_key,source,key,column,before,after\n' +
      'k1,exports/people-*.csv,CZ|7,email,old,eva@example.com\n' +
      'k1,exports/people-*.csv,CZ|7,note,,"=1+1, ""quoted""\nline"\n',
  )
})

test('a jsonl batch keeps null apart from text', async () => {
  await using folder = await temporaryFolder()
  await correctionFile('jsonl', where(folder.path)).deliver({ ...select, corrections: 'out' }, 'b-1', [
    request('k1', null),
  ])

  const lines = (await readFile(join(folder.path, 'out/corrections-b-1.jsonl'), 'utf8')).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { idempotency_key: 'k1', key: 'CZ|7', column: 'email', before: 'old', after: null },
    { column: 'note', before: null, after: '=1+1, "quoted"\nline' },
  ])
})

test.each(['csv', 'jsonl'] as const)('a %s batch written twice is one identical file', async (format) => {
  await using folder = await temporaryFolder()
  const target = correctionFile(format, where(folder.path))
  const path = join(folder.path, `exports/corrections/corrections-b-1.${format}`)

  await target.deliver(select, 'b-1', [request('k1'), request('k2')])
  const once = await readFile(path)
  await target.deliver(select, 'b-1', [request('k1'), request('k2')])

  expect(await readFile(path)).toEqual(once)
  expect(await readdir(join(folder.path, 'exports/corrections'))).toEqual([`corrections-b-1.${format}`])
})

test('a batch sent again in part, or with more, loses nothing it already holds', async () => {
  await using folder = await temporaryFolder()
  const target = correctionFile('csv', where(folder.path))
  await target.deliver(select, 'b-1', [request('k1'), request('k2')])
  await target.deliver(select, 'b-1', [request('k2')])
  await target.deliver(select, 'b-1', [request('k2'), request('k3')])

  const states = await target.readBack(
    select,
    'b-1',
    ['k1', 'k2', 'k3', 'k4'].map((key) => request(key)),
  )
  expect(states.map(({ state }) => state)).toEqual(['applied', 'applied', 'applied', 'planned'])
})

test('a batch id cannot leave its folder', async () => {
  await using folder = await temporaryFolder()
  await correctionFile('csv', where(folder.path)).deliver({ file: 'people.csv' }, '../../b/1', [request('k1')])
  expect(await readdir(join(folder.path, 'corrections'))).toEqual(['corrections-..%2F..%2Fb%2F1.csv'])
})

test('no corrections make no file', async () => {
  await using folder = await temporaryFolder()
  await correctionFile('csv', where(folder.path)).deliver(select, 'b-1', [])
  expect(await readdir(folder.path)).toEqual([])
})

test('a folder that cannot be made is a coded error', async () => {
  await using folder = await temporaryFolder()
  await folder.write('exports', 'a file where the folder should be')
  const delivery = correctionFile('csv', where(folder.path)).deliver(select, 'b-1', [request('k1')])
  await expect(delivery).rejects.toMatchObject({ code: 'SOURCE_WRITE_FAILED', parameters: { cause: 'ENOTDIR' } })
})

test('a place that is taken leaves nothing half-written', async () => {
  await using folder = await temporaryFolder()
  await mkdir(join(folder.path, 'out/corrections-b-1.csv'), { recursive: true })
  const delivery = correctionFile('csv', where(folder.path)).deliver({ ...select, corrections: 'out' }, 'b-1', [
    request('k1'),
  ])
  await expect(delivery).rejects.toMatchObject({ code: 'SOURCE_WRITE_FAILED' })
  expect(await readdir(join(folder.path, 'out'))).toEqual(['corrections-b-1.csv'])
})

test.skipIf(!existsSync('/dev/full'))('a full disk is a coded error, and the batch before it stays whole', async () => {
  await using folder = await temporaryFolder()
  const target = correctionFile('csv', where(folder.path))
  const place = { ...select, corrections: 'out' }
  await target.deliver(place, 'b-1', [request('k1')])
  const before = await readFile(join(folder.path, 'out/corrections-b-1.csv'))

  await symlink('/dev/full', join(folder.path, 'out/corrections-b-1.csv.part'))
  await expect(target.deliver(place, 'b-1', [request('k1'), request('k2')])).rejects.toMatchObject({
    code: 'SOURCE_WRITE_FAILED',
    parameters: { cause: 'ENOSPC' },
  })
  expect(await readFile(join(folder.path, 'out/corrections-b-1.csv'))).toEqual(before)
  expect(await readdir(join(folder.path, 'out'))).toEqual(['corrections-b-1.csv'])
})

test('what a killed process left aside does not disturb the next delivery', async () => {
  await using folder = await temporaryFolder()
  await mkdir(join(folder.path, 'out'))
  await writeFile(join(folder.path, 'out/corrections-b-1.csv.part'), 'half a li')
  const target = correctionFile('csv', where(folder.path))
  const place = { ...select, corrections: 'out' }

  expect((await target.readBack(place, 'b-1', [request('k1')]))[0]?.state).toBe('planned')
  await target.deliver(place, 'b-1', [request('k1')])
  expect((await target.readBack(place, 'b-1', [request('k1')]))[0]?.state).toBe('applied')
  expect(await readdir(join(folder.path, 'out'))).toEqual(['corrections-b-1.csv'])
})
