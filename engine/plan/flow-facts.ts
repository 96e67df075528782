import { decideDateOrders, type DateOrderEvidence } from '../../rules/normalize/date-order.ts'
import { mappedFields } from '../../rules/normalize/mapped-fields.ts'
import type { NormalizeContext } from '../../rules/normalize/normalize-context.ts'
import type { FlowFacts } from '../domain/flow-facts.ts'
import type { FlowPlan, LoadedPlan } from './load-plan.ts'

/** How a flow's columns are to be read: the plan's words plus what the columns themselves prove. */
export function normalizeContext(
  loaded: LoadedPlan,
  plan: FlowPlan,
  dateEvidence: Readonly<Record<string, unknown>>,
  asOf: string,
): NormalizeContext {
  const { timeZone, currency, decimalMark, scales } = loaded.plan.systems[plan.system] ?? {}
  const orders = Object.entries(dateEvidence).map(
    ([column, evidence]) => [column, decideDateOrders(evidence as DateOrderEvidence)] as const,
  )

  return {
    company: loaded.plan.company,
    systemName: plan.system,
    system: {
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(currency === undefined ? {} : { currency }),
      ...(decimalMark === undefined ? {} : { decimalMark }),
      ...(scales === undefined ? {} : { scales }),
    },
    dateOrders: new Map(orders.map(([column, { order }]) => [column, order])),
    shortYearOrders: new Map(orders.map(([column, { shortYearOrder }]) => [column, shortYearOrder])),
    asOf,
  }
}

/** What the store says of a flow tonight. */
export interface FlowStanding {
  readonly flowId: number
  readonly isStale: boolean
  readonly lastGoodAt: string | null
  readonly dateEvidence: Readonly<Record<string, unknown>>
}

/** Puts together what the plan and the night say of a flow. */
export function flowFacts(loaded: LoadedPlan, plan: FlowPlan, standing: FlowStanding, asOf: string): FlowFacts {
  const isWritten = plan.direction !== 'read'

  return {
    flowId: standing.flowId,
    id: plan.id,
    system: plan.system,
    entity: plan.entity,
    isStale: standing.isStale,
    lastGoodAt: standing.lastGoodAt,
    fields: plan.fields,
    mappedFields: mappedFields(plan.entity, plan.fields),
    writableFields: new Set(isWritten ? plan.writeBack?.fields : []),
    automaticFields: new Set(isWritten ? plan.writeBack?.automatic : []),
    normalizeContext: normalizeContext(loaded, plan, standing.dateEvidence, asOf),
  }
}
