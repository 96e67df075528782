import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** What was done, before it has its place in the chain. */
export interface AuditedAction {
  /** UTC instant. */
  readonly at: string
  /** Who: a person's name as given, or `night`. */
  readonly actor: string
  readonly action: AuditAction
  /** What it was done to: a proposal, a finding, a period, a plan, a model. */
  readonly subject: string
  readonly detail: Readonly<Record<string, unknown>>
}

export type AuditAction =
  | 'plan-changed'
  | 'proposal-decided'
  | 'proposal-assigned'
  | 'proposals-decided'
  | 'decision-proposed'
  | 'decision-refused'
  | 'decisions-imported'
  | 'decision-undone'
  | 'record-detached'
  | 'model-trained'
  | 'model-reset'
  | 'corrections-approved'
  | 'corrections-delivered'
  | 'delivery-rolled-back'
  | 'finding-decided'
  | 'value-pinned'
  | 'pin-ended'
  | 'value-ignored'
  | 'value-heeded'
  | 'field-thawed'
  | 'payment-match-decided'
  | 'period-closed'
  | 'period-reopened'
  | 'snapshot-accepted'
  | 'person-erased'

/** An entry as it is kept. `detail` is its canonical JSON, null once a person was erased from it: its hash stays. */
export interface AuditEntry {
  readonly id: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: string | null
  readonly detailHash: string
  readonly previousHash: string
  readonly hash: string
}

/** Where an entry stands: its number and the hash the next one is chained to. */
export type ChainPlace = Pick<AuditEntry, 'id' | 'hash'>

/** What the first entry is chained to: number 0 and 32 zero bytes. */
export const beforeFirst: ChainPlace = { id: 0, hash: '0'.repeat(64) }

/** Version of the spelling that is hashed; a later one would not make older entries unreadable. */
const FORMAT = 1

/** Puts an action behind the last entry: hash = SHA-256 of the previous hash and of the entry's own canonical JSON. */
export function chained(action: AuditedAction, last: ChainPlace): AuditEntry {
  const detail = canonicalJson(action.detail)
  const entry = {
    id: last.id + 1,
    // The store gives instants back in this spelling, and the spelling is what is hashed.
    at: new Date(action.at).toISOString(),
    actor: action.actor,
    action: action.action,
    subject: action.subject,
    detail,
    detailHash: sha256(detail),
    previousHash: last.hash,
  }

  return { ...entry, hash: hashOf(entry) }
}

/** Why an entry does not follow the one before it, in words; undefined when it does. */
export function breakIn(entry: AuditEntry, last: ChainPlace): string | undefined {
  if (entry.id !== last.id + 1) return `entry ${last.id + 1} is missing`
  if (entry.previousHash !== last.hash) return `entry ${entry.id} does not follow the one before it`
  if (entry.detail !== null && sha256(entry.detail) !== entry.detailHash) {
    return `the detail of entry ${entry.id} was changed`
  }
  return hashOf(entry) === entry.hash ? undefined : `entry ${entry.id} was changed`
}

function hashOf({
  id,
  at,
  actor,
  action,
  subject,
  detailHash,
  previousHash,
}: Omit<AuditEntry, 'detail' | 'hash'>): string {
  return sha256(previousHash + JSON.stringify([FORMAT, id, at, actor, action, subject, detailHash]))
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
