import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sqliteBuild from 'node-sqlite3-wasm'
import { expect, test } from 'vitest'
import type { CorrectionRequest } from '../../../connectors/connector.ts'
import { sqlite } from '../../../connectors/sqlite/sqlite.ts'
import { readAll } from '../read-all.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const SELECT = { table: 'people', key: 'id' }
const CONFIG = { file: 'shop.sqlite' }
const RED_TO_BLUE: CorrectionRequest = {
  idempotencyKey: 'i-1',
  sourceKey: '1',
  changes: [{ column: 'note', before: 'red', after: 'blue' }],
}

async function inFolder(body: (folder: string, path: string) => Promise<void>, sql = ''): Promise<void> {
  await using folder = await temporaryFolder()
  const path = join(folder.path, CONFIG.file)
  if (sql !== '') execute(path, sql)
  await body(folder.path, path)
}

function execute(path: string, sql: string): void {
  const database = new sqliteBuild.Database(path)
  try {
    database.exec(sql)
  } finally {
    database.close()
  }
}

const open = (baseDir: string) => sqlite.open(CONFIG, { baseDir, signal: new AbortController().signal })

const read = async (folder: string, select: Parameters<Awaited<ReturnType<typeof open>>['snapshot']>[0] = SELECT) => {
  await using source = await open(folder)
  return await readAll(source.snapshot(select))
}

const deliver = async (folder: string, ...requests: CorrectionRequest[]) => {
  await using source = await open(folder)
  return await source.deliver?.(SELECT, 'batch-1', requests)
}

const notes = async (folder: string) => (await read(folder)).rows.map(({ fields }) => fields['note'])

const PEOPLE = `CREATE TABLE people (id INTEGER PRIMARY KEY, note TEXT COLLATE NOCASE CHECK (note <> 'black'));
                INSERT INTO people VALUES (1, 'red'), (2, NULL)`

/** A transaction that was killed after half of its pages were written over: the file is torn, the journal tells how it was. */
const KILLED_WRITER = `
  const { Database } = require('node-sqlite3-wasm')
  const database = new Database(process.argv[1])
  database.exec("PRAGMA cache_size = 2; BEGIN; UPDATE people SET note = 'torn'")
  process.kill(process.pid, 'SIGKILL')`

const killWriter = (path: string) => spawnSync(process.execPath, ['-e', KILLED_WRITER, path], { cwd: process.cwd() })

const MANY_PEOPLE = `CREATE TABLE people (id INTEGER PRIMARY KEY, note TEXT);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
  INSERT INTO people SELECT i, 'red' FROM n`

test('values come as exact text, whatever their own type', () =>
  inFolder(
    async (folder) => {
      const { rows } = await read(folder, { table: 'samples', key: 'id' })
      expect(rows.map(({ fields }) => fields['value'])).toEqual([
        '0012',
        '10.10',
        '9007199254740993',
        '-9223372036854775808',
        '0.1',
        '0.30000000000000004',
        '00ff41',
        '',
        null,
      ])
      expect(rows[2]?.sourceKey).toBe('9007199254740995')
    },
    `CREATE TABLE samples (id INTEGER PRIMARY KEY, value);
     INSERT INTO samples VALUES (1, '0012'), (2, '10.10'), (9007199254740995, 9007199254740993),
       (9007199254740996, -9223372036854775808), (9007199254740997, 0.1), (9007199254740998, 0.1 + 0.2),
       (9007199254740999, x'00ff41'), (9007199254741000, ''), (9007199254741001, NULL)`,
  ))

test('a missing file is named and never created', () =>
  inFolder(async (folder) => {
    await expect(read(folder)).rejects.toMatchObject({ code: 'SOURCE_FILE_MISSING' })
    await expect(deliver(folder, RED_TO_BLUE)).rejects.toMatchObject({ code: 'SOURCE_FILE_MISSING' })
    expect(readdirSync(folder)).toEqual([])
  }))

