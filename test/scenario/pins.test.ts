import { expect, test } from 'vitest'
import { goldenSheet } from '../../engine/golden/golden-sheet.ts'
import { heedValue, ignoreValue } from '../../engine/golden/ignore-value.ts'
import { pinField, unpinField, type PinRequest } from '../../engine/golden/pin-field.ts'
import { silentProgress } from '../../engine/operations/progress.ts'
import { verifyAudit } from '../../engine/operations/verify-audit.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { rows } from '../support/page.ts'
import { storeDump } from '../support/store-dump.ts'
import { threeSystems } from '../support/three-systems.ts'

const nights = ['01', '02', '03', '04', '05'].map((day) => `2026-03-${day}T02:00:00Z`) as [string, ...string[]]
const night = (index: number) => nights[index] ?? ''
const plan = (city = '[{ mostTrusted: [erp] }]') =>
  nightPlan(
    [
      customersOf('crm', 'direction: both', 'writeBack: { fields: [city, phone], automatic: [] }'),
      customersOf('erp'),
      customersOf('shop'),
    ],
    { rest: `truth: { customer: { city: ${city}, phone: [mostRecent] } }\n` },
  )
const company = { name: 'Example s.r.o.', country: 'CZ', timeZone: 'Europe/Prague', currency: 'CZK' }
const truth: { customer: EntityPolicy } = { customer: { city: [{ mostTrusted: ['erp'] }], phone: ['mostRecent'] } }

const jana = (city: string, phone = '601234567') => `Jana Nováková  jana@example.cz  ${phone}  -  ${city}`
const dan = (city: string) => `Daniel Horák  dan@example.cz  604567890  -  ${city}`

const toolsAt = ({ store }: NightFolder, at = '2026-03-01T12:00:00.000Z') =>
  ({ store, clock: () => new Date(at), progress: silentProgress, signal: new AbortController().signal }) as Tools
const by = { by: 'jana', reason: 'called them' }
const pin = (folder: NightFolder, request: Partial<PinRequest>, at?: string) =>
  pinField({ name: 'crm:1', field: 'city', ...by, ...request }, { company, truth }, toolsAt(folder, at))
const sheet = ({ store }: NightFolder, name: string, asOf?: string) =>
  store.transaction((session) => goldenSheet(session, name, asOf))
const cityOf = async (folder: NightFolder, name: string, asOf?: string) => {
  const { values } = await sheet(folder, name, asOf)
  const city = values.find(({ field }) => field === 'city')

  return city && `${city.value} ${city.from} ${city.reason}`
}

test('a pinned value wins the next night, corrects the systems, and stays whatever the policy says', async () => {
  await using folder = await nightFolder(
    plan(),
    threeSystems({ crm: { 1: jana('Brno') }, erp: { 7: jana('Zlín') }, shop: {} }),
  )

  await folder.night(night(0))
  expect(await cityOf(folder, 'crm:1')).toBe('Zlín erp:7 most-trusted:erp')
  await pin(folder, { value: ' Praha ' })
  const told = await folder.night(night(1))

  expect(await cityOf(folder, 'erp:7')).toBe('Praha steward:jana pinned')
  expect(
    told.says('conflicts', 'field', 'winner_system', 'winner_key', 'loser_system', 'loser_value', 'reason'),
  ).toEqual(
    rows(`
      city  steward  jana  crm  Brno  pinned
      city  steward  jana  erp  Zlín  pinned
    `),
  )
  expect(told.says('corrections', 'source_key', 'column', 'after', 'reason')).toEqual([
    ['1', 'city', 'Praha', 'city: steward:jana pinned'],
  ])
  await folder.write({ 'touchstone.yaml': plan('[longest]') })
  await folder.night(night(2))
  expect(await cityOf(folder, 'erp:7')).toBe('Praha steward:jana pinned')
  expect(await cityOf(folder, 'erp:7', '2026-03-01T03:00:00Z')).toBe('Zlín erp:7 most-trusted:erp')

  const before = await storeDump(folder.store, ['staging.run', 'staging.snapshot', 'staging.flow'])

  await folder.night(night(3))
  expect(await storeDump(folder.store, ['staging.run', 'staging.snapshot', 'staging.flow'])).toEqual(before)
})

test('a pin that is taken away leaves the field to the policy, and what was said stays on record', async () => {
  await using folder = await nightFolder(
    plan(),
    threeSystems({ crm: { 1: jana('Brno') }, erp: { 7: jana('Zlín') }, shop: {} }),
  )

  await folder.night(night(0))
  const { goldenId } = await pin(folder, { from: 'crm:1' })

  await folder.night(night(1))
  expect(await cityOf(folder, goldenId)).toBe('Brno steward:jana pinned')
  await unpinField(
    { name: goldenId, field: 'city', by: 'petr', reason: 'they moved' },
    { company, truth },
    toolsAt(folder),
  )
  await folder.night(night(2))
  expect(await cityOf(folder, goldenId)).toBe('Zlín erp:7 most-trusted:erp')
  expect((await sheet(folder, goldenId)).words).toEqual([
    {
      ...{ kind: 'pinned', field: 'city', value: 'Brno', record: 'crm:1', by: 'jana', reason: 'called them' },
      ...{ at: '2026-03-01T12:00:00.000Z', endedAt: '2026-03-01T12:00:00.000Z', endedBy: 'petr' },
      ...{ endedReason: 'they moved', isWaiting: false },
    },
  ])
  expect(await verifyAudit(folder.store)).toMatchObject({ entryCount: 3, broken: null })
})

