import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { ModelTraining, TrainRequest } from '../../engine/cli/model/train-models.ts'
import { customerFiles, customerPlan } from '../support/customer-files.ts'
import { lawCompany, readingPlan } from '../support/night-law-company.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'

const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z', '2026-03-04T02:00:00Z'] as const
const people = customerFiles(60)

type Proposal = Awaited<ReturnType<NightFolder['proposals']>>[number]

/** The versions of models in the store, as text: kind, number, what it was trained from, records and decisions. */
async function versionsOf({ store }: NightFolder): Promise<readonly string[]> {
  const { rows } = await sql<{ line: string }>`
    select concat_ws(' ', entity, version, coalesce(trained_from, '-'), record_count, label_count) as line
    from matching.model order by entity, version`.execute(store.db)

  return rows.map(({ line }) => line)
}

async function modelInUse({ store }: NightFolder): Promise<unknown> {
  const { rows } = await sql<{ model: unknown }>`
    select model from matching.state where entity = 'customer'`.execute(store.db)

  return rows[0]?.model
}

test('a trained model is stored, and the nights use it until the next training', async () => {
  await using folder = await nightFolder(customerPlan(), people)
  const ready = await folder.night(nights[0])
  const untrained = await modelInUse(folder)
  const [training] = await folder.train()
  const trained = await folder.night(nights[1])
  const inUse = await modelInUse(folder)
  const again = await folder.night(nights[2])

  expect(training).toMatchObject({ kind: 'customer', version: 1, recordCount: 180, reasons: [] })
  expect(Math.abs((training?.estimate.match.pairCount ?? 0) - 180)).toBeLessThan(5)
  expect(await versionsOf(folder)).toEqual(['customer 1 ready 180 0'])
  expect(inUse).not.toEqual(untrained)
  expect(inUse).toEqual(training?.model)
  expect(trained.clusters()).toEqual(ready.clusters())
  expect(again.reports['crosswalk.csv']).toBe(trained.reports['crosswalk.csv'])
  expect(again.summary.proposalsOpen).toBe(trained.summary.proposalsOpen)
  expect(await modelInUse(folder)).toEqual(inUse)
}, 60_000)

test('records that come after a training are matched by the model as it is', async () => {
  await using folder = await nightFolder(customerPlan(), people)

  await folder.night(nights[0])
  const [training] = await folder.train()

  await folder.write(customerFiles(66))
  const night = await folder.night(nights[1])

  expect(await modelInUse(folder)).toEqual(training?.model)
  expect(night.summary.entities[0]).toMatchObject({ records: 198, goldenRecords: 66 })
}, 60_000)

test('the same records teach the same model, byte for byte, whatever was trained before', async () => {
  await using folder = await nightFolder(customerPlan(), people)

  await folder.night(nights[0])
  await folder.train()
  await folder.night(nights[1])
  await folder.train()
  const { rows } = await sql<{ text: string }>`select distinct model::text as text from matching.model`.execute(
    folder.store.db,
  )

  expect(await versionsOf(folder)).toEqual(['customer 1 ready 180 0', 'customer 2 ready 180 0'])
  expect(rows).toHaveLength(1)
  for (const number of rows[0]?.text.match(/\d+\.\d+/g) ?? [])
    expect(Number(number)).toBe(Number(Number(number).toPrecision(6)))
}, 60_000)

test('what the plan says of thresholds holds for the trained model, too', async () => {
  const strict = 'matching: { customer: { autoLinkAbove: 0.999, reviewAbove: 0.4 } }'
  await using folder = await nightFolder(customerPlan(strict), people)

  await folder.night(nights[0])
  const [training] = await folder.train()
  await folder.night(nights[1])

  expect(training?.model).toMatchObject({
    linkAbove: training?.before.linkAbove,
    reviewAbove: training?.before.reviewAbove,
  })
  expect(await modelInUse(folder)).toEqual({ ...training?.model, linkAbove: 0.999, reviewAbove: 0.4 })
}, 60_000)

test('a reset goes back to the ready model and keeps the versions', async () => {
  await using folder = await nightFolder(customerPlan(), people)

  await folder.night(nights[0])
  const untrained = await modelInUse(folder)

  await folder.train()
  await folder.night(nights[1])
  await folder.resetModels()
  await folder.resetModels()
  await folder.night(nights[2])

  expect(await versionsOf(folder)).toEqual(['customer 1 ready 180 0', 'customer 2 -'])
  expect(await modelInUse(folder)).toEqual(untrained)
}, 60_000)

test('too few records that are the same teach nothing, and the model in use stays', async () => {
  await using folder = await nightFolder(customerPlan(), customerFiles(6))

  await folder.night(nights[0])
  const [training] = await folder.train()

  expect(training?.reasons).toEqual([expect.stringMatching(/^1\d pairs are expected to be the same, too few/)])
  expect(training?.version).toBeUndefined()
  expect(await versionsOf(folder)).toEqual([])
}, 60_000)

test('customers whose numbered addresses all look like slips of one another teach nothing', async () => {
  await using folder = await lawCompany({ plan: readingPlan })

  await folder.night(nights[0])
  const [customers, orders] = await folder.train()

  expect(customers?.reasons).toEqual([expect.stringMatching(/^a record is expected to have \d\d others of its entity/)])
  expect(orders?.reasons).toEqual([])
  expect(await versionsOf(folder)).toEqual(['invoice 1 ready 475 0', 'order 1 ready 475 0'])
}, 120_000)

test('a trained model rests while the plan names another file, and counts again when it does not', async () => {
  await using folder = await nightFolder(customerPlan(), people)

  await folder.night(nights[0])
  const own = { ...((await modelInUse(folder)) as object), blockSizeMax: 77 }
  const [training] = await folder.train()

  await folder.write({
    'own.json': JSON.stringify(own),
    'touchstone.yaml': customerPlan('matching: { customer: { model: own.json } }'),
  })
  await folder.night(nights[1])
  const resting = await modelInUse(folder)

  await folder.write({ 'touchstone.yaml': customerPlan() })
  await folder.night(nights[2])

  expect(resting).toMatchObject({ blockSizeMax: 77, matesPerRecord: training?.before.matesPerRecord })
  expect(await modelInUse(folder)).toEqual(training?.model)
}, 60_000)

/** The one training there is; only customers are matched here. */
async function trained(folder: NightFolder, request: Partial<TrainRequest>): Promise<ModelTraining> {
  const [training] = await folder.train(request)

  return training as ModelTraining
}

test('a person’s word stands after a training that says otherwise', async () => {
  const asking = customerPlan('matching: { customer: { autoLinkAbove: 1, reviewAbove: 0.5 } }')
  await using folder = await nightFolder(asking, people)

  await folder.night(nights[0])
  const [held, joined] = (await folder.proposals()) as [Proposal, Proposal]
  const [apart = ''] = held.members

  await folder.decide(held.id, 'different', apart)
  await folder.decide(joined.id, 'same')
  const alone = await trained(folder, { dryRun: true })
  const told = await trained(folder, { withDecisions: true })

  await folder.write({ 'touchstone.yaml': customerPlan() })
  const night = await folder.night(nights[1])

  expect(alone.labels).toEqual({ same: 0, different: 0 })
  expect(told.labels).toEqual({ same: 3, different: 2 })
  expect(told.estimate.match.pairCount).toBeLessThan(alone.estimate.match.pairCount - 1.5)
  expect(await versionsOf(folder)).toEqual(['customer 1 ready 180 5'])
  expect(night.clusters()).toContain(apart)
  expect(night.clusters()).toContain(joined.members.toSorted().join(' '))
}, 60_000)
