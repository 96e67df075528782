import { expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { proposalSheetText } from '../../engine/cli/review/proposal-text.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv } from '../support/page.ts'

const night = (day: number) => `2026-03-0${day}T02:00:00Z`
const { review } = engineNight
const plan = nightPlan(
  ['crm', 'erp', 'shop'].map((system) => customersOf(system)),
  { rest: 'matching: { customer: { autoLinkAbove: 1, reviewAbove: 0.5 } }' },
)
const header = 'id,name,email,phone,vat,city,changed\n'
const janas = (...ids: readonly number[]) =>
  header + ids.map((id) => `${id},Jana Nováková,jana@example.cz,601234567,,Brno,2026-01-05T08:00:00Z\n`).join('')
const karel = csv(`
  id  name         email             phone      vat  city  changed
  9   Karel Hájek  karel@example.cz  603333333  -    Zlín  2026-01-05T08:00:00Z
`)
const two = { 'crm.csv': janas(1), 'erp.csv': janas(7), 'shop.csv': karel }

const whose = async (folder: NightFolder) =>
  (await folder.proposals()).map(({ members, assignee }) => `${members.join(' ')}: ${assignee ?? 'nobody'}`)

async function gives(folder: NightFolder, to: string | null): Promise<string> {
  const [proposal] = await folder.proposals()
  const id = proposal?.id ?? ''

  await review.assign({ proposals: [id], to, by: 'boss', reason: null }, folder.tools)
  return id
}

test('a question that takes the place of an open one is the same person’s, and says so', async () => {
  await using folder = await nightFolder(plan, two)

  await folder.night(night(1))
  const first = await gives(folder, 'petr')

  await folder.write({ 'shop.csv': janas(9) })
  await folder.night(night(2))
  expect(await whose(folder)).toEqual(['crm:1 erp:7 shop:9: petr'])
  const [larger] = await folder.proposals()
  const sheet = await review.show(await folder.plan(), larger?.id ?? '', [], folder.tools)

  expect(sheet.history).toMatchObject([{ kind: 'assigned', actor: null, detail: { to: 'petr', from: first } }])
  expect(proposalSheetText(sheet)).toContain(`assigned to petr, as ${first} was\n`)

  // Asked again as it was first, it is not the first person's but that of the one who had it last.
  await gives(folder, 'eva')
  await folder.write({ 'shop.csv': karel })
  await folder.night(night(3))
  expect(await whose(folder)).toEqual(['crm:1 erp:7: eva'])
  await gives(folder, null)
  await folder.write({ 'shop.csv': janas(9) })
  await folder.night(night(4))
  expect(await whose(folder)).toEqual(['crm:1 erp:7 shop:9: nobody'])
})

test('where two questions become one, it goes with the larger part', async () => {
  const apart = { ...two, 'erp.csv': header, 'shop.csv': header }
  const karels = (...ids: readonly number[]) =>
    janas(...ids).replaceAll(
      'Jana Nováková,jana@example.cz,601234567,,Brno',
      'Karel Hájek,karel@example.cz,603333333,,Zlín',
    )
  await using folder = await nightFolder(plan, {
    ...apart,
    'crm.csv': janas(1, 2, 3),
    'erp.csv': karels(7, 8),
  })

  await folder.night(night(1))
  for (const { id, members } of await folder.proposals()) {
    await review.assign(
      { proposals: [id], to: members.length === 3 ? 'petr' : 'eva', by: 'boss', reason: null },
      folder.tools,
    )
  }
  expect((await whose(folder)).toSorted()).toEqual(['crm:1 crm:2 crm:3: petr', 'erp:7 erp:8: eva'])
  await folder.write({ 'erp.csv': janas(7, 8) })
  await folder.night(night(2))
  expect(await whose(folder)).toEqual(['crm:1 crm:2 crm:3 erp:7 erp:8: petr'])
})

test('an answered question asked again as it was is the same person’s; with other records it is nobody’s', async () => {
  await using folder = await nightFolder(plan, two)

  await folder.night(night(1))
  await folder.decide(await gives(folder, 'petr'), 'different')
  await folder.night(night(2))
  expect(await whose(folder)).toEqual([])
  await folder.write({ 'erp.csv': janas(7).replace('Brno', 'Opava') })
  await folder.night(night(3))
  expect(await whose(folder)).toEqual(['crm:1 erp:7: petr'])
  await folder.decide(await gives(folder, 'petr'), 'different')
  await folder.write({ 'shop.csv': janas(9) })
  await folder.night(night(4))
  expect(await whose(folder)).toEqual(['crm:1 erp:7 shop:9: nobody'])
})
