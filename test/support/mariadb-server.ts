import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'
import { execute, findProgram, freePort, isRoot, startProgram } from './debian-binaries.ts'

const PASSWORD = 'only-for-tests'
const START_ATTEMPTS_MAX = 200
const START_PAUSE_MS = 50

export interface MariadbServer extends AsyncDisposable {
  readonly url: string
  createDatabase(): Promise<string>
}

/** Why there is no server to test on, or undefined when there is one. */
export function mariadbMissing(): string | undefined {
  if (givenUrl() !== undefined || (serverPath() !== undefined && installerPath() !== undefined)) return undefined
  return 'needs MariaDB: apt-get install mariadb-server, or set TOUCHSTONE_TEST_MYSQL_URL'
}

/** The server named by TOUCHSTONE_TEST_MYSQL_URL, else a throw-away one in a temporary folder. */
export async function mariadbServer(): Promise<MariadbServer> {
  const given = givenUrl()
  if (given !== undefined) return serverAt(given, async () => {})
  const [program, installer] = [serverPath(), installerPath()]
  if (program === undefined || installer === undefined) throw new Error(mariadbMissing())

  const folder = await mkdtemp(join(tmpdir(), 'touchstone-mariadb-'))
  const data = join(folder, 'data')
  const port = await freePort()
  const user = isRoot() ? ['--user=mysql'] : []
  if (isRoot()) await execute('chown', ['mysql', folder])

  await execute(installer, [
    '--no-defaults',
    ...user,
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ])
  const server = startProgram(program, [
    '--no-defaults',
    ...user,
    `--datadir=${data}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${join(folder, 's.sock')}`,
    `--pid-file=${join(folder, 'pid')}`,
    '--innodb-flush-log-at-trx-commit=0',
  ])

  await untilItAnswers(`mysql://root@127.0.0.1:${port}/mysql`, server.isRunning)
  await runOnMariadb(
    `mysql://root@127.0.0.1:${port}/mysql`,
    `SET PASSWORD FOR root@localhost = PASSWORD('${PASSWORD}')`,
  )

  return serverAt(`mysql://root:${PASSWORD}@127.0.0.1:${port}/mysql`, async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })
}

/** Runs one statement of the test itself, on a connection of its own. */
export async function runOnMariadb(
  url: string,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<unknown[][]> {
  const connection = await createConnection({ uri: url, charset: 'utf8mb4', rowsAsArray: true, dateStrings: true })
  try {
    const [rows] = await connection.query(sql, [...parameters])
    return rows as unknown[][]
  } finally {
    await connection.end()
  }
}

async function untilItAnswers(url: string, isRunning: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < START_ATTEMPTS_MAX && isRunning(); attempt++) {
    try {
      return void (await runOnMariadb(url, 'SELECT 1'))
    } catch {
      await sleep(START_PAUSE_MS)
    }
  }
  throw new Error('The test server did not start.')
}

function serverAt(url: string, stop: () => Promise<void>): MariadbServer {
  const created: string[] = []

  return {
    url,
    async createDatabase() {
      const name = `touchstone_test_${process.pid}_${created.length}`
      await runOnMariadb(url, `DROP DATABASE IF EXISTS ${name}`)
      await runOnMariadb(url, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`)
      created.push(name)
      const database = new URL(url)
      database.pathname = `/${name}`
      return database.href
    },
    async [Symbol.asyncDispose]() {
      for (const name of created) {
        await runOnMariadb(url, `DROP DATABASE IF EXISTS ${name}`)
        await runOnMariadb(url, `DROP USER IF EXISTS reader_${name}`)
      }
      await stop()
    },
  }
}

const givenUrl = (): string | undefined => process.env['TOUCHSTONE_TEST_MYSQL_URL']
const serverPath = (): string | undefined => findProgram(['mariadbd', 'mysqld'], ['/usr/sbin', '/usr/libexec'])
const installerPath = (): string | undefined => findProgram(['mariadb-install-db'], ['/usr/bin'])
