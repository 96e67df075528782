import { Kysely, PostgresDialect } from 'kysely'
import type { Client } from './client.ts'
import { encodeCopyRows, type CopyRow } from './copy-format.ts'
import type { Database } from './database.ts'
import { openEmbeddedClient } from './embedded-client.ts'
import { openServerClient } from './server-client.ts'

/** Statements and bulk loads that belong together: inside `transaction` all of them happen or none. */
export interface Session {
  readonly db: Kysely<Database>
  /** Appends rows by COPY; columns in the given order, null is SQL null. Answers how many. */
  copy(table: string, columns: readonly string[], batches: AsyncIterable<readonly CopyRow[]>): Promise<number>
}

/** The staging database of one company. */
export interface Store extends Session, AsyncDisposable {
  readonly kind: 'postgres' | 'pglite'
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>
}

export type StoreLocation = { readonly databaseUrl: string } | { readonly folder: string } | { readonly inMemory: true }

/** Opens a PostgreSQL server's database or the embedded one; migrations are a separate step. */
export async function openStore(location: StoreLocation): Promise<Store> {
  const client =
    'databaseUrl' in location
      ? await openServerClient(location.databaseUrl)
      : await openEmbeddedClient('folder' in location ? location.folder : undefined)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: poolOf(client) as never }) })

  return {
    kind: client.kind,
    ...sessionOf(db, client),
    transaction: (work) => db.transaction().execute((transaction) => work(sessionOf(transaction, client))),
    async [Symbol.asyncDispose]() {
      await db.destroy()
      await client[Symbol.asyncDispose]()
    },
  }
}

function sessionOf(db: Kysely<Database>, client: Client): Session {
  return {
    db,
    async copy(table, columns, batches) {
      let count = 0

      async function* counted() {
        for await (const batch of batches) {
          count += batch.length
          yield batch
        }
      }
      await client.copyIn(`${table} (${columns.join(', ')})`, encodeCopyRows(counted()))
      return count
    },
  }
}

/** kysely asks a pool; ours has one connection, which is what both databases give us. */
function poolOf(client: Client) {
  const connection = {
    query: (sql: string, parameters: readonly unknown[]) => client.query(sql, parameters),
    release: () => {},
  }

  return { connect: async () => connection, end: async () => {} }
}
