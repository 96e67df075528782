import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { csv } from '../../../connectors/csv/csv.ts'
import { engineNight } from '../../../engine/cli/engine-night.ts'
import { silentProgress } from '../../../engine/operations/progress.ts'
import { loadPlan } from '../../../engine/plan/load-plan.ts'
import { toldOfStore } from './told-of-store.ts'
import type { RunSummary } from '../../../engine/operations/run-summary.ts'
import { lastFinishedRun } from '../../../engine/store/operations/runs.ts'
import type { Store } from '../../../engine/store/store.ts'
import { customerName } from '../night-company.ts'
import { customersOf, flow, nightPlan } from '../night-plan.ts'
import { randomFrom } from '../random-from.ts'
import { faultyProxy, type Fault } from './faulty-proxy.ts'
import { httpConnector } from './http-connector.ts'
import { targetSystem, type TargetCounts } from './target-system.ts'

export interface FaultyOrder {
  readonly corrections: number
  readonly seed: number
  /** Share of requests that something happens to. */
  readonly share: number
  /** Whether the system knows idempotency keys again, and its connector says so. */
  readonly knowsKeys: boolean
  readonly nightsMax: number
  /** What strikes, instead of what the seed says. */
  readonly random?: () => number
  readonly onNight?: (night: number, unsettled: number) => void
}

/** What became of the corrections of a company whose target is hard to reach. */
export interface FaultyOutcome {
  readonly nights: number
  /** State to number of corrections when nothing was left to send or to read back. */
  readonly states: Readonly<Record<string, number>>
  readonly target: TargetCounts
  /** Records of the target that do not say what was decided. */
  readonly wrongRecords: number
  /** Corrections that were uncertain at some time. */
  readonly onceUncertain: number
  /** Sent again though the outcome before was unknown and nobody had read the record. */
  readonly blindRetries: number
  readonly faults: ReadonlyMap<Fault, number>
  /** What the last of these nights told of limits. */
  readonly limitsHit: readonly string[]
  /** Corrections that the night after all this asked for: none, for what comes back are echoes. */
  readonly askedAgain: number
}

const keyOf = (index: number) => String(index).padStart(6, '0')
/** Everybody has moved, which the target does not know. */
const [oldCity, newCity] = ['Praha', 'Brno']

/** Nights over a target behind a faulty proxy, until every correction has an outcome. */
export async function faultyNights(store: Store, order: FaultyOrder): Promise<FaultyOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'faulty-'))
  const indices = Array.from({ length: order.corrections }, (_, index) => index)
  const person = (index: number) => ({
    name: customerName(index),
    email: `customer${index}@example.cz`,
    phone: `601${String(100_000 + index)}`,
    changed: '2026-01-01T08:00:00Z',
  })

  await using target = await targetSystem(
    new Map(indices.map((index) => [keyOf(index), { ...person(index), city: oldCity }])),
    order,
  )
  const random = order.random ?? randomFrom(order.seed)
  await using proxy = await faultyProxy(target.port, { share: order.share, random, lateMs: 150 })

  await writeFile(join(folder, 'touchstone.yaml'), planOf(proxy.port))
  await writeFile(
    join(folder, 'erp.csv'),
    `id,name,email,phone,vat,city,changed\n${indices
      .map(
        (index) =>
          `${keyOf(index)},${person(index).name},${person(index).email},${person(index).phone},,${newCity},2026-01-05T08:00:00Z\n`,
      )
      .join('')}`,
  )
  const connector = httpConnector({ honoursIdempotencyKeys: order.knowsKeys })
  const loaded = await loadPlan(
    join(folder, 'touchstone.yaml'),
    {},
    new Map([
      ['csv', csv],
      ['http', connector],
    ] as never),
  )
  const night = async (day: number) => {
    const asOf = new Date(Date.UTC(2026, 2, day, 2)).toISOString()

    await engineNight.run(loaded, { asOf }, toolsOf(store, asOf))
    await proxy.drained()
  }
  let [nights, unsettled] = [0, 0]

  do {
    nights += 1
    await night(nights)
    unsettled = await toldOfStore(store).unsettledCount()
    order.onNight?.(nights, unsettled)
  } while (nights < order.nightsMax && unsettled > 0)
  const states = await toldOfStore(store).states()
  const last = await lastFinishedRun(store)
  const { limitsHit } = (last?.summary ?? { limitsHit: [] }) as Pick<RunSummary, 'limitsHit'>

  await night(nights + 1)
  await rm(folder, { recursive: true, force: true })
  return {
    nights,
    states,
    target: target.counts(),
    wrongRecords: indices.filter((index) => target.records.get(keyOf(index))?.fields['city'] !== newCity).length,
    onceUncertain: await toldOfStore(store).onceUncertain(),
    blindRetries: await toldOfStore(store).blindRetries(),
    faults: proxy.struck,
    limitsHit,
    askedAgain: (await toldOfStore(store).total()) - Object.values(states).reduce((sum, count) => sum + count, 0),
  }
}

function planOf(port: number): string {
  return nightPlan(
    [
      flow(
        'shop.customer',
        'direction: both',
        'select: {}',
        'fields: { name: name, email: email, phone: phone, city: city }',
        'writeBack: { fields: [city], automatic: [city] }',
      ),
      customersOf('erp'),
    ],
    {
      systems: { shop: `{ connector: http, config: { url: "http://127.0.0.1:${port}" } }` },
      rest: 'truth: { customer: { city: [{ mostTrusted: [erp] }] } }',
    },
  )
}

/** Waiting is not what is measured: a hundredth of what was asked for. */
function toolsOf(store: Store, asOf: string) {
  return {
    store,
    workerCount: 1,
    clock: () => new Date(asOf),
    pause: async (milliseconds: number) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds / 100))
    },
    progress: silentProgress,
    signal: new AbortController().signal,
    log: { info: () => {}, warn: () => {} },
  }
}
