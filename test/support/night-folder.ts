import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll } from 'vitest'
import { connectorNames, loadConnectors } from '../../engine/cli/connector-registry.ts'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { runExitCode, type ExitCode } from '../../engine/cli/exit-code.ts'
import type { DeliverRequest } from '../../engine/cli/deliver/deliver-by-person.ts'
import type { DeliveryResult, RolledBack } from '../../engine/cli/deliver/delivery-result.ts'
import type { FailedFlow } from '../../engine/cli/night.ts'
import type { ProposalLine } from '../../engine/cli/review/proposal-sheet.ts'
import type { ModelTraining, TrainRequest } from '../../engine/cli/model/train-models.ts'
import { silentProgress } from '../../engine/operations/progress.ts'
import type { RunSummary } from '../../engine/operations/run-summary.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import { loadPlan, type LoadedPlan } from '../../engine/plan/load-plan.ts'
import type { Verdict } from '../../engine/review/decide-proposal.ts'
import { migrate, resetStore } from '../../engine/store/migrate.ts'
import { lastFinishedRun } from '../../engine/store/operations/runs.ts'
import type { DeliveryPreview } from '../../engine/write-back/preview-delivery.ts'
import { openStore, type Store } from '../../engine/store/store.ts'
import { textFiles } from './text-files.ts'

type Files = Readonly<Record<string, string | Uint8Array>>
type Cells = readonly (readonly string[])[]

/** A night as a test reads it. */
export interface NightOutcome {
  readonly exitCode: ExitCode
  readonly summary: RunSummary
  readonly failedFlows: readonly FailedFlow[]
  /** File name to content, of everything in the folder of reports. */
  readonly reports: Readonly<Record<string, string>>
  /** The named columns of a CSV report, rows sorted: golden ids are made of hashes and give the report its order. */
  says(report: string, ...columns: readonly string[]): Cells
  /** Each golden record of a kind by its members, `crm:1 erp:7`, sorted. */
  clusters(entity?: string): readonly string[]
  goldenIdOf(member: string): string | undefined
}

/** A company in a folder of its own, with a store that lives through its nights. */
export interface NightFolder extends AsyncDisposable {
  readonly path: string
  readonly store: Store
  /** Writes files of the systems; the plan stands in `touchstone.yaml`. */
  write(files: Files): Promise<void>
  remove(name: string): Promise<void>
  night(asOf: string, options?: { readonly workerCount?: number }): Promise<NightOutcome>
  /** What the commands of a person at noon work with. */
  readonly tools: Tools
  plan(): Promise<LoadedPlan>
  proposals(): Promise<readonly ProposalLine[]>
  decide(proposal: string, verdict: Verdict, ...members: readonly string[]): Promise<void>
  deliver(request?: Partial<DeliverRequest>, otherTools?: Tools): Promise<DeliveryResult>
  previewDelivery(): Promise<readonly DeliveryPreview[]>
  rollBack(batch: string): Promise<RolledBack>
  train(request?: Partial<TrainRequest>): Promise<readonly ModelTraining[]>
  resetModels(): Promise<void>
}

let embedded: Promise<Store> | undefined

/** One embedded store for all tests of a file, emptied for each: starting PostgreSQL takes longer than a night. */
async function emptyStore(): Promise<Store> {
  embedded ??= openStore({ inMemory: true })
  const store = await embedded

  await resetStore(store)
  await migrate(store)
  return store
}

beforeAll(async () => void (await emptyStore()), 120_000)
afterAll(async () => (await embedded)?.[Symbol.asyncDispose]())

/** Opens a folder with a plan and the files of the systems. Without a store of its own it gets an empty one in memory. */
export async function nightFolder(plan: string, files: Files, ownStore?: Store): Promise<NightFolder> {
  const path = await mkdtemp(join(tmpdir(), 'night-'))
  const store = ownStore ?? (await emptyStore())
  const toolsAt = (asOf: string, workerCount: number): Tools => ({
    store,
    workerCount,
    clock: () => new Date(asOf),
    pause: async () => {},
    progress: silentProgress,
    signal: new AbortController().signal,
    log: { info: () => {}, warn: () => {} },
  })
  const tools = toolsAt('2026-03-01T12:00:00.000Z', 1)
  const load = async () => loadPlan(join(path, 'touchstone.yaml'), {}, await loadConnectors(connectorNames))
  const write = async (written: Files) => {
    for (const [name, content] of Object.entries(written)) {
      await mkdir(dirname(join(path, name)), { recursive: true })
      await writeFile(join(path, name), content)
    }
  }

  await write({ 'touchstone.yaml': plan, ...files })
  return {
    path,
    store,
    write,
    remove: (name) => rm(join(path, name)),
    async night(asOf, { workerCount = 1 } = {}) {
      const loaded = await load()
      const result = await engineNight.run(loaded, { asOf }, toolsAt(asOf, workerCount))
      const last = await lastFinishedRun(store)

      return {
        ...nightReports(await textFiles(join(path, loaded.plan.reports.directory))),
        exitCode: runExitCode(result, loaded.plan.limits.findingsMax),
        summary: last?.summary as RunSummary,
        failedFlows: result.failedFlows,
      }
    },
    tools,
    plan: load,
    proposals: async () => (await engineNight.review.list({ state: 'open' }, { limit: 100 }, tools)).proposals,
    decide: async (proposal, verdict, ...members) => {
      await engineNight.review.decide({ proposal, verdict, members, by: 'jana', reason: 'knows them' }, tools)
    },
    deliver: async (request, otherTools = tools) =>
      engineNight.deliveries.apply(await load(), { by: 'jana', ...request }, otherTools),
    previewDelivery: async () => engineNight.deliveries.preview(await load(), undefined, tools),
    rollBack: async (batch) =>
      engineNight.deliveries.rollBack(await load(), { batch, by: 'jana', reason: 'wrong' }, tools),
    train: async (request) =>
      engineNight.train(await load(), { withDecisions: false, dryRun: false, ...request }, tools),
    resetModels: async () => void (await engineNight.resetModels(undefined, tools)),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}

function nightReports(reports: Readonly<Record<string, string>>) {
  const parsed = (report: string) =>
    parse<Record<string, string>>(reports[`${report}.csv`] ?? '', { columns: true, bom: true })
  const crosswalk = () =>
    parsed('crosswalk').map((row) => ({
      entity: row['entity'] ?? '',
      goldenId: row['golden_id'] ?? '',
      member: `${row['system']}:${row['source_key']}`,
    }))

  return {
    reports,
    says: (report: string, ...columns: readonly string[]): Cells =>
      parsed(report)
        .map((row) => columns.map((column) => cellOf(row, column)))
        .toSorted((left, right) => (left.join('\n') < right.join('\n') ? -1 : 1)),
    clusters: (entity = 'customer') =>
      [...new Set(crosswalk().flatMap((row) => (row.entity === entity ? row.goldenId : [])))]
        .map((id) => crosswalk().flatMap(({ goldenId, member }) => (goldenId === id ? member : [])))
        .map((members) => members.toSorted().join(' '))
        .toSorted(),
    goldenIdOf: (member: string) => crosswalk().find((row) => row.member === member)?.goldenId,
  }
}

function cellOf(row: Readonly<Record<string, string>>, column: string): string {
  const cell = row[column]

  if (cell === undefined) throw new Error(`no column ${column}; there are ${Object.keys(row).join(', ')}`)
  return cell.replace(/^'(?=[=+@-])/, '') // the apostrophe is for spreadsheets, which would run the cell
}