test.each([
  ['an empty file', '', 'SOURCE_FILE_EMPTY'],
  ['a file of another format', 'id;note\n1;red\n', 'SOURCE_FORMAT_INVALID'],
  ['a file that only starts like a database', `SQLite format 3\0${'x'.repeat(5_000)}`, 'SOURCE_FORMAT_INVALID'],
])('%s is a coded error and stays as it is', (_, content, code) =>
  inFolder(async (folder, path) => {
    writeFileSync(path, content)
    await expect(read(folder)).rejects.toMatchObject({ code })
    expect(await readFile(path, 'utf8')).toBe(content)
    expect(readdirSync(folder)).toEqual([CONFIG.file])
  }),
)

test('a table and a column that are not there are named', () =>
  inFolder(async (folder) => {
    await expect(read(folder, { table: 'orders', key: 'id' })).rejects.toMatchObject({ code: 'SOURCE_TABLE_MISSING' })
    await expect(read(folder, { table: 'people', key: 'number' })).rejects.toMatchObject({
      code: 'SOURCE_COLUMN_MISSING',
      parameters: { column: '"number"', columns: 'id, note' },
    })
  }, PEOPLE))

test('what another connection changes during a reading is not seen in it, and it is not held up', () =>
  inFolder(async (folder, path) => {
    await using source = await open(folder)
    const reader = source.snapshot(SELECT)
    const notesRead: unknown[] = []
    for await (const { rows } of reader.batches) {
      if (notesRead.length === 0) execute(path, "UPDATE people SET note = 'new'; DELETE FROM people WHERE id > 1500")
      notesRead.push(...rows.map(({ fields }) => fields['note']))
    }
    expect(notesRead).toEqual(Array.from({ length: 3_000 }, () => 'red'))
    expect(reader.end()).toMatchObject({ isComplete: true, expectedCount: 3_000 })
  }, MANY_PEOPLE))

test('a half-written transaction of a killed program is not read', () =>
  inFolder(async (folder, path) => {
    killWriter(path)
    expect(existsSync(`${path}-journal`)).toBe(true)

    expect([...new Set(await notes(folder))]).toEqual(['red'])
    expect(existsSync(`${path}-journal`)).toBe(true)
  }, MANY_PEOPLE))

test('a lock folder and a journal that somebody else left are not cleared away', () =>
  inFolder(async (folder, path) => {
    killWriter(path)
    await expect(deliver(folder, RED_TO_BLUE)).rejects.toMatchObject({ code: 'SOURCE_LOCKED' })
    expect(existsSync(`${path}.lock`) && existsSync(`${path}-journal`)).toBe(true)
  }, MANY_PEOPLE))

test('a journal whose owner is unknown is left to it', () =>
  inFolder(async (folder, path) => {
    killWriter(path)
    rmdirSync(`${path}.lock`)
    await expect(deliver(folder, RED_TO_BLUE)).rejects.toMatchObject({ code: 'SOURCE_UNFINISHED' })
    expect(existsSync(`${path}-journal`)).toBe(true)
  }, MANY_PEOPLE))

test('what this program left when it was killed is cleared away by its next delivery', () =>
  inFolder(async (folder, path) => {
    const { pid } = killWriter(path)
    writeFileSync(`${path}.touchstone-lock`, String(pid))

    expect(await deliver(folder, RED_TO_BLUE)).toMatchObject([{ state: 'applied' }])
    expect(new Set(await notes(folder))).toEqual(new Set(['blue', 'red']))
    expect(readdirSync(folder)).toEqual([CONFIG.file])
  }, MANY_PEOPLE))

test('a living process that corrects the same file is named', () =>
  inFolder(async (folder, path) => {
    writeFileSync(`${path}.touchstone-lock`, String(process.ppid))
    await expect(deliver(folder, RED_TO_BLUE)).rejects.toMatchObject({
      code: 'SOURCE_BUSY',
      parameters: { pid: process.ppid },
    })
  }, PEOPLE))

