import { expect } from 'vitest'
import { SourceError, type Connector, type Source } from '../../connectors/connector.ts'
import type { SqlSelect } from '../../connectors/sql-select.ts'

/** One database server under test, and its words for what the laws below need. */
export interface SqlServerUnderTest<Config> {
  readonly connector: Connector<Config, SqlSelect>
  createDatabase(): Promise<string>
  run(url: string, sql: string, parameters?: readonly unknown[]): Promise<unknown[][]>
  configOf(url: string, settings?: { statementTimeoutMs?: number; maxConcurrency?: number }): Config
  /** Columns id, name, amount numeric(10,2), born date, note (5 characters at most, may be null). */
  readonly createPeople: string
  /**
   * `members`: id given by the server, name (20 characters, required), amount numeric(10,2), golden_id, which nothing keeps unique;
   * `orders`: id and a member it refers to.
   */
  readonly createMembers: readonly string[]
  /** Holds up whoever would add a member, until disposed. */
  holdNewMembers(url: string): Promise<AsyncDisposable>
  readonly duplicateKeysTable: string
  /** Holds the table so that nobody can read it, until disposed. */
  lockTable(url: string): Promise<AsyncDisposable>
  /** Holds the row with id 1 so that nobody can change it, until disposed. */
  lockRow(url: string): Promise<AsyncDisposable>
  /** Ends every connection of the connector from the server's side. */
  endConnections(url: string): Promise<void>
  /** The same database for a user who may select from people and nothing else. */
  asReader(url: string): Promise<string>
  /** How many connections to the database are not the test's own. */
  connectionCount(url: string): Promise<number>
  /** The bytes by which a client asks for a commit. */
  readonly commitWord: string
}

/** What most laws read and correct. */
export const PEOPLE: SqlSelect = { table: 'people', key: 'id' }

export interface Settings {
  readonly statementTimeoutMs?: number
  readonly maxConcurrency?: number
}

/** Opens a database of a server under test, with two people in it or as it stands. */
export function sqlServerBench<Config>(server: () => SqlServerUnderTest<Config>) {
  const openAt = (url: string, settings?: Settings): Promise<Source<SqlSelect>> => {
    const { connector, configOf } = server()
    return connector.open(configOf(url, settings), { baseDir: '/', signal: new AbortController().signal })
  }

  async function withPeople(
    body: (source: Source<SqlSelect>, url: string) => Promise<void>,
    settings?: Settings,
  ): Promise<void> {
    const { createDatabase, run, createPeople } = server()
    const url = await createDatabase()
    await run(url, createPeople)
    await run(url, `INSERT INTO people VALUES (1, 'Žofie', 10.10, '2001-02-03', 'red'), (2, 'Adam', 0.00, NULL, NULL)`)
    await using source = await openAt(url, settings)
    await body(source, url)
  }

  return { openAt, withPeople }
}

/** The coded error that the work must end with. */
export async function failureOf(work: Promise<unknown>): Promise<SourceError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(SourceError)
  return error as SourceError
}
