import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crosswalk, type CrosswalkRow } from '../../reports/crosswalk.ts'
import { writeCsv } from '../../reports/write-csv.ts'
import { batchesOf } from '../support/batches-of.ts'
import { crosswalkRows } from './rows.ts'

const folder = () => mkdtemp(join(tmpdir(), 'write-csv-'))
const options = { byteOrderMark: false }

test('a report without rows still has its header', async () => {
  const file = join(await folder(), 'crosswalk.csv')

  expect(await writeCsv(crosswalk, batchesOf<CrosswalkRow>([]), file, options)).toBe(0)
  expect(await readFile(file, 'utf8')).toBe('entity,golden_id,system,source_key\n')
})

test('the byte order mark comes first, once, and only when asked for', async () => {
  const file = join(await folder(), 'crosswalk.csv')

  await writeCsv(crosswalk, batchesOf(crosswalkRows, 1), file, { byteOrderMark: true })
  expect((await readFile(file, 'utf8')).split('\uFEFF').map((part) => part.length > 0)).toEqual([false, true])
})

test('the folder of the report is made, and nothing but the report is left in it', async () => {
  const parent = join(await folder(), 'nights', '2026-03-01')

  expect(await writeCsv(crosswalk, batchesOf(crosswalkRows), join(parent, 'crosswalk.csv'), options)).toBe(2)
  expect(await readdir(parent)).toEqual(['crosswalk.csv'])
})

test.skipIf(!existsSync('/dev/full'))('a full disk leaves the old report whole and says what to do', async () => {
  const parent = await folder()
  const file = join(parent, 'crosswalk.csv')
  await writeFile(file, 'the report of last night\n')
  await symlink('/dev/full', `${file}.unfinished`)

  await expect(writeCsv(crosswalk, batchesOf(crosswalkRows), file, options)).rejects.toMatchObject({
    code: 'REPORT_WRITE_FAILED',
    parameters: { path: file, cause: 'ENOSPC' },
  })
  expect(await readFile(file, 'utf8')).toBe('the report of last night\n')
  expect(await readdir(parent)).toEqual(['crosswalk.csv'])
})

test('a report that cannot be replaced is named, and the unfinished one is taken away', async () => {
  const parent = await folder()
  const file = join(parent, 'crosswalk.csv')
  await mkdir(file)

  await expect(writeCsv(crosswalk, batchesOf(crosswalkRows), file, options)).rejects.toMatchObject({
    code: 'REPORT_WRITE_FAILED',
    parameters: { cause: 'EISDIR' },
  })
  expect(await readdir(parent)).toEqual(['crosswalk.csv'])
})

test('a folder that cannot be made is named', async () => {
  const parent = join(await folder(), 'occupied')
  await writeFile(parent, 'a file, not a folder')

  await expect(
    writeCsv(crosswalk, batchesOf(crosswalkRows), join(parent, 'crosswalk.csv'), options),
  ).rejects.toMatchObject({ code: 'REPORT_WRITE_FAILED', parameters: { cause: /^(EEXIST|ENOTDIR)$/ } })
})

test('a store that fails while rows are read keeps its own error, and the old report stays', async () => {
  const file = join(await folder(), 'crosswalk.csv')
  await writeFile(file, 'the report of last night\n')

  async function* failing(): AsyncGenerator<readonly CrosswalkRow[]> {
    yield crosswalkRows
    throw new Error('the store went away')
  }

  await expect(writeCsv(crosswalk, failing(), file, options)).rejects.toThrow('the store went away')
  expect(await readFile(file, 'utf8')).toBe('the report of last night\n')
})

test('what a killed run left unfinished is overwritten', async () => {
  const parent = await folder()
  const file = join(parent, 'crosswalk.csv')
  await writeFile(`${file}.unfinished`, 'half a report that is longer than the whole one. '.repeat(20))

  await writeCsv(crosswalk, batchesOf(crosswalkRows), file, options)
  expect(await readdir(parent)).toEqual(['crosswalk.csv'])
  expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(4)
})
