import type { z } from 'zod'
import type { Connector } from '../../connectors/connector.ts'
import { child, entriesOf, itemsOf, textOf, textsBelow, type PlanNode } from './plan-node.ts'
import type { PlanIssue } from './plan-problem.ts'
import { nameIssues } from './reference-issue.ts'
import { schemaIssues } from './schema-issues.ts'
import { unsetVariables, withSecrets, type Environment } from './secrets.ts'

/** A system of the plan, ready to be opened. */
export interface PlanSystem {
  readonly connector: Connector
  /** As the connector's own schema read it, secrets filled in: never log it. */
  readonly config: unknown
}

/** What the connectors said about their parts of the plan. */
export interface LoadedSystems {
  readonly systems: ReadonlyMap<string, PlanSystem>
  /** One per flow, in the order of the plan; undefined where it could not be read. */
  readonly selects: readonly unknown[]
  readonly issues: readonly PlanIssue[]
}

/** Lets every connector read its own config and select; what it refuses becomes an issue at the place in the plan. */
export function loadSystems(
  plan: PlanNode,
  environment: Environment,
  connectors: ReadonlyMap<string, Connector>,
): LoadedSystems {
  const entries = entriesOf(child(plan, 'systems'))
  const connectorOf = new Map(
    entries.flatMap(([name, system]) => {
      const connector = connectors.get(textOf(child(system, 'connector')) ?? '')

      return connector === undefined ? [] : [[name, connector] as const]
    }),
  )
  const unknown = entries.flatMap(([, system]) => nameIssues(child(system, 'connector'), [...connectors.keys()]))
  const configs = entries.flatMap(([name, system]) => {
    const connector = connectorOf.get(name)
    const config = child(system, 'config')

    return connector === undefined ? [] : [{ name, connector, ...read(connector.config, config, environment) }]
  })
  const selects = itemsOf(child(plan, 'flows')).map((flow) => {
    const connector = connectorOf.get(textOf(child(flow, 'system')) ?? '')
    const select = child(flow, 'select')

    return connector === undefined || select.value === undefined
      ? { value: undefined, issues: [] }
      : read(connector.select, select, {})
  })

  return {
    systems: new Map(configs.map(({ name, connector, value }) => [name, { connector, config: value }])),
    selects: selects.map(({ value }) => value),
    issues: [...unknown, ...configs.flatMap(({ issues }) => issues), ...selects.flatMap(({ issues }) => issues)],
  }
}

/** Issues at a value with a variable that is not set are left to `secretIssues`: an empty text is not what the author wrote. */
function read(
  schema: z.ZodType,
  node: PlanNode,
  environment: Environment,
): { value: unknown; issues: readonly PlanIssue[] } {
  const raw = node.value ?? {}
  const result = schema.safeParse(withSecrets({ path: node.path, value: raw }, environment))
  if (result.success) return { value: result.data, issues: [] }

  const unset = textsBelow(node).filter(({ value }) => unsetVariables(String(value), environment).length > 0)
  const places = new Set(unset.map(({ path }) => path.join('\n')))
  const issues = schemaIssues(result.error, { schema, value: raw, at: node.path })

  return { value: undefined, issues: issues.filter(({ path }) => !places.has(path.join('\n'))) }
}
