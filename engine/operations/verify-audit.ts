import { beforeFirst, breakIn, type AuditEntry, type ChainPlace } from '../domain/audit-chain.ts'
import { auditPage } from '../store/operations/audit.ts'
import type { Session } from '../store/store.ts'

const PAGE = 1_000

/** What verifying the chain found. */
export interface AuditVerdict {
  /** Entries that follow each other. */
  readonly entryCount: number
  readonly newestHash: string
  /** Entries whose detail was taken out because a person was erased; their hashes stand. */
  readonly erasedCount: number
  /** What is wrong with the entry after them; null when all is well. */
  readonly broken: string | null
}

/** Follows the chain from its beginning. Entries taken off the end leave no gap: whoever kept the newest hash can tell. */
export async function verifyAudit(session: Session): Promise<AuditVerdict> {
  let sound: ChainPlace = beforeFirst
  let erasedCount = 0

  for await (const entries of auditEntries(session, {})) {
    for (const entry of entries) {
      const broken = breakIn(entry, sound)

      if (broken !== undefined) return { entryCount: sound.id, newestHash: sound.hash, erasedCount, broken }
      sound = entry
      if (entry.detail === null) erasedCount += 1
    }
  }
  return { entryCount: sound.id, newestHash: sound.hash, erasedCount, broken: null }
}

/** The entries of a period, oldest first, in pages. */
export async function* auditEntries(
  session: Session,
  period: { readonly from?: string; readonly to?: string },
): AsyncGenerator<readonly AuditEntry[]> {
  let after = 0

  for (;;) {
    const entries = await auditPage(session, after, PAGE, period)
    const last = entries.at(-1)

    if (last === undefined) return
    yield entries
    after = last.id
  }
}
