import { decideDateOrders } from '../../rules/normalize/date-order.ts'
import { undecidedDateColumns, undecidedNumberColumns } from '../../rules/normalize/compile-mapping.ts'
import type { ColumnEvidence } from '../../rules/normalize/meaning/column-evidence.ts'
import { decideDecimalMark } from '../../rules/normalize/meaning/decimal-mark.ts'
import { writtenFields } from '../../rules/normalize/mapping-names.ts'
import { mappedFields } from '../../rules/normalize/mapped-fields.ts'
import type { NormalizeContext } from '../../rules/normalize/normalize-context.ts'
import type { FlowFacts } from '../domain/flow-facts.ts'
import type { FlowPlan, LoadedPlan } from './load-plan.ts'

/** How a flow's columns are to be read: the plan's words plus what the columns themselves prove. */
export function normalizeContext(
  loaded: LoadedPlan,
  plan: FlowPlan,
  columnEvidence: Partial<ColumnEvidence>,
  asOf: string,
): NormalizeContext {
  const { timeZone, currency, decimalMark, scales } = loaded.plan.systems[plan.system] ?? {}
  const { dates = {}, numbers = {} } = columnEvidence
  const orders = undecidedDateColumns(plan.entity, plan.fields).flatMap((column) => {
    const evidence = dates[column]
    return evidence === undefined ? [] : [[column, decideDateOrders(evidence)] as const]
  })
  const marks = undecidedNumberColumns(plan.entity, plan.fields, decimalMark).flatMap((column) => {
    const mark = numbers[column] === undefined ? 'undecided' : decideDecimalMark(numbers[column])
    return mark === '.' || mark === ',' ? [[column, mark] as const] : []
  })

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
    decimalMarks: new Map(marks),
    shortYearOrders: new Map(orders.map(([column, { shortYearOrder }]) => [column, shortYearOrder])),
    asOf,
  }
}

/** What the store says of a flow tonight. */
export interface FlowStanding {
  readonly flowId: number
  readonly isStale: boolean
  readonly lastGoodAt: string | null
  readonly columnEvidence: Partial<ColumnEvidence>
}

/** The plan speaks of what it maps: a whole name, a total. Values are decided by canonical field. */
const filledBy =
  ({ entity, fields }: FlowPlan) =>
  (name: string): readonly string[] => {
    const mapping = fields[name]

    return mapping === undefined ? [] : writtenFields(entity, name, mapping)
  }

/** Puts together what the plan and the night say of a flow. */
export function flowFacts(loaded: LoadedPlan, plan: FlowPlan, standing: FlowStanding, asOf: string): FlowFacts {
  const { fields = [], automatic = [], creates = null } = (plan.direction === 'read' ? undefined : plan.writeBack) ?? {}

  return {
    flowId: standing.flowId,
    id: plan.id,
    system: plan.system,
    entity: plan.entity,
    isStale: standing.isStale,
    lastGoodAt: standing.lastGoodAt,
    fields: plan.fields,
    mappedFields: mappedFields(plan.entity, plan.fields),
    writableFields: new Set(fields.flatMap(filledBy(plan))),
    automaticFields: new Set(automatic.flatMap(filledBy(plan))),
    creates,
    showsWritesAtOnce: loaded.systems.get(plan.system)?.connector.guarantees.precondition !== 'none',
    normalizeContext: normalizeContext(loaded, plan, standing.columnEvidence, asOf),
  }
}
