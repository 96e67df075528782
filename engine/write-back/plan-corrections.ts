import { createHash } from 'node:crypto'
import type { CanonicalRecord, MatchedKind } from '../../rules/entity/entity.ts'
import { columnsOf } from '../../rules/normalize/compile-mapping.ts'
import { renderField } from '../../rules/normalize/render-field.ts'
import { correctionsOf, type Correction } from '../../rules/truth/corrections.ts'
import type { FreezeCause } from '../../rules/truth/ping-pong.ts'
import type { Survival } from '../../rules/truth/survive.ts'
import type { FlowFacts } from '../domain/flow-facts.ts'
import type { StoredMember } from '../store/golden/cluster-members.ts'
import type { OutboxChange } from '../store/write-back/delivery-tables.ts'
import { changeText, planCorrections, rolledBackChanges, type PlannedCorrection } from '../store/write-back/outbox.ts'
import { tellSuperseded } from '../store/golden/freezes.ts'
import { payloadsOf } from '../store/staging/payloads.ts'
import type { Session } from '../store/store.ts'

/** A golden record with the members it was decided from. */
export interface DecidedCluster {
  readonly goldenId: string
  readonly survival: Survival
  readonly members: readonly StoredMember[]
  readonly frozen: readonly { readonly field: string; readonly cause: FreezeCause }[]
}

/** Fills the outbox with what the decided golden records ask of the systems, in the transaction of the decision. */
export async function planCorrectionsOf(
  session: Session,
  kind: MatchedKind,
  runId: number,
  flows: ReadonlyMap<number, FlowFacts>,
  decided: readonly DecidedCluster[],
): Promise<void> {
  const writable = decided.filter(({ members }) =>
    members.some((member) => (flows.get(member.flowId)?.writableFields.size ?? 0) > 0),
  )

  if (writable.length === 0) return
  const wanted = writable.flatMap((golden) => wantedOf(golden, flows))
  const recordIds = [...new Set(wanted.map(({ correction }) => correction.recordId))]
  const payloads = await payloadsOf(session, recordIds)
  const rendered = wanted.flatMap((one) => renderedOf(kind, one, payloads.get(one.correction.recordId)))
  const planned = mergeByRecord(rendered, heldFields(rendered, await rolledBackChanges(session, recordIds)))

  await planCorrections(
    session,
    runId,
    writable.flatMap(({ members }) => members.map((member) => member.recordId)),
    planned,
  )
  await tellSuperseded(
    session,
    runId,
    writable.flatMap(({ members, frozen }) =>
      members.flatMap(({ recordId }) => frozen.map(({ field, cause }) => ({ recordId, field, cause }))),
    ),
  )
}

interface Wanted {
  readonly goldenId: string
  readonly flow: FlowFacts
  readonly correction: Correction
  /** The fields that come from one record together with this one. */
  readonly group: readonly string[]
  /** The record as it will be once all its corrections arrived. */
  readonly target: CanonicalRecord
}

function wantedOf(
  { goldenId, survival, members, frozen }: DecidedCluster,
  flows: ReadonlyMap<number, FlowFacts>,
): readonly Wanted[] {
  const byRecord = new Map(members.map((member) => [member.recordId, member]))
  const policyMembers = members.map((member) => ({
    ...member,
    isStale: flows.get(member.flowId)?.isStale ?? true,
    mappedFields: flows.get(member.flowId)?.mappedFields ?? new Set<string>(),
  }))
  const isFrozen = new Set(frozen.map(({ field }) => field))
  const isWritable = ({ recordId }: { recordId: number }, field: string) =>
    !isFrozen.has(field) && flows.get(byRecord.get(recordId)?.flowId ?? -1)?.writableFields.has(field) === true

  const corrections = correctionsOf(survival, policyMembers, isWritable)

  return corrections.flatMap((correction) => {
    const member = byRecord.get(correction.recordId)
    const flow = member && flows.get(member.flowId)

    if (member === undefined || flow === undefined) return []
    const arriving = corrections.filter(({ recordId }) => recordId === member.recordId)
    const changed = Object.fromEntries(arriving.map(({ field, after }) => [field, after]))

    const group = survival.conflicts.find(({ field }) => field === correction.field)?.group ?? []

    return [{ goldenId, flow, correction, group, target: { ...member.record, ...changed } }]
  })
}

