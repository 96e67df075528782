import { expect, test } from 'vitest'
import { matchedKinds, type MatchedKind } from '../../../../rules/entity/entity.ts'
import { defaultModels } from '../../../../rules/matching/default-model.ts'
import { explainCluster, explainPair } from '../../../../engine/matching/explain/explain-records.ts'
import { reloadMatch, type ReloadedMatch } from '../../../../engine/matching/explain/reload-match.ts'
import { weighAgain } from '../../../../engine/matching/explain/weigh-again.ts'
import { companyPlan, writeCompany } from '../../../support/night-company.ts'
import { nightFolder, type NightFolder } from '../../../support/night-folder.ts'
import { customersOf, nightPlan } from '../../../support/night-plan.ts'
import { csv } from '../../../support/page.ts'

const { signal } = new AbortController()
const night = '2026-03-01T02:00:00Z'

const pairOf = ({ store }: NightFolder, one: string, other: string, kind?: MatchedKind) =>
  store.transaction((session) => explainPair(session, [one, other], kind, signal))

test('weighs every link again as the nights did, from all records or from two, and every part is named', async () => {
  await using folder = await nightFolder(companyPlan, {})

  await writeCompany(folder.path, 50)
  await folder.night(night)
  await folder.remove('shop.sqlite')
  await writeCompany(folder.path, 52)
  // The second night matches what changed, by the counts of the first.
  await folder.night('2026-03-02T02:00:00Z')
  for (const kind of matchedKinds) {
    const links = await folder.store.db.selectFrom('matching.link').selectAll().where('entity', '=', kind).execute()
    const ids = links.slice(-1).flatMap(({ left_id: left, right_id: right }) => [left, right])

    await expectWeighed(folder, kind, links)
    await expectWeighed(folder, kind, links.slice(-1), ids)
    if (kind !== 'product') expect(links.length).toBeGreaterThan(40)
  }
})

async function expectWeighed(
  { store }: NightFolder,
  kind: MatchedKind,
  links: readonly { readonly left_id: number; readonly right_id: number; readonly weight: number }[],
  ids?: readonly number[],
): Promise<void> {
  const reloaded = await store.transaction((session) => reloadMatch(session, kind, signal, ids))
  const rowOf = (id: number) => reloaded?.rows.recordIds.indexOf(id) ?? -1

  for (const { left_id: left, right_id: right, weight } of links) {
    const again = weighAgain(reloaded as ReloadedMatch, rowOf(left), rowOf(right))
    const sum = again.parts.reduce((total, part) => total + part.weight, again.prior)

    expect(again.weight).toBe(weight)
    expect(sum + again.relations).toBeCloseTo(weight, 9)
  }
}

const flows = ['crm', 'erp', 'shop'].map((system) => customersOf(system))

/** crm:1 and shop:9 are alike by nothing but their link to erp:7, which has the data of both. */
const chain = {
  'crm.csv': csv(`
    id  name            email             phone      vat  city   changed
    1   Jana Nováková   jana@example.cz   601234567  -    Brno   2026-01-05T08:00:00Z
    2   Petr Kučera     petr@example.cz   602222222  -    Praha  2026-01-05T08:00:00Z
  `),
  'erp.csv': csv(`
    id  name            email             phone      vat         city   changed
    7   Jana Nováková   jana@example.cz   601234567  CZ25596641  Brno   2026-01-05T08:00:00Z
    8   Karel Hájek     karel@example.cz  603333333  -           Zlín   2026-01-05T08:00:00Z
  `),
  'shop.csv': csv(`
    id  name            email             phone      vat         city   changed
    9   Jana Horáková   other@example.cz  604444444  CZ25596641  Zlín   2026-01-05T08:00:00Z
  `),
}

test('tells of a link what decided it, with the values of both records', async () => {
  await using folder = await nightFolder(nightPlan(flows), chain)

  await folder.night(night)
  const pair = await pairOf(folder, 'erp:7', 'crm:1')
  const mail = pair.parts.find(({ comparison }) => comparison === 'e-mail')

  expect(pair).toMatchObject({ kind: 'customer', left: 'crm:1', right: 'erp:7', verdict: 'link', isOutdated: false })
  expect(mail).toMatchObject({
    level: 'the same',
    fields: ['email'],
    left: ['jana@example.cz'],
    right: ['jana@example.cz'],
  })
  expect(pair.blockingRules).toContain('e-mail')
  expect(pair.path).toEqual([{ left: 'crm:1', right: 'erp:7', weight: pair.weight, isAsserted: false }])
})

