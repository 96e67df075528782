import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { execute, findProgram, freePort, isRoot, postgresFolders } from './debian-binaries.ts'

const PASSWORD = 'only-for-tests'

export interface PostgresServer extends AsyncDisposable {
  /** Of a database whose user may create others. */
  readonly url: string
  /** Makes an empty database and answers its url. */
  createDatabase(): Promise<string>
}

/** Why there is no server to test on, or undefined when there is one. */
export function postgresMissing(): string | undefined {
  if (givenUrl() !== undefined || initdbPath() !== undefined) return undefined
  return 'needs PostgreSQL: apt-get install postgresql, or set TOUCHSTONE_TEST_POSTGRES_URL'
}

/** The server named by TOUCHSTONE_TEST_POSTGRES_URL or DATABASE_URL, else a throw-away one in a temporary folder. */
export async function postgresServer(): Promise<PostgresServer> {
  const given = givenUrl()
  if (given !== undefined) return serverAt(given, async () => {})
  const initdb = initdbPath()
  if (initdb === undefined) throw new Error(postgresMissing())

  const folder = await mkdtemp(join(tmpdir(), 'touchstone-postgres-'))
  const [data, passwordFile] = [join(folder, 'data'), join(folder, 'password')]
  const port = await freePort()
  const pgCtl = join(dirname(initdb), 'pg_ctl')
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c fsync=off -k ${folder}`

  await writeFile(passwordFile, PASSWORD)
  await chmod(passwordFile, 0o644)
  if (isRoot()) await execute('chown', ['postgres', folder])
  await asPostgres(
    `'${initdb}' -D '${data}' -A scram-sha-256 --pwfile='${passwordFile}' -U postgres -E UTF8 --locale=C.UTF-8`,
  )
  await asPostgres(`'${pgCtl}' -D '${data}' -l '${join(folder, 'log')}' -o "${settings}" -w start`)

  return serverAt(`postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`, async () => {
    await asPostgres(`'${pgCtl}' -D '${data}' -m immediate stop`)
    await rm(folder, { recursive: true, force: true })
  })
}

/** Runs one statement of the test itself, on a connection of its own. */
export async function runOnPostgres(
  url: string,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<unknown[][]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<unknown[]>({
      text: sql,
      ...(parameters.length > 0 && { values: [...parameters] }), // without values several statements may be sent at once
      rowMode: 'array',
    })
    return rows
  } finally {
    await client.end()
  }
}

function serverAt(url: string, stop: () => Promise<void>): PostgresServer {
  const created: string[] = []

  return {
    url,
    async createDatabase() {
      const name = `touchstone_test_${process.pid}_${created.length}`
      await runOnPostgres(url, `DROP DATABASE IF EXISTS ${name}`)
      await runOnPostgres(url, `CREATE DATABASE ${name}`)
      created.push(name)
      const database = new URL(url)
      database.pathname = `/${name}`
      return database.href
    },
    async [Symbol.asyncDispose]() {
      for (const name of created) {
        await runOnPostgres(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
        await runOnPostgres(url, `DROP ROLE IF EXISTS reader_${name}`)
      }
      await stop()
    },
  }
}

const givenUrl = (): string | undefined =>
  process.env['TOUCHSTONE_TEST_POSTGRES_URL'] ?? process.env['DATABASE_URL'] ?? undefined

const initdbPath = (): string | undefined => findProgram(['initdb'], postgresFolders())

const asPostgres = (command: string): Promise<unknown> =>
  isRoot()
    ? execute('su', ['postgres', '-s', '/bin/sh', '-c', command], { cwd: '/' })
    : execute('/bin/sh', ['-c', command])
