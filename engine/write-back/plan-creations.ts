import { createHash } from 'node:crypto'
import type { MatchedKind } from '../../rules/entity/entity.ts'
import { renderField } from '../../rules/normalize/render-field.ts'
import type { FlowFacts } from '../domain/flow-facts.ts'
import type { Tools } from '../operations/tools.ts'
import {
  creatableRecords,
  dropCreations,
  openWantedCreations,
  supersedeCreations,
  wantCreations,
  type CreatableRecord,
} from '../store/write-back/creations.ts'
import type { OutboxChange } from '../store/write-back/delivery-tables.ts'
import type { PlannedCorrection } from '../store/write-back/outbox.ts'

const pageSize = 5_000

/**
 * Makes the outbox say which golden records each flow should get a record of, and what it would say: none while its system could
 * not be read, none that may be a record the system has already, none its people or a rollback have removed. A person lets each go.
 */
export async function planCreations(
  kind: MatchedKind,
  runId: number,
  flows: ReadonlyMap<number, FlowFacts>,
  { store, signal }: Tools,
): Promise<void> {
  const stale = [...flows.values()].filter(({ isStale }) => isStale).map(({ flowId }) => flowId)

  for (const flow of flows.values()) {
    if (flow.entity !== kind || flow.isStale) continue
    const { flowId, creates } = flow

    await store.transaction(async (session) => {
      if (creates === null) return dropCreations(session, runId, flowId)
      await openWantedCreations(session)
      for await (const page of creatableRecords(session, { kind, flowId, from: creates.from, stale }, pageSize)) {
        await wantCreations(session, runId, page.flatMap(plannedIn(flow, creates.externalId)))
        signal.throwIfAborted()
      }
      await supersedeCreations(session, runId, flowId)
    })
  }
}

const plannedIn =
  (flow: FlowFacts, externalColumn: string) =>
  ({ goldenId, values, like }: CreatableRecord): readonly PlannedCorrection[] => {
    const changes = changesOf(flow, values)
    const { flowId, id: flowName, entity } = flow

    if (changes.length === 0) return []
    return [
      {
        ...{ flowId, kind: 'create', recordId: null, externalColumn, goldenId, changes, state: 'planned' },
        idempotencyKey: idempotencyKey(flowName, goldenId, changes),
        reason: `no ${entity} like ${like} yet`,
      },
    ]
  }

/** The golden values in the words of the system; what it has no way to say is left out. */
function changesOf(
  { entity, fields, writableFields, normalizeContext }: FlowFacts,
  values: CreatableRecord['values'],
): readonly OutboxChange[] {
  return [...writableFields].flatMap((field): readonly OutboxChange[] => {
    const value = values[field] ?? null
    const rendered =
      value === null ? undefined : renderField(entity, field, value, fields, normalizeContext, { record: values })

    if (value === null || rendered === undefined) return []
    const { column, raw: after } = rendered

    return [{ field, value, valueBefore: null, column, before: null, after }]
  })
}

/** The same record with the same values for the same golden record is one intent for ever (domain-rules 4.9). */
function idempotencyKey(flow: string, goldenId: string, changes: readonly OutboxChange[]): string {
  const intent = changes.map(({ column, after }) => [column, after])

  return createHash('sha256')
    .update(JSON.stringify(['create', flow, goldenId, intent]))
    .digest('hex')
    .slice(0, 32)
}
