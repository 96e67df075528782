import { expect, test } from 'vitest'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv } from '../support/page.ts'

const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z', '2026-03-04T02:00:00Z'] as const
const flows = ['crm', 'erp', 'shop'].map((system) => customersOf(system))

/** Nothing is joined without a person; the strictness of the second plan differs. */
const asking = (reviewAbove: string, rest = '') =>
  nightPlan(flows, { rest: `matching: { customer: { autoLinkAbove: 1, reviewAbove: ${reviewAbove} } }\n${rest}` })

const threeJanas = {
  'crm.csv': csv(`
    id  name          email             phone      vat  city  changed
    1   Jana Nováková  jana@example.cz  601234567  -    Brno  2026-01-05T08:00:00Z
  `),
  'erp.csv': csv(`
    id  name          email             phone      vat  city  changed
    7   Jana Nováková  jana@example.cz  601234567  -    Brno  2026-01-05T08:00:00Z
  `),
  'shop.csv': csv(`
    id  name          email             phone      vat  city  changed
    9   Jana Nováková  jana@example.cz  601234567  -    Brno  2026-01-05T08:00:00Z
  `),
}

async function onlyProposal(folder: NightFolder) {
  const proposals = await folder.proposals()

  expect(proposals.map(({ members }) => members)).toEqual([['crm:1', 'erp:7', 'shop:9']])
  return proposals[0]?.id ?? ''
}

test('records that look the same wait for a person, as one proposal, and nothing is joined meanwhile', async () => {
  await using folder = await nightFolder(asking('0.5'), threeJanas)
  const night = await folder.night(nights[0])

  expect(night.clusters()).toEqual(['crm:1', 'erp:7', 'shop:9'])
  expect(night.summary.proposalsOpen).toBe(1)
  await onlyProposal(folder)
})

test('"same" joins the members the next night and holds when the plan becomes stricter', async () => {
  await using folder = await nightFolder(asking('0.5'), threeJanas)

  await folder.night(nights[0])
  await folder.decide(await onlyProposal(folder), 'same')
  const joined = await folder.night(nights[1])

  await folder.write({ 'touchstone.yaml': asking('1') })
  const stricter = await folder.night(nights[2])
  const rerun = await folder.night(nights[3])

  expect(joined.clusters()).toEqual(['crm:1 erp:7 shop:9'])
  expect(stricter.clusters()).toEqual(joined.clusters())
  expect(rerun.reports['crosswalk.csv']).toBe(joined.reports['crosswalk.csv'])
  expect(await folder.proposals()).toEqual([])
})

test('"same" for two members leaves the third one in question', async () => {
  await using folder = await nightFolder(asking('0.5'), threeJanas)

  await folder.night(nights[0])
  await folder.decide(await onlyProposal(folder), 'same', 'crm:1', 'erp:7')
  const night = await folder.night(nights[1])

  expect(night.clusters()).toEqual(['crm:1 erp:7', 'shop:9'])
})

test('"different" for one member takes it out for good, though the machine alone would join it', async () => {
  await using folder = await nightFolder(asking('0.5'), threeJanas)

  await folder.night(nights[0])
  await folder.decide(await onlyProposal(folder), 'different', 'shop:9')
  await folder.night(nights[1])
  const left = await folder.proposals()

  expect(left.map(({ members }) => members)).toEqual([['crm:1', 'erp:7']])
  await folder.write({ 'touchstone.yaml': nightPlan(flows) })
  const eager = await folder.night(nights[2])

  expect(eager.clusters()).toEqual(['crm:1 erp:7', 'shop:9'])
  expect(await folder.proposals()).toEqual([])
  expect((await folder.night(nights[3])).clusters()).toEqual(eager.clusters())
})

test('"later" keeps the question open and changes nothing', async () => {
  await using folder = await nightFolder(asking('0.5'), threeJanas)
  const before = await folder.night(nights[0])
  const proposal = await onlyProposal(folder)

  await folder.decide(proposal, 'later')
  const after = await folder.night(nights[1])

  expect(await onlyProposal(folder)).toBe(proposal)
  expect(after.reports['crosswalk.csv']).toBe(before.reports['crosswalk.csv'])
})

test('a second word replaces the first', async () => {
  await using folder = await nightFolder(asking('0.5'), threeJanas)

  await folder.night(nights[0])
  const proposal = await onlyProposal(folder)

  await folder.decide(proposal, 'different')
  expect((await folder.night(nights[1])).clusters()).toEqual(['crm:1', 'erp:7', 'shop:9'])
  await folder.decide(proposal, 'same')
  expect((await folder.night(nights[2])).clusters()).toEqual(['crm:1 erp:7 shop:9'])
})

test('a decision survives a change of the source of truth', async () => {
  await using folder = await nightFolder(asking('0.5'), threeJanas)

  await folder.night(nights[0])
  await folder.decide(await onlyProposal(folder), 'same')
  const joined = await folder.night(nights[1])

  await folder.write({ 'touchstone.yaml': asking('0.5', 'truth: { customer: { city: [{ mostTrusted: [erp] }] } }') })
  expect((await folder.night(nights[2])).reports['crosswalk.csv']).toBe(joined.reports['crosswalk.csv'])
})

test('a member the proposal does not have is an error that names those it has', async () => {
  await using folder = await nightFolder(asking('0.5'), threeJanas)

  await folder.night(nights[0])
  await expect(folder.decide(await onlyProposal(folder), 'same', 'crm:77')).rejects.toMatchObject({
    code: 'MEMBER_UNKNOWN',
    parameters: { members: 'crm:1, erp:7, shop:9' },
  })
})