test('two deliveries of one process to one file take turns', () =>
  inFolder(async (folder) => {
    const outcomes = await Promise.all([deliver(folder, RED_TO_BLUE), deliver(folder, RED_TO_BLUE)])
    expect(outcomes.flat().map((outcome) => outcome?.state)).toEqual(['applied', 'applied'])
  }, PEOPLE))

test('a write-ahead log is read with what it holds, and the file is not written', () =>
  inFolder(async (folder, path) => {
    // A log is only left behind by a program that was killed or still runs: its three files are copied from under it.
    const live = join(folder, 'live.sqlite')
    const writer = new sqliteBuild.Database(live)
    writer.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; ${PEOPLE}`)
    await cp(live, path)
    await cp(`${live}-wal`, `${path}-wal`)
    writer.close()

    expect(await notes(folder)).toEqual(['red', null])
    await expect(deliver(folder, RED_TO_BLUE)).rejects.toMatchObject({ code: 'SOURCE_FORMAT_INVALID' })
  }))

test.each([
  ['a value that changed meanwhile', [{ column: 'note', before: 'green', after: 'blue' }], 'precondition'],
  ['a value that differs in case only', [{ column: 'note', before: 'RED', after: 'blue' }], 'precondition'],
  ['a value the table does not allow', [{ column: 'note', before: 'red', after: 'black' }], 'value-refused'],
])('%s is refused and nothing is written', (_, changes, reason) =>
  inFolder(async (folder) => {
    expect(await deliver(folder, { ...RED_TO_BLUE, changes })).toMatchObject([{ state: 'refused', reason }])
    expect(await notes(folder)).toEqual(['red', null])
  }, PEOPLE),
)

test('missing values are written and replaced', () =>
  inFolder(async (folder) => {
    const outcomes = await deliver(
      folder,
      { ...RED_TO_BLUE, changes: [{ column: 'note', before: 'red', after: null }] },
      { idempotencyKey: 'i-2', sourceKey: '2', changes: [{ column: 'note', before: null, after: 'red' }] },
    )
    expect(outcomes).toMatchObject([{ state: 'applied' }, { state: 'applied' }])
    expect(await notes(folder)).toEqual([null, 'red'])
  }, PEOPLE))

test('a number is written as a number and a repeated delivery knows it again', () =>
  inFolder(async (folder, path) => {
    const request = { ...RED_TO_BLUE, changes: [{ column: 'price', before: '10.5', after: '12.50' }] }
    expect(await deliver(folder, request)).toMatchObject([{ state: 'applied' }])
    expect(await deliver(folder, request)).toMatchObject([{ state: 'applied' }])

    const database = new sqliteBuild.Database(path)
    expect(database.get('SELECT price, typeof(price) AS type FROM people')).toEqual({ price: 12.5, type: 'real' })
    database.close()
  }, 'CREATE TABLE people (id INTEGER PRIMARY KEY, price NUMERIC); INSERT INTO people VALUES (1, 10.5)'))

test('a key that two rows share is refused', () =>
  inFolder(async (folder) => {
    expect(await deliver(folder, RED_TO_BLUE)).toMatchObject([{ state: 'refused', reason: 'key-not-unique' }])
    expect(await notes(folder)).toEqual(['red', 'green'])
  }, "CREATE TABLE people (id TEXT, note TEXT); INSERT INTO people VALUES ('1', 'red'), ('1', 'green')"))

test('a lock folder made during the delivery is waited for', () =>
  inFolder(async (folder, path) => {
    mkdirSync(`${path}.lock`)
    const delivery = deliver(folder, RED_TO_BLUE)
    setTimeout(() => rmdirSync(`${path}.lock`), 200)
    expect(await delivery).toMatchObject([{ state: 'applied' }])
  }, PEOPLE))
