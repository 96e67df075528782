import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { Connector } from '../../connectors/connector.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { approvalIssues } from './approval-issues.ts'
import { creationIssues } from './creation-issues.ts'
import { fingerprint } from './fingerprint.ts'
import { flowIssues } from './flow-issues.ts'
import { parsePlanDocument } from './plan-document.ts'
import { PlanInvalidError } from './plan-invalid-error.ts'
import { child, textOf, type PlanNode } from './plan-node.ts'
import type { PlanIssue } from './plan-problem.ts'
import { planSchema, type Flow, type Plan } from './plan-schema.ts'
import { policyIssues } from './policy-issues.ts'
import { schemaIssues } from './schema-issues.ts'
import { secretIssues, type Environment } from './secrets.ts'
import { loadSystems, type PlanSystem } from './system-issues.ts'

/** A flow of the plan, with the connector's own reading of `select`. */
export interface FlowPlan extends Omit<Flow, 'select'> {
  /** `system.entity`, unique within the plan. */
  readonly id: string
  readonly select: unknown
}

/** A plan that holds together: every name in it exists, every secret is there, every connector understood its part. */
export interface LoadedPlan {
  readonly plan: Plan
  /** Folder of the plan file: relative paths start here. */
  readonly baseDir: string
  /** Changes when the meaning of the plan changes; layout, comments and secrets do not count. */
  readonly fingerprint: string
  readonly systems: ReadonlyMap<string, PlanSystem>
  readonly flows: readonly FlowPlan[]
}

/** Reads and validates a plan; throws PLAN_MISSING, or one PLAN_INVALID that lists every problem at once. */
export async function loadPlan(
  path: string,
  environment: Environment,
  connectors: ReadonlyMap<string, Connector>,
): Promise<LoadedPlan> {
  const document = parsePlanDocument(await readPlan(path), basename(path))
  if (document.value === undefined) throw new PlanInvalidError(document.syntaxProblems)

  const root: PlanNode = { path: [], value: document.value ?? {} }
  const parsed = planSchema.safeParse(root.value)
  const { systems, selects, issues } = loadSystems(root, environment, connectors)
  const secrets = secretIssues(root, environment)
  const problems = document.locate([
    ...secrets,
    ...withoutSecrets(secrets, [
      ...(parsed.error === undefined
        ? []
        : schemaIssues(parsed.error, { schema: planSchema, value: root.value, at: [] })),
      ...issues,
      ...flowIssues(root),
      ...approvalIssues(root, connectors),
      ...creationIssues(root, connectors),
      ...policyIssues(root),
    ]),
  ])
  if (parsed.data === undefined || problems.length + document.syntaxProblems.length > 0) {
    throw new PlanInvalidError([...document.syntaxProblems, ...problems])
  }

  const flows = parsed.data.flows.map((flow, position) => ({
    ...flow,
    id: `${flow.system}.${flow.entity}`,
    select: selects[position],
  }))
  return { plan: parsed.data, baseDir: dirname(resolve(path)), fingerprint: fingerprint(parsed.data), systems, flows }
}

/** What else is wrong with a secret would be said by quoting it. */
function withoutSecrets(secrets: readonly PlanIssue[], issues: readonly PlanIssue[]): readonly PlanIssue[] {
  const placeOf = ({ path }: PlanIssue) => path.join('\n')
  const places = new Set(secrets.filter(({ code }) => code === 'SECRET_IN_PLAN').map(placeOf))

  return issues.filter((issue) => !places.has(placeOf(issue)))
}

async function readPlan(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new ReconcileError('PLAN_MISSING', { path }, { cause })
  }
}

/** Names of the connectors a plan asks for, without judging the plan: so that only these need to be loaded. */
export async function connectorNamesIn(path: string): Promise<readonly string[]> {
  const { value } = parsePlanDocument(await readPlan(path), basename(path))
  const systems = child({ path: [], value }, 'systems')

  return typeof systems.value === 'object' && systems.value !== null
    ? Object.keys(systems.value).flatMap((name) => textOf(child(child(systems, name), 'connector')) ?? [])
    : []
}
