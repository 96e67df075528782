import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Client } from './client.ts'
import { lockFolder } from './folder-lock.ts'
import { valueParsers } from './value-parsers.ts'

/** COPY into PGlite goes through one blob at a time; this bounds its memory. */
const blobCharactersMax = 8_000_000

/** Opens the embedded database in a folder (undefined: in memory, for tests). PGlite does not lock its folder, so a lock file of ours does. */
export async function openEmbeddedClient(folder: string | undefined): Promise<Client> {
  const lock = folder === undefined ? undefined : lockFolder(folder)

  if (lock !== undefined && 'heldBy' in lock) {
    throw new ReconcileError('STORE_LOCKED', { path: folder ?? '', pid: lock.heldBy })
  }
  const database = await openDatabase(folder)

  await database.exec(
    `set timezone = 'UTC'; set datestyle = 'ISO'; set client_min_messages = warning; set cursor_tuple_fraction = 1; set work_mem = '64MB'`,
  )

  return {
    kind: 'pglite',
    async query(sql, parameters) {
      const { rows, affectedRows } = await database.query(sql, [...parameters])

      return { command: sql.trimStart().slice(0, 6).toUpperCase(), rowCount: affectedRows ?? 0, rows }
    },
    async copyIn(target, chunks) {
      let pending: string[] = []
      let characters = 0
      const flush = async () => {
        if (pending.length > 0) {
          await database.query(`copy ${target} from '/dev/blob'`, [], { blob: new Blob(pending) })
        }
        pending = []
        characters = 0
      }

      for await (const chunk of chunks) {
        pending.push(chunk)
        characters += chunk.length
        if (characters > blobCharactersMax) await flush()
      }
      await flush()
    },
    async [Symbol.asyncDispose]() {
      await database.close()
      lock?.release()
    },
  }
}

/** A new database is made aside and named when it is whole: a process killed meanwhile leaves none instead of half a one. */
async function openDatabase(folder: string | undefined): Promise<PGlite> {
  if (folder === undefined) return PGlite.create({ parsers: valueParsers })
  const path = join(folder, 'database')
  const unfinished = `${path}.unfinished`

  if (!existsSync(path)) {
    await rm(unfinished, { recursive: true, force: true })
    await (await PGlite.create({ dataDir: unfinished })).close()
    await rename(unfinished, path)
  }
  return PGlite.create({ dataDir: path, parsers: valueParsers })
}
