import { expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { auditPage } from '../../engine/store/operations/audit.ts'
import { verifyAudit } from '../../engine/operations/verify-audit.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'

const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z'] as const
const { review } = engineNight
const plan = (rest = '') =>
  nightPlan([customersOf('crm'), customersOf('erp')], {
    rest: `matching: { customer: { autoLinkAbove: 1, reviewAbove: 0.5 ${rest} } }`,
  })

const header = 'id,name,email,phone,vat,city,changed\n'
const person = (index: number, city = 'Brno') =>
  `${index},Given${index} Family${index},person${index}@example.cz,${601_000_000 + index * 37},,${city},2026-01-05T08:00:00Z\n`
const people = (count: number) => header + Array.from({ length: count }, (_, index) => person(index + 1)).join('')
const company = (count: number) => ({ 'crm.csv': people(count), 'erp.csv': people(count) })

const wish = { state: 'open', system: 'crm' } as const
const word = { wish, verdict: 'same', by: 'jana', reason: 'one mailbox, one telephone' } as const

const planned = async (folder: NightFolder) => review.planAll(await folder.plan(), wish, 'same', folder.tools)
const openCount = async (folder: NightFolder) =>
  (await review.list({ state: 'open' }, { limit: 1 }, folder.tools)).count

test('one word is said of as many proposals as were shown, and the next night joins them', async () => {
  await using folder = await nightFolder(plan(), company(3))

  await folder.night(nights[0])
  const { count, runId, goldenRecords, samples } = await planned(folder)

  expect({ count, goldenRecords }).toEqual({ count: 3, goldenRecords: 6 })
  expect(samples.map(({ preview }) => preview?.members.length)).toEqual([2, 2, 2])
  expect(await openCount(folder)).toBe(3)
  expect(await review.decideAll(word, { count, runId }, folder.tools)).toMatchObject({ decided: 3 })
  expect(await openCount(folder)).toBe(0)
  expect((await folder.night(nights[1])).clusters()).toEqual(['crm:1 erp:1', 'crm:2 erp:2', 'crm:3 erp:3'])
  expect((await auditPage(folder.store, 0, 100)).filter(({ action }) => action === 'proposals-decided')).toHaveLength(1)
  expect((await verifyAudit(folder.store)).broken).toBeNull()
})

test('more than were shown are never decided, and what was asked or changed later is left out', async () => {
  await using folder = await nightFolder(plan(), company(3))

  await folder.night(nights[0])
  const { count, runId } = await planned(folder)

  await expect(review.decideAll(word, { count: 2, runId }, folder.tools)).rejects.toMatchObject({
    code: 'BULK_EXCEEDS',
    parameters: { shown: 2, found: 3 },
  })
  await folder.write({ ...company(5), 'erp.csv': people(5).replace(person(1), person(1, 'Opava')) })
  await folder.night(nights[1])
  expect(await planned(folder)).toMatchObject({ count: 5, changed: 0 })
  expect(await review.decideAll(word, { count, runId }, folder.tools)).toMatchObject({ decided: 2 })
  expect(await openCount(folder)).toBe(3)
})

test('ended in the middle, the same order does the rest and no more', async () => {
  await using folder = await nightFolder(plan(), company(230))
  const stop = new AbortController()
  const tools = {
    ...folder.tools,
    signal: stop.signal,
    progress: { ...folder.tools.progress, advance: () => stop.abort(new Error('stopped')) },
  }

  await folder.night(nights[0])
  const shown = await planned(folder)

  await expect(review.decideAll(word, shown, tools)).rejects.toThrow('stopped')
  expect(await openCount(folder)).toBe(30)
  expect(await review.decideAll(word, shown, folder.tools)).toMatchObject({ decided: 30 })
  expect(await review.decideAll(word, shown, folder.tools)).toMatchObject({ decided: 0 })
})

test('what two persons have to agree on is not decided in passing', async () => {
  await using folder = await nightFolder(plan(', fourEyes: always'), company(2))

  await folder.night(nights[0])
  const shown = await planned(folder)

  expect(shown).toMatchObject({ count: 0, needSecond: 2 })
  expect(await review.decideAll(word, shown, folder.tools)).toMatchObject({ decided: 0 })
})
