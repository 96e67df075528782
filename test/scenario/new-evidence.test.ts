import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv } from '../support/page.ts'

const night = (day: number) => `2026-03-0${day}T02:00:00Z`
const flows = ['crm', 'erp', 'shop'].map((system) => customersOf(system))
const asking = (reviewAbove = '0.5') =>
  nightPlan(flows, { rest: `matching: { customer: { autoLinkAbove: 1, reviewAbove: ${reviewAbove} } }` })

interface Person {
  readonly phone?: string
  readonly vat?: string
  readonly city?: string
}

const jana = (id: number, { phone = '601234567', vat = '-', city = 'Brno' }: Person = {}) =>
  csv(`
    id     name           email            phone     vat     city     changed
    ${id}  Jana Nováková  jana@example.cz  ${phone}  ${vat}  ${city}  2026-01-05T08:00:00Z
  `)
const nobody = 'id,name,email,phone,vat,city,changed\n'
const two = { 'crm.csv': jana(1), 'erp.csv': jana(7), 'shop.csv': nobody }

async function open(folder: NightFolder) {
  return (await folder.proposals()).map(({ members, reason }) => `${members.join(' ')} ${reason}`)
}

/** The first question is answered, and the night has followed. */
async function answered(folder: NightFolder, verdict: 'same' | 'different'): Promise<void> {
  await folder.night(night(1))
  await folder.decide((await folder.proposals())[0]?.id ?? '', verdict)
  await folder.night(night(2))
  expect(await open(folder)).toEqual([])
}

test('an answer is asked for again when a record says what neither said before, and it stands meanwhile', async () => {
  await using folder = await nightFolder(asking(), two)

  await answered(folder, 'different')
  await folder.write({ 'erp.csv': jana(7, { city: 'Opava' }) })
  const third = await folder.night(night(3))

  expect(await open(folder)).toEqual(['crm:1 erp:7 new-evidence'])
  expect(third.clusters()).toEqual(['crm:1', 'erp:7'])
  expect(third.summary.limitsHit.join('\n')).toContain('customer: 1 answers of persons')
  const [proposal] = await folder.proposals()
  const sheet = await engineNight.review.show(await folder.plan(), proposal?.id ?? '', [], folder.tools)

  expect(sheet.news).toEqual(['erp:7 says another city'])
  expect(sheet.history.map(({ kind }) => kind)).toEqual(['decided', 'reopened'])

  await folder.decide(proposal?.id ?? '', 'different')
  await folder.night(night(4))
  expect(await open(folder)).toEqual([])

  for (const [day, city] of [
    [5, 'Brno'],
    [6, 'Opava'],
  ] as const) {
    await folder.write({ 'erp.csv': jana(7, { city }) })
    await folder.night(night(day))
    expect(await open(folder)).toEqual([])
  }
})

test('another model, a value that went and a value the other record had say nothing new', async () => {
  await using folder = await nightFolder(asking(), {
    ...two,
    'erp.csv': jana(7, { city: 'Opava' }),
  })

  await answered(folder, 'different')
  await folder.write({ 'touchstone.yaml': asking('0.4') })
  await folder.night(night(3))
  expect(await open(folder)).toEqual([])
  await folder.write({ 'erp.csv': jana(7, { city: 'Brno' }) })
  await folder.night(night(4))
  expect(await open(folder)).toEqual([])
  await folder.write({ 'erp.csv': jana(7, { city: '-' }) })
  await folder.night(night(5))
  expect(await open(folder)).toEqual([])
})

test('a record that joins one side and looks like the other is a reason to ask again', async () => {
  await using folder = await nightFolder(asking(), two)

  await answered(folder, 'different')
  await folder.write({ 'shop.csv': jana(9) })
  await folder.night(night(3))
  await folder.decide(
    (await folder.proposals()).find(({ members }) => members.includes('shop:9'))?.id ?? '',
    'same',
    'erp:7',
    'shop:9',
  )
  const fourth = await folder.night(night(4))

  expect(fourth.clusters()).toEqual(['crm:1', 'erp:7 shop:9'])
  expect(await open(folder)).toEqual(['crm:1 erp:7 shop:9 new-evidence'])
})

test('records called the same are asked about when a number of which there is one differs, not when a telephone does', async () => {
  await using folder = await nightFolder(asking(), two)

  await answered(folder, 'same')
  await folder.write({ 'crm.csv': jana(1, { phone: '777888999', vat: 'CZ25596641' }) })
  await folder.night(night(3))
  expect(await open(folder)).toEqual([])
  await folder.write({ 'erp.csv': jana(7, { vat: 'CZ27082440' }) })
  const fourth = await folder.night(night(4))

  expect(await open(folder)).toEqual(['crm:1 erp:7 new-evidence'])
  expect(fourth.clusters()).toEqual(['crm:1 erp:7'])
  await folder.decide((await folder.proposals())[0]?.id ?? '', 'same')
  await folder.night(night(5))
  expect(await open(folder)).toEqual([])
})

test('an imported decision is asked about again like any other', async () => {
  await using folder = await nightFolder(asking(), two)

  await folder.night(night(1))
  await writeFile(
    join(folder.path, 'decisions.csv'),
    'left,right,verdict,by,reason\ncrm:1,erp:7,different,jana,mother and daughter\n',
  )
  await engineNight.review.import(join(folder.path, 'decisions.csv'), folder.tools)
  await folder.night(night(2))
  expect(await open(folder)).toEqual([])
  await folder.write({ 'crm.csv': jana(1, { city: 'Zlín' }) })
  await folder.night(night(3))
  expect(await open(folder)).toEqual(['crm:1 erp:7 new-evidence'])
})
