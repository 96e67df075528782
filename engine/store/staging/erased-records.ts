import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Session } from '../store.ts'

/** When a person was erased, and by whom. */
export interface Erasure {
  readonly at: string
  readonly by: string
}

/** Tells whether a key of a flow was erased; undefined when none of the flow ever was. */
export type ErasedKeys = (sourceKey: string) => boolean

/** The keys of a flow that must not come back, known by their keyed hash: the keys themselves are kept nowhere. */
export async function erasedKeysOf(session: Session, flowId: number): Promise<ErasedKeys | undefined> {
  const { rows } = await sql<{ hash: string }>`
    select key_hash as hash from ops.erased_record where flow_id = ${flowId}`.execute(session.db)
  const key = rows.length === 0 ? undefined : await erasureKey(session)
  const hashes = new Set(rows.map(({ hash }) => hash))

  return key === undefined ? undefined : (sourceKey) => hashes.has(keyHash(key, flowId, sourceKey))
}

export async function erasureKey(session: Session): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ key: Uint8Array }>`select key from ops.erasure_key limit 1`.execute(session.db)

  return rows[0]?.key
}

/** HMAC-SHA256: without the key nobody can try keys that are easy to guess. */
export function keyHash(key: Uint8Array, flowId: number, sourceKey: string): string {
  return createHmac('sha256', key).update(`${flowId}\n${sourceKey}`).digest('base64url')
}

/** The erasure a name leads to: a golden id that was, an id that had ended in it, or `system:key`. */
export async function erasureOf(session: Session, name: string): Promise<Erasure | undefined> {
  const colon = name.indexOf(':')
  const key = await erasureKey(session)

  if (key === undefined) return undefined
  const { rows: flows } = await sql<{ id: number }>`
    select id from staging.flow where system = ${name.slice(0, Math.max(0, colon))}`.execute(session.db)
  const hashes = flows.map(({ id }) => keyHash(key, id, name.slice(colon + 1)))
  const { rows } = await sql<Erasure>`
    select erasure.at, erasure.actor as by from ops.erasure as erasure
    where erasure.id = (select erasure_id from ops.erased_golden where golden_id = ${name})
      or erasure.id in (select erasure_id from ops.erased_record where key_hash = any(${hashes}::text[]))
    order by erasure.id desc limit 1`.execute(session.db)

  return rows[0]
}
