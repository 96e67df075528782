import { ReconcileError } from '../domain/reconcile-error.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { dropFreezeConflicts } from '../store/golden/conflicts.ts'
import { endFreezes } from '../store/golden/freezes.ts'
import type { Session } from '../store/store.ts'
import { goldenIdOf } from './conflict-sheet.ts'

/** A person's word that a field may be written back again. */
export interface ThawWord {
  readonly by: string
  readonly reason: string
  readonly at: string
}

/** What was thawed: the golden record, and why it had been frozen. */
export interface ThawedField {
  readonly goldenId: string
  readonly field: string
  readonly causes: readonly string[]
}

/** Lets a field be written back again from the next night on. What was seen until now is forgiven: only new flips freeze it again. */
export async function thawField(session: Session, name: string, field: string, word: ThawWord): Promise<ThawedField> {
  const goldenId = await goldenIdOf(session, name)
  const ended = await endFreezes(session, goldenId, field, word)
  const causes = [...new Set(ended.map(({ cause }) => cause))].toSorted()

  if (ended.length === 0) throw new ReconcileError('FIELD_NOT_FROZEN', { golden: goldenId, field })
  await dropFreezeConflicts(session, goldenId, field)
  await appendAudit(session, [
    {
      at: word.at,
      actor: word.by,
      action: 'field-thawed',
      subject: goldenId,
      detail: { field, causes, reason: word.reason },
    },
  ])
  return { goldenId, field, causes }
}
