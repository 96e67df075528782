import type { CanonicalRecord } from '../../rules/entity/entity.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { recordsOf } from '../store/golden/cluster-members.ts'
import type { GoldenState } from '../store/golden/golden-history.ts'
import { addPins, endPins, membersNamed } from '../store/golden/pins.ts'
import type { Session } from '../store/store.ts'
import { namedFields } from './named-fields.ts'
import { namedGolden } from './named-golden.ts'
import { isReadable, readPinnedValue } from './read-pinned-value.ts'
import { settlePinQuestion } from './settle-pin-question.ts'
import { stewardWord, type StewardDecision, type StewardPlan, type StewardRequest } from './steward-decision.ts'

/** A value to pin: as typed, as a record says it, or, with neither, as it is believed now. */
export interface PinRequest extends StewardRequest {
  readonly value?: string | undefined
  /** `system:key` of one of the records of the golden record. */
  readonly from?: string | undefined
}

/**
 * Pins a field of a golden record with the fields decided together with it: no policy, run or retraining decides them again until
 * somebody takes the pin away. The next run follows it.
 */
export async function pinField(request: PinRequest, plan: StewardPlan, tools: Tools): Promise<StewardDecision> {
  const word = stewardWord(request, tools.clock)

  return tools.store.transaction(async (session) => {
    const golden = await namedGolden(session, request.name)
    const fields = namedFields(golden.entity, request.field, plan.truth[golden.entity] ?? {})
    const values = await valuesToPin(session, request, { golden, fields, plan, at: word.at })

    const ended = await addPins(
      session,
      golden.entity,
      fields.map((field) => ({
        goldenId: golden.id,
        field,
        value: values[field] ?? null,
        takenFrom: request.from ?? null,
      })),
      word,
    )
    const replaced = [...new Set(ended.map((one) => one.by))].map((by) => ({
      by,
      fields: ended.flatMap((one) => (one.by === by ? one.field : [])),
    }))

    await appendAudit(session, [
      {
        at: word.at,
        actor: word.actor,
        action: 'value-pinned',
        subject: golden.id,
        detail: { entity: golden.entity, fields, from: request.from ?? null, reason: word.reason, replaced },
      },
    ])
    await settlePinQuestion(session, golden.id, golden.entity, word)
    return { goldenId: golden.id, entity: golden.entity, fields, replaced }
  })
}

interface PinSubject {
  readonly golden: GoldenState
  readonly fields: readonly string[]
  readonly plan: StewardPlan
  readonly at: string
}

async function valuesToPin(
  session: Session,
  { field, value, from }: PinRequest,
  { golden, fields, plan, at }: PinSubject,
): Promise<CanonicalRecord> {
  if (value !== undefined && from !== undefined) {
    throw new ReconcileError('ARGUMENT_INVALID', { at: '--value', found: 'with --from', allowed: 'one of the two' })
  }
  if (value !== undefined) {
    if (!fields.includes(field) || !isReadable(field)) {
      throw new ReconcileError('PIN_VALUE_UNFIT', { field, fields: fields.filter(isReadable).join(', ') || 'none' })
    }
    return { ...golden.values, ...readPinnedValue(golden.entity, field, value, golden.values, plan.company, at) }
  }
  const values = from === undefined ? golden.values : await valuesOfMember(session, from, golden)

  if (fields.some((name) => (values[name] ?? null) !== null)) return values
  throw new ReconcileError('PIN_NOTHING', { name: from ?? golden.id, fields: fields.join(', ') })
}

async function valuesOfMember(session: Session, name: string, golden: GoldenState): Promise<CanonicalRecord> {
  const member = (await membersNamed(session, name)).find(({ goldenId }) => goldenId === golden.id)
  const record =
    member === undefined ? undefined : (await recordsOf(session, golden.entity, [member.recordId])).get(member.recordId)

  if (record === undefined) throw new ReconcileError('GOLDEN_MEMBER_UNKNOWN', { record: name, id: golden.id })
  return record
}

/** Takes the pins of a field, and of those decided together with it, away: the policy decides again from the next run on. */
export async function unpinField(request: StewardRequest, plan: StewardPlan, tools: Tools): Promise<StewardDecision> {
  const word = stewardWord(request, tools.clock)

  return tools.store.transaction(async (session) => {
    const { id, entity } = await namedGolden(session, request.name)
    const named = namedFields(entity, request.field, plan.truth[entity] ?? {})
    const ended = await endPins(session, id, named, word)
    const fields = named.filter((field) => ended.some((pin) => pin.field === field))

    if (fields.length === 0) throw new ReconcileError('PIN_UNKNOWN', { id, fields: named.join(', ') })
    await appendAudit(session, [
      {
        at: word.at,
        actor: word.actor,
        action: 'pin-ended',
        subject: id,
        detail: { entity, fields, reason: word.reason },
      },
    ])
    await settlePinQuestion(session, id, entity, word)
    return { goldenId: id, entity, fields }
  })
}
