import type { ReferenceRates } from '../rules/documents/exchange-rate.ts'
import { matchedKinds, type MatchedKind } from '../rules/entity/entity.ts'
import { checkFlow } from './documents/check-flow.ts'
import { compareKind } from './documents/compare-kind.ts'
import { matchPayments } from './documents/match-payments.ts'
import type { FlowFacts } from './domain/flow-facts.ts'
import { forgottenForms } from './golden/record-pasts.ts'
import { resolveKind } from './golden/resolve-kind.ts'
import { matchKind } from './matching/match-kind.ts'
import type { RunSummary } from './operations/run-summary.ts'
import { isStale, summarizeNight } from './operations/summarize-night.ts'
import { stageTimes, type StageTimes } from './operations/stage-times.ts'
import type { Tools } from './operations/tools.ts'
import { endedRates } from './plan/exchange-rates.ts'
import { flowFacts } from './plan/flow-facts.ts'
import type { LoadedPlan } from './plan/load-plan.ts'
import type { MatchModels } from './plan/match-models.ts'
import { proposeMerges } from './review/propose-merges.ts'
import { normalizeFlow } from './staging/normalize-flow.ts'
import { refuseStoppedFlow } from './staging/refuse-stopped-flow.ts'
import { snapshotFlow, type StagedFlow } from './staging/snapshot-flow.ts'
import { finishRun, finishStage, openRun, type Run } from './store/operations/runs.ts'
import { nameLockedRun } from './store/operations/run-lock.ts'
import { deliverFlow } from './write-back/deliver-flow.ts'
import { planCorrectionsOf } from './write-back/plan-corrections.ts'
import { planCreations } from './write-back/plan-creations.ts'

/** What a night needs besides its plan and tools. */
export interface NightOrder {
  /** The moment the night stands for; a resumed run keeps its own. */
  readonly asOf: string
  readonly models: MatchModels
  readonly rates?: ReferenceRates | undefined
  /** Writes the reports; called before the run counts as finished, so a killed run writes them again. */
  readonly writeReports: (summary: RunSummary) => Promise<void>
}

/** A finished night: what people are told, and how long each stage took. */
export interface Night {
  readonly summary: RunSummary
  readonly seconds: StageTimes
}

/**
 * Snapshot every system, normalize what changed, find the records that describe the same thing, agree on one golden record
 * for each, compare the documents, propose what a person must decide, deliver what the plan allows, and report.
 */
export async function reconcile(loaded: LoadedPlan, order: NightOrder, tools: Tools): Promise<Night> {
  const times = stageTimes(tools.clock)
  const run = await openRun(tools.store, order.asOf, loaded.fingerprint, loaded.plan.company.timeZone)
  const limits: string[] = []

  await nameLockedRun(tools.store, run.id)
  limits.push(...endedRates(order.rates, run.asOf.slice(0, 10)))
  const staged = await times.measure('snapshot', () => snapshotFlows(loaded, run, tools))

  await times.measure('normalize', () => normalizeFlows(loaded, staged, run, tools))
  const flows = factsOf(loaded, staged, run)

  for (const kind of matchedKinds) {
    await times.measure('match', () => match(kind, order.models, run, tools))
    await times.measure('resolve', () => resolve(kind, loaded, flows, run, tools))
    await times.measure('resolve', () => planCreations(kind, run.id, flows, tools))
    await times.measure(
      'propose',
      async () => void limits.push(...(await propose(kind, loaded, order.models, run, tools))),
    )
  }
  limits.push(...(await tools.store.transaction((session) => forgottenForms(session, run.id))))
  await times.measure('compare documents', () => compareDocuments(loaded, order.rates, flows, run, tools))
  limits.push(...(await times.measure('check flows', () => checkFlows(loaded, flows, run, tools))))
  limits.push(...(await times.measure('match payments', () => settlePayments(loaded, flows, run, tools))))
  limits.push(...(await times.measure('deliver', () => deliver(loaded, staged, run, tools))))
  const summary = await summarizeNight(loaded, run, staged.map(nightOf), limits, tools)

  await times.measure('report', () => order.writeReports(summary))
  await tools.store.transaction((session) => finishRun(session, run, summary))
  return { summary, seconds: times.seconds() }
}

async function snapshotFlows(loaded: LoadedPlan, run: Run, tools: Tools): Promise<readonly StagedFlow[]> {
  const staged: StagedFlow[] = []

  for (const plan of loaded.flows) {
    tools.progress.stage(`read ${plan.id}`)
    staged.push(await snapshotFlow(loaded, plan, run, tools))
    tools.signal.throwIfAborted()
  }
  for (const flow of staged) await refuseStoppedFlow(flow, run, tools)
  return staged
}

async function normalizeFlows(
  loaded: LoadedPlan,
  staged: readonly StagedFlow[],
  run: Run,
  tools: Tools,
): Promise<void> {
  for (const flow of staged) {
    tools.progress.stage(`normalize ${flow.plan.id}`)
    await normalizeFlow(loaded, flow, run, tools)
  }
}

