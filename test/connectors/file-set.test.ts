import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { changeSince, fileFailure, filesMatching } from '../../connectors/file-set.ts'
import { temporaryFolder } from './temporary-folder.ts'

async function folderWith(...names: string[]) {
  const folder = await temporaryFolder()
  for (const name of names) await folder.write(name, 'x')
  return folder
}

test.each([
  ['*.csv', ['a.csv', 'b.csv', 'č.csv']],
  ['?.csv', ['a.csv', 'b.csv', 'č.csv']],
  ['a*', ['a.csv', 'a.csv.gz']],
  ['b.csv', ['b.csv']],
  ['*(1)*', ['x (1).txt']],
])('%s names %j, in the order of their code units and without hidden files', async (pattern, names) => {
  await using folder = await folderWith('b.csv', 'č.csv', 'a.csv', 'a.csv.gz', '.hidden.csv', 'x (1).txt')
  const files = await filesMatching(folder.path, pattern)
  expect(files.map(({ path }) => path)).toEqual(names.map((name) => join(folder.path, name)))
})

test.each([
  ['c.csv', 'SOURCE_FILE_MISSING'],
  ['c*.csv', 'SOURCE_FILE_MISSING'],
  ['c/*.csv', 'SOURCE_FILE_MISSING'],
  ['a.csv/b.csv', 'SOURCE_FILE_MISSING'],
  ['d', 'SOURCE_FILE_UNREADABLE'],
  ['empty.csv', 'SOURCE_FILE_EMPTY'],
])('%s is %s', async (pattern, code) => {
  await using folder = await folderWith('a.csv')
  await mkdir(join(folder.path, 'd'))
  await folder.write('empty.csv', '')
  await expect(filesMatching(folder.path, pattern)).rejects.toMatchObject({ code })
})

test('files that stayed as they were have not changed', async () => {
  await using folder = await folderWith('a.csv', 'b.csv')
  expect(await changeSince(folder.path, '*.csv', await filesMatching(folder.path, '*.csv'))).toBeNull()
})

test.each([
  ['grew', (path: string) => writeFile(join(path, 'a.csv'), 'xy'), 'a.csv changed while it was read'],
  [
    'appeared',
    (path: string) => writeFile(join(path, 'c.csv'), 'x'),
    'a file appeared or vanished while the files were read',
  ],
  ['vanished', (path: string) => rm(join(path, 'a.csv')), 'a file appeared or vanished while the files were read'],
  [
    'was emptied',
    (path: string) => writeFile(join(path, 'a.csv'), ''),
    'a file appeared or vanished while the files were read',
  ],
])('a file that %s meanwhile is noticed', async (_, disturb, reason) => {
  await using folder = await folderWith('a.csv', 'b.csv')
  const before = await filesMatching(folder.path, '*.csv')
  await disturb(folder.path)
  expect(await changeSince(folder.path, '*.csv', before)).toBe(reason)
})

test('only failures of the file system become coded errors', () => {
  const failure = (code: string) => fileFailure('/x', Object.assign(new Error('failed'), { code }))
  expect(failure('ENOENT')).toMatchObject({ code: 'SOURCE_FILE_MISSING' })
  expect(failure('EACCES')).toMatchObject({ code: 'SOURCE_FILE_UNREADABLE', parameters: { cause: 'EACCES' } })
  expect(failure('ABORT_ERR')).toMatchObject({ code: 'ABORT_ERR' })
})
