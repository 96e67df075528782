import { expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { verifyAudit } from '../../engine/operations/verify-audit.ts'
import { decideAll } from '../../engine/review/decide-all.ts'
import { auditPage } from '../../engine/store/operations/audit.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv } from '../support/page.ts'
import { steward } from '../support/steward.ts'

const nights = [
  '2026-03-01T02:00:00Z',
  '2026-03-02T02:00:00Z',
  '2026-03-03T02:00:00Z',
  '2026-03-04T02:00:00Z',
  '2026-03-05T02:00:00Z',
] as const
const systems = ['crm', 'erp', 'shop']
const flows = systems.map((system) => customersOf(system))
const plan = nightPlan(flows)
const asking = nightPlan(flows, { rest: 'matching: { customer: { autoLinkAbove: 1, reviewAbove: 0.5 } }\n' })
const header = 'id  name  email  phone  vat  city  changed'
const jana = '1  Jana Nováková  jana@example.cz  601234567  -  Brno  2026-01-05T08:00:00Z'
const karel = '1  Karel Hájek  karel@example.cz  603333333  -  Zlín  2026-01-05T08:00:00Z'
const files = (...lines: readonly string[]) =>
  Object.fromEntries(lines.map((line, place) => [`${systems[place]}.csv`, csv(`${header}\n${line}`)]))

const valuesOf = async (folder: NightFolder, record: string, asOf?: string) =>
  (await steward(folder).golden(record, asOf)).values.map(({ field, value }) => [field, value])

test('an undone decision is as if it had never been said, and the values from before come back', async () => {
  await using folder = await nightFolder(asking, files(jana, jana.replace('Brno', 'Praha'), karel))
  const { asked, decides, undoes, history } = steward(folder)
  const first = await folder.night(nights[0])
  const [proposal] = await asked()

  await decides('petr', 'same', proposal?.id ?? '')
  const joined = await folder.night(nights[1])
  const undone = await undoes(proposal?.id ?? '')
  const parted = await folder.night(nights[2])

  expect(first.clusters()).toEqual(['crm:1', 'erp:1', 'shop:1'])
  expect(joined.clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
  expect(undone).toEqual({
    ...{ state: 'undone', needsSecond: false, proposal: null, count: 1 },
    undone: [{ decision: 1, by: 'petr', verdict: 'same', records: ['crm:1', 'erp:1'] }],
    settledBy: [],
    reopened: [proposal?.id],
  })
  expect(parted.clusters()).toEqual(first.clusters())
  for (const record of ['crm:1', 'erp:1'])
    expect(await valuesOf(folder, record)).toEqual(await valuesOf(folder, record, nights[0]))
  expect((await asked()).map(({ id }) => id)).toEqual([proposal?.id])
  expect((await history('crm:1', 'erp:1')).map(({ verdict, standing, actor }) => [verdict, standing, actor])).toEqual([
    ['possible', 'inferred', null],
    ['same', 'asserted', 'petr'],
    ['same', 'retracted', 'jana'],
    ['possible', 'retracted', null],
    ['possible', 'inferred', null],
  ])
  await expect(undoes(proposal?.id ?? '')).rejects.toMatchObject({ code: 'DECISION_UNKNOWN' })
  expect(await auditPage(folder.store, 0, 100)).toMatchObject([
    {},
    { action: 'proposal-decided' },
    { action: 'decision-undone' },
  ])
  expect((await verifyAudit(folder.store)).broken).toBeNull()
})

test('a bulk decision is undone by its name, and other words on the same proposals stay', async () => {
  const karelToo = (line: string) => `${line}\n${karel.replace('1 ', '2 ')}`

  await using folder = await nightFolder(asking, files(karelToo(jana), karelToo(jana)))
  const { asked, decides, tools, undoes } = steward(folder)

  await folder.night(nights[0])
  const proposals = await asked()
  const word = { filter: { state: 'open' as const }, verdict: 'same' as const, by: 'petr', reason: 'alike' }

  const { id: bulk, decided } = await decideAll(word, { count: 2, runId: 1 }, tools)

  await decides('eva', 'same', proposals[0]?.id ?? '')
  expect(decided).toBe(2)

  expect((await folder.night(nights[1])).clusters()).toEqual(['crm:1 erp:1', 'crm:2 erp:2'])
  expect(await undoes(bulk)).toMatchObject({ count: 2, reopened: proposals.map(({ id }) => id).toSorted() })
  expect((await folder.night(nights[2])).clusters()).toHaveLength(3)
  expect(await asked()).toHaveLength(1)
})

test('an import is undone as a whole or by the number of a decision, and importing it again brings nothing back', async () => {
  await using folder = await nightFolder(plan, files(jana, karel, karel))
  const { says, undoes } = steward(folder)

  await folder.night(nights[0])
  const lines = ['crm:1,erp:1,same,jana', 'erp:1,shop:1,different,petr']
  const { id } = await says(...lines)

  expect((await folder.night(nights[1])).clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
  await undoes('1')
  expect((await folder.night(nights[2])).clusters()).toEqual(['crm:1', 'erp:1', 'shop:1'])
  expect((await undoes(id)).undone.map(({ decision }) => decision)).toEqual([2])
  expect((await folder.night(nights[3])).clusters()).toEqual(['crm:1', 'erp:1 shop:1'])
  expect(await says(...lines)).toMatchObject({ imported: 0, known: 2 })
  expect((await folder.night(nights[4])).clusters()).toEqual(['crm:1', 'erp:1 shop:1'])
})

test('a detached record leaves for good, the larger remainder keeps the golden id, and the split is told', async () => {
  await using folder = await nightFolder(plan, files(jana, jana, jana))
  const { detaches, undoes } = steward(folder)
  const before = await folder.night(nights[0])
  const outcome = await detaches('shop:1')

  expect(outcome).toMatchObject({ detached: ['shop:1'], remaining: ['crm:1', 'erp:1'], undone: [], contradictions: [] })
  const after = await folder.night(nights[1])

  expect(before.clusters()).toEqual(['crm:1 erp:1 shop:1'])
  expect(after.clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
  expect(after.goldenIdOf('crm:1')).toBe(before.goldenIdOf('crm:1'))
  expect(after.goldenIdOf('shop:1')).not.toBe(before.goldenIdOf('shop:1'))
  const events = await engineNight.eventsAfter({ run: 1, phase: 1, key: '' }, 10, { store: folder.store } as never)

  expect(events.map(({ kind, goldenId, into, records }) => [kind, goldenId, into, records])).toContainEqual([
    'split',
    before.goldenIdOf('crm:1'),
    after.goldenIdOf('shop:1'),
    ['shop:1'],
  ])
  expect((await folder.night(nights[2])).clusters()).toEqual(after.clusters())
  await undoes(outcome.id)
  expect((await folder.night(nights[3])).clusters()).toEqual(before.clusters())
})

test('what persons joined is detached only by naming their decisions', async () => {
  await using folder = await nightFolder(
    plan,
    files(jana, karel, karel.replace('karel@example.cz  603333333', 'k@example.cz  604444444')),
  )
  const { detaches, says } = steward(folder)

  await folder.night(nights[0])
  await says('crm:1,erp:1,same,petr', 'crm:1,shop:1,same,petr')
  expect((await folder.night(nights[1])).clusters()).toEqual(['crm:1 erp:1 shop:1'])
  await expect(detaches('crm:1')).rejects.toMatchObject({
    code: 'DETACHMENT_AGAINST_PERSONS',
    parameters: { words: '1 (petr: crm:1 and erp:1), 2 (petr: crm:1 and shop:1)', numbers: '1 2' },
  })
  await expect(detaches('crm:1', { undo: [1, 2, 3] })).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' })
  await expect(detaches('crm:1', { undo: [1] })).rejects.toMatchObject({ code: 'DETACHMENT_AGAINST_PERSONS' })
  expect(await detaches('crm:1', { undo: [1, 2] })).toMatchObject({
    undone: [{ decision: 1 }, { decision: 2 }],
    remaining: ['erp:1', 'shop:1'],
  })
  expect((await folder.night(nights[2])).clusters()).toContain('crm:1')
  await expect(detaches('crm:1')).rejects.toMatchObject({ code: 'RECORD_ALONE' })
})

test('with its sub-tree go the records that hang on it, and what persons joined within it stays joined', async () => {
  await using folder = await nightFolder(plan, files(jana, jana, karel))
  const { detaches, says } = steward(folder)

  await folder.night(nights[0])
  await says('erp:1,shop:1,same,petr')
  expect((await folder.night(nights[1])).clusters()).toEqual(['crm:1 erp:1 shop:1'])
  expect(await detaches('erp:1', { subTree: true })).toMatchObject({
    detached: ['erp:1', 'shop:1'],
    remaining: ['crm:1'],
    undone: [],
  })
  expect((await folder.night(nights[2])).clusters()).toEqual(['crm:1', 'erp:1 shop:1'])
})