test('a golden record of one record is pinned like any other', async () => {
  await using folder = await nightFolder(plan(), threeSystems({ crm: { 1: jana('Brno') }, erp: {}, shop: {} }))

  await folder.night(night(0))
  await pin(folder, { value: 'Praha' })
  await folder.night(night(1))
  const { values } = await sheet(folder, 'crm:1')

  expect(values.map(({ field, from }) => [field, from])).toContainEqual(['email', 'crm:1'])
  expect(await cityOf(folder, 'crm:1')).toBe('Praha steward:jana pinned')
})

test('pins that meet in a merge are a conflict: the pin of the id that stays stands and corrects nobody', async () => {
  const start = { crm: { 1: jana('Brno') }, erp: { 7: jana('Zlín') }, shop: { 9: dan('Opava') } }
  await using folder = await nightFolder(plan(), threeSystems(start))

  await folder.night(night(0))
  await pin(folder, { value: 'Praha' }, '2026-03-01T13:00:00.000Z')
  await pin(folder, { name: 'shop:9', value: 'Liberec', by: 'petr' }, '2026-03-01T14:00:00.000Z')
  await folder.night(night(1))
  await folder.write(threeSystems({ ...start, shop: { 9: jana('Opava') } }))
  const told = await folder.night(night(2))

  expect(await cityOf(folder, 'shop:9')).toBe('Praha steward:jana pinned')
  expect(told.says('conflicts', 'loser_system', 'loser_key', 'loser_value')).toContainEqual([
    'steward',
    'petr',
    'Liberec',
  ])
  expect(told.says('corrections', 'column')).toEqual([])

  await pin(folder, { name: 'shop:9', value: 'Liberec', by: 'eva' }, '2026-03-03T14:00:00.000Z')
  const settled = await folder.night(night(3))

  expect(await cityOf(folder, 'crm:1')).toBe('Liberec steward:eva pinned')
  expect(settled.says('conflicts', 'loser_system').flat()).not.toContain('steward')
  expect(settled.says('corrections', 'after')).toEqual([['Liberec']])
})

test('when a golden record splits its pin stays with the id that stays', async () => {
  const records = { crm: { 1: jana('Brno') }, erp: { 7: jana('Zlín') }, shop: { 9: jana('Opava') } }
  await using folder = await nightFolder(plan(), threeSystems(records))

  await folder.night(night(0))
  await pin(folder, { name: 'shop:9', value: 'Praha' })
  await folder.night(night(1))
  await folder.write(threeSystems({ ...records, shop: { 9: dan('Opava') } }))
  await folder.night(night(2))

  expect(await cityOf(folder, 'crm:1')).toBe('Praha steward:jana pinned')
  expect(await cityOf(folder, 'shop:9')).toBe('Opava shop:9 only-record')
})

test('a value that a steward called wrong is not believed until the record says another', async () => {
  const records = { crm: { 1: jana('Brno') }, erp: { 7: jana('Zlín') }, shop: {} }
  await using folder = await nightFolder(plan(), threeSystems(records))
  const wrong = { name: 'erp:7', field: 'city', ...by }

  await folder.night(night(0))
  await ignoreValue(wrong, toolsAt(folder))
  await folder.night(night(1))
  expect(await cityOf(folder, 'crm:1')).toBe('Brno crm:1 only-value')

  await heedValue(wrong, toolsAt(folder))
  await folder.night(night(2))
  expect(await cityOf(folder, 'crm:1')).toBe('Zlín erp:7 most-trusted:erp')

  await ignoreValue(wrong, toolsAt(folder))
  await folder.write(threeSystems({ ...records, erp: { 7: jana('Opava') } }))
  await folder.night(night(3))
  expect(await cityOf(folder, 'crm:1')).toBe('Opava erp:7 most-trusted:erp')
})

test.each<[string, Partial<PinRequest>, string]>([
  ['a value that its normalizer refuses', { field: 'email', value: 'nobody' }, 'PIN_VALUE_INVALID'],
  ['a blank value', { value: ' ' }, 'PIN_VALUE_INVALID'],
  ['a field that no customer has', { field: 'colour', value: 'red' }, 'GOLDEN_FIELD_UNKNOWN'],
  ['a group given as one text', { field: 'customerKey', value: '7' }, 'GOLDEN_FIELD_UNKNOWN'],
  ['a record of another golden record', { from: 'shop:9' }, 'GOLDEN_MEMBER_UNKNOWN'],
  ['a field of which nothing is known', { field: 'birthDate' }, 'PIN_NOTHING'],
  ['a value and a record at once', { value: 'Praha', from: 'crm:1' }, 'ARGUMENT_INVALID'],
  ['a name that nobody has', { name: 'crm:99' }, 'GOLDEN_UNKNOWN'],
  ['no reason', { reason: '' }, 'DECISION_INCOMPLETE'],
])('%s cannot be pinned, and nothing is written', async (_, request, code) => {
  await using folder = await nightFolder(
    plan(),
    threeSystems({ crm: { 1: jana('Brno') }, erp: {}, shop: { 9: dan('Opava') } }),
  )

  await folder.night(night(0))
  const before = await storeDump(folder.store)

  await expect(pin(folder, request)).rejects.toMatchObject({ code })
  expect(await storeDump(folder.store)).toEqual(before)
})