test('tells of two records that nothing connects that they were never compared', async () => {
  await using folder = await nightFolder(nightPlan(flows), chain)

  await folder.night(night)
  const pair = await pairOf(folder, 'crm:2', 'erp:8')

  expect(pair).toMatchObject({ verdict: 'non-link', blockingRules: [], path: [], decision: null })
  expect(pair.weight).toBeLessThan(pair.reviewWeight)
})

test('tells of a value that too many records share', async () => {
  const model = JSON.stringify({ ...defaultModels.customer, blockSizeMax: 2 })
  const plan = nightPlan(flows, { rest: 'matching: { customer: { model: model.json } }' })
  const sameMail = (name: string) => name.replaceAll(/\w+@example/g, 'office@example')

  await using folder = await nightFolder(plan, {
    ...Object.fromEntries(Object.entries(chain).map(([name, content]) => [name, sameMail(content)])),
    'model.json': model,
  })
  await folder.night(night)
  expect(await pairOf(folder, 'crm:2', 'erp:8')).toMatchObject({ blockingRules: [], hotRules: ['e-mail'] })
})

test('tells how two records without a link came into one cluster, and which link of it is the weakest', async () => {
  await using folder = await nightFolder(nightPlan(flows), chain)

  await folder.night(night)
  await joinByHand(folder, 'erp:7', 'shop:9')
  const { path, verdict } = await pairOf(folder, 'crm:1', 'shop:9')
  const cluster = await explainCluster(folder.store, 'shop:9', undefined)

  expect(verdict).not.toBe('link')
  expect(path.map(({ left, right, isAsserted }) => [left, right, isAsserted])).toEqual([
    ['crm:1', 'erp:7', false],
    ['erp:7', 'shop:9', true],
  ])
  expect(cluster).toMatchObject({ members: ['crm:1', 'erp:7', 'shop:9'], memberCount: 3, linkCount: 2, density: 2 / 3 })
  expect(cluster.weakest).toMatchObject({ left: 'crm:1', right: 'erp:7' })
})

/** A decision on the open proposal of the two, and a night that follows it. */
async function joinByHand(folder: NightFolder, one: string, other: string): Promise<void> {
  const { store } = folder
  const [left, right] = await Promise.all([idOf(folder, one), idOf(folder, other)])

  await store.db
    .insertInto('review.decision')
    .values({
      id: 1,
      entity: 'customer',
      proposal_id: 'pro_1',
      left_id: Math.min(left, right),
      right_id: Math.max(left, right),
      verdict: 'same',
      reason: 'she married',
      actor: 'jana',
      decided_at: night,
    })
    .execute()
  expect(await pairOf(folder, one, other)).toMatchObject({ isOutdated: true })
  await folder.night('2026-03-02T02:00:00Z')
  expect(await pairOf(folder, one, other)).toMatchObject({
    isOutdated: false,
    verdict: 'link',
    decision: { verdict: 'same', actor: 'jana', reason: 'she married' },
  })
}

async function idOf({ store }: NightFolder, name: string): Promise<number> {
  const [system = '', key = ''] = name.split(':')
  const { id } = await store.db
    .selectFrom('staging.source_record as record')
    .innerJoin('staging.flow as flow', 'flow.id', 'record.flow_id')
    .select('record.id')
    .where('flow.system', '=', system)
    .where('record.source_key', '=', key)
    .executeTakeFirstOrThrow()

  return id
}

test('a record of its own is held by nothing', async () => {
  await using folder = await nightFolder(nightPlan(flows), chain)

  await folder.night(night)
  expect(await explainCluster(folder.store, 'crm:2', undefined)).toMatchObject({
    members: ['crm:2'],
    holding: [],
    weakest: null,
    density: null,
  })
})

test('says what is wrong with the names of records', async () => {
  await using folder = await nightFolder(companyPlan, {})

  await writeCompany(folder.path, 12)
  await folder.night(night)
  const fails = (one: string, other: string, code: string, kind?: MatchedKind) =>
    expect(pairOf(folder, one, other, kind)).rejects.toMatchObject({ code })

  await fails('crm:1', 'crm:99', 'RECORD_UNKNOWN')
  await fails('crm1', 'crm:1', 'ARGUMENT_INVALID')
  await fails('crm:1', 'crm:1', 'ARGUMENT_INVALID')
  await fails('erp:1', 'shop:1', 'RECORD_AMBIGUOUS')
  await fails('crm:1', 'books:1', 'ARGUMENT_INVALID')
  await fails('crm:1', 'crm:2', 'ARGUMENT_INVALID', 'order')
  expect(await pairOf(folder, 'erp:1', 'shop:1', 'order')).toMatchObject({ kind: 'order' })
  expect(await pairOf(folder, 'erp:1', 'crm:1')).toMatchObject({ kind: 'customer' })
})
