import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Client } from './client.ts'
import { valueParsers } from './value-parsers.ts'

/** Connects to a PostgreSQL server. One connection serves a whole run: stages run one after the other, and a lock held by it dies with it. */
export async function openServerClient(url: string): Promise<Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'touchstone',
    options:
      '-c timezone=UTC -c datestyle=ISO -c client_min_messages=warning -c cursor_tuple_fraction=1 -c work_mem=64MB',
    types: { getTypeParser: ((oid: number) => valueParsers[oid] ?? pg.types.getTypeParser(oid)) as never },
  })

  try {
    await client.connect()
  } catch (cause) {
    throw connectError(url, cause)
  }

  const inTurn = queue()

  return {
    kind: 'postgres',
    query: (sql, parameters) =>
      inTurn(async () => {
        const { command, rowCount, rows } = await client.query(sql, [...parameters])

        return { command, rowCount: rowCount ?? 0, rows: rows as unknown[] }
      }),
    copyIn: (target, chunks) =>
      inTurn(() =>
        pipeline(Readable.from(chunks, { objectMode: false }), client.query(copyFrom(`copy ${target} from stdin`))),
      ),
    async [Symbol.asyncDispose]() {
      await client.end()
    },
  }
}

/** Runs one thing after the other, whatever became of the one before: the driver wants its callers to wait for their turn. */
function queue(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()

  return (work) => {
    const result = last.then(work)

    last = result.catch(() => {})
    return result
  }
}

/** SQLSTATE class 28: the server answers, but not to this user. */
function connectError(url: string, cause: unknown): ReconcileError {
  const facts = { host: hostOf(url), cause: causeOf(cause) }

  return facts.cause.startsWith('28')
    ? new ReconcileError('STORE_LOGIN_REFUSED', { ...facts, user: userOf(url) }, { cause })
    : new ReconcileError('STORE_UNREACHABLE', facts, { cause })
}

function userOf(url: string): string {
  try {
    return decodeURIComponent(new URL(url).username) || 'of this process'
  } catch {
    return 'of the given DATABASE_URL'
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return 'the given DATABASE_URL'
  }
}

function causeOf(cause: unknown): string {
  return (cause as { code?: string }).code ?? 'no further cause given'
}
