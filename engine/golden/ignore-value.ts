import { fieldsOf } from '../../rules/entity/entity.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { recordsOf } from '../store/golden/cluster-members.ts'
import { addIgnoredValue, endIgnoredValue, membersNamed, type NamedMember } from '../store/golden/pins.ts'
import type { Session } from '../store/store.ts'
import { stewardWord, type StewardDecision, type StewardRequest } from './steward-decision.ts'

/**
 * Says that what a record (`system:key`) has in a field is wrong: it is not believed until the record says something else. Other
 * records that say the same are asked as before.
 */
export async function ignoreValue(request: StewardRequest, tools: Tools): Promise<StewardDecision> {
  const word = stewardWord(request, tools.clock)
  const { name, field } = request

  return tools.store.transaction(async (session) => {
    const member = await oneMember(session, request)
    const value = (await recordsOf(session, member.entity, [member.recordId])).get(member.recordId)?.[field] ?? null

    if (value === null) throw new ReconcileError('PIN_NOTHING', { name, fields: field })
    await addIgnoredValue(session, member, { field, value }, word)
    await appendAudit(session, [auditOf('value-ignored', member, request, word.at)])
    return { goldenId: member.goldenId, entity: member.entity, fields: [field] }
  })
}

/** Takes `ignoreValue` back. */
export async function heedValue(request: StewardRequest, tools: Tools): Promise<StewardDecision> {
  const word = stewardWord(request, tools.clock)

  return tools.store.transaction(async (session) => {
    const member = await oneMember(session, request)

    if (!(await endIgnoredValue(session, member.recordId, request.field, word))) {
      throw new ReconcileError('PIN_UNKNOWN', { id: request.name, fields: request.field })
    }
    await appendAudit(session, [auditOf('value-heeded', member, request, word.at)])
    return { goldenId: member.goldenId, entity: member.entity, fields: [request.field] }
  })
}

/** The record of that name with such a field; a system may have records of several kinds under one key. */
async function oneMember(session: Session, { name, field }: StewardRequest): Promise<NamedMember> {
  const named = await membersNamed(session, name)
  const [first] = named
  const [fitting, ...others] = named.filter(({ entity }) => fieldsOf(entity).includes(field))

  if (first === undefined) throw new ReconcileError('RECORD_UNKNOWN', { record: name })
  if (others.length > 0) {
    throw new ReconcileError('GOLDEN_AMBIGUOUS', { name, ids: named.map(({ goldenId }) => goldenId).join(', ') })
  }
  if (fitting !== undefined) return fitting
  throw new ReconcileError('GOLDEN_FIELD_UNKNOWN', {
    entity: first.entity,
    field,
    fields: fieldsOf(first.entity).join(', '),
    groups: 'none',
  })
}

function auditOf(
  action: 'value-ignored' | 'value-heeded',
  { entity, goldenId }: NamedMember,
  { name, field, by, reason }: StewardRequest,
  at: string,
) {
  return { at, actor: by, action, subject: name, detail: { entity, golden: goldenId, field, reason } }
}