interface Rendered extends Wanted {
  readonly change: OutboxChange
}

/** Says the golden value in the system's own form; a field whose raw form cannot be written is no correction. */
function renderedOf(
  kind: MatchedKind,
  wanted: Wanted,
  payload: Readonly<Record<string, string | null>> | undefined,
): readonly Rendered[] {
  const { correction, flow, target } = wanted
  const { field, after: value } = correction
  const [column] = columnsOf({ [field]: flow.fields[field] ?? field })
  const facts = { record: target, before: payload?.[column ?? ''] }
  const rendered =
    value === null ? emptied(field, flow) : renderField(kind, field, value, flow.fields, flow.normalizeContext, facts)

  if (rendered === undefined || payload === undefined) return []
  const before = payload[rendered.column] ?? null

  if (before === rendered.raw) return []
  const change = {
    field,
    value: value ?? '',
    valueBefore: correction.before,
    column: rendered.column,
    before,
    after: rendered.raw,
  }

  return [{ ...wanted, change }]
}

/** A field is emptied only where a column of its own holds it: in a joined one other fields would go with it. */
function emptied(field: string, { fields }: FlowFacts): { readonly column: string; readonly raw: null } | undefined {
  const mapping = fields[field]
  const [column, ...others] = mapping === undefined ? [] : columnsOf({ [field]: mapping })

  return column === undefined || others.length > 0 ? undefined : { column, raw: null }
}

/** Fields of records, `id field`, that a person took back before: they wait for a person again, with the fields of their group. */
function heldFields(
  rendered: readonly Rendered[],
  rolledBack: ReadonlyMap<number, ReadonlySet<string>>,
): ReadonlySet<string> {
  return new Set(
    rendered.flatMap(({ correction: { recordId, field }, change, group }) =>
      rolledBack.get(recordId)?.has(changeText(change)) === true
        ? [field, ...group].map((held) => `${recordId} ${held}`)
        : [],
    ),
  )
}

/**
 * One correction per record and way of approval, so that fields that belong together arrive together. What was rolled back stays
 * apart: the same intent keeps its key, by which it is known.
 */
function mergeByRecord(rendered: readonly Rendered[], held: ReadonlySet<string>): readonly PlannedCorrection[] {
  const merged = new Map<string, Rendered[]>()

  for (const one of rendered) {
    const { recordId, field } = one.correction
    const free = one.flow.automaticFields.has(field) ? 'approved' : 'planned'
    const key = `${recordId} ${held.has(`${recordId} ${field}`) ? 'held' : free}`

    merged.set(key, [...(merged.get(key) ?? []), one])
  }
  return [...merged].map(([key, parts]) => plannedOf(parts, key.endsWith('approved') ? 'approved' : 'planned'))
}

function plannedOf(parts: readonly Rendered[], state: 'planned' | 'approved'): PlannedCorrection {
  const [first] = parts

  if (first === undefined) throw new Error('a merged correction has at least one change')
  const changes = parts.map(({ change }) => change)

  return {
    idempotencyKey: idempotencyKey(first.flow.id, first.correction.sourceKey, changes),
    flowId: first.flow.flowId,
    kind: 'update',
    recordId: first.correction.recordId,
    externalColumn: null,
    goldenId: first.goldenId,
    changes,
    state,
    reason: [...new Set(parts.map(({ correction }) => `${correction.field}: ${correction.reason}`))].join('; '),
  }
}

/** The same intent (this record, these columns, from these values to those) has the same key for ever (domain-rules 4.9). */
function idempotencyKey(flow: string, sourceKey: string, changes: readonly OutboxChange[]): string {
  const intent = changes.map(({ column, before, after }) => [column, before, after])

  return createHash('sha256')
    .update(JSON.stringify([flow, sourceKey, intent]))
    .digest('hex')
    .slice(0, 32)
}