async function match(kind: MatchedKind, models: MatchModels, run: Run, tools: Tools): Promise<void> {
  const stage = `match ${kind}`

  if (run.finishedStages.includes(stage)) return
  tools.progress.stage(stage)
  await matchKind(kind, models[kind], run.id, stage, tools)
}

async function resolve(
  kind: MatchedKind,
  loaded: LoadedPlan,
  flows: ReadonlyMap<number, FlowFacts>,
  run: Run,
  tools: Tools,
): Promise<void> {
  const stage = `resolve ${kind}`

  if (run.finishedStages.includes(stage)) return
  await resolveKind(
    {
      ...{ kind, policy: loaded.plan.truth[kind] ?? {}, flows, stage },
      ...{ runId: run.id, asOf: run.asOf, currency: loaded.plan.company.currency },
    },
    (session, decided) => planCorrectionsOf(session, kind, run.id, flows, decided),
    tools,
  )
}

function propose(
  kind: MatchedKind,
  { plan }: LoadedPlan,
  models: MatchModels,
  run: Run,
  tools: Tools,
): Promise<readonly string[]> {
  const terms = { currency: plan.company.currency, fourEyes: plan.matching[kind]?.fourEyes, model: models[kind] }

  return tools.store.transaction((session) => proposeMerges(session, { kind, runId: run.id, ...terms }))
}

async function compareDocuments(
  loaded: LoadedPlan,
  rates: ReferenceRates | undefined,
  flows: ReadonlyMap<number, FlowFacts>,
  run: Run,
  tools: Tools,
): Promise<void> {
  const { company, documents } = loaded.plan

  for (const kind of ['order', 'invoice'] as const) {
    const policy = documents[kind]
    const stage = `compare ${kind}`

    if (policy === undefined || run.finishedStages.includes(stage)) continue
    const systems = policy.between.map((system) => ({
      system,
      judgedUntil:
        [...flows.values()].find((flow) => flow.system === system && flow.entity === kind)?.lastGoodAt ?? null,
    }))
    const expectation = {
      systems,
      asOf: run.asOf,
      companyTimeZone: company.timeZone,
      companyCountry: company.country,
      rates,
    }

    await compareKind({ kind, policy, expectation, runId: run.id, stage }, tools)
  }
}

async function checkFlows(
  { plan }: LoadedPlan,
  flows: ReadonlyMap<number, FlowFacts>,
  run: Run,
  tools: Tools,
): Promise<readonly string[]> {
  const lastGoodAt = new Map([...flows.values()].map((flow) => [flow.id, flow.lastGoodAt] as const))
  const terms = { asOf: run.asOf, companyTimeZone: plan.company.timeZone, lastGoodAt }

  return checkFlow({ policy: plan.documents.flow, terms, runId: run.id }, tools)
}

function settlePayments(
  { plan }: LoadedPlan,
  flows: ReadonlyMap<number, FlowFacts>,
  run: Run,
  tools: Tools,
): Promise<readonly string[]> {
  const paymentFlows = [...flows.values()].filter(({ entity }) => entity === 'payment')
  const knownUntil = (system: string) => paymentFlows.find((flow) => flow.system === system)?.lastGoodAt ?? null

  return matchPayments({ policy: plan.documents.payment, knownUntil, runId: run.id, stage: 'match payments' }, tools)
}

/** Only what the plan or a person approved in advance goes out at night, and only to systems that were read tonight. */
async function deliver(
  loaded: LoadedPlan,
  staged: readonly StagedFlow[],
  run: Run,
  tools: Tools,
): Promise<readonly string[]> {
  const held: string[] = []

  for (const { plan, flow, snapshot } of staged) {
    if (plan.direction === 'read' || isStale(plan, snapshot)) continue
    tools.progress.stage(`deliver to ${plan.id}`)
    const outcome = await deliverFlow(loaded, { plan, flowId: flow.id, runId: run.id, at: run.asOf }, tools)

    held.push(...outcome.held.map(({ code, message }) => `${code}  ${message}`))
  }
  await finishStage(tools.store, run.id, 'deliver')
  return held
}

function factsOf(loaded: LoadedPlan, staged: readonly StagedFlow[], run: Run): ReadonlyMap<number, FlowFacts> {
  return new Map(
    staged.map(({ plan, flow, snapshot }) => [
      flow.id,
      flowFacts(
        loaded,
        plan,
        {
          flowId: flow.id,
          isStale: isStale(plan, snapshot),
          lastGoodAt: flow.lastGoodAt,
          columnEvidence: flow.columnEvidence,
        },
        run.asOf,
      ),
    ]),
  )
}

function nightOf({ plan, flow, snapshot }: StagedFlow) {
  return { plan, flowId: flow.id, snapshot, lastGoodAt: flow.lastGoodAt, columnEvidence: flow.columnEvidence }
}
