import { expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { proposalSheetText } from '../../engine/cli/review/proposal-text.ts'
import { pinField, unpinField, type PinRequest } from '../../engine/golden/pin-field.ts'
import { verifyAudit } from '../../engine/operations/verify-audit.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { nightTools } from '../support/night-tools.ts'
import { threeSystems } from '../support/three-systems.ts'

const night = (day: number) => `2026-03-0${day}T02:00:00Z`
const { review } = engineNight
const plan = nightPlan(
  ['crm', 'erp', 'shop'].map((system) => customersOf(system)),
  { rest: 'matching: { customer: { fourEyes: always } }\n' },
)
const company = { name: 'Example s.r.o.', country: 'CZ', timeZone: 'Europe/Prague', currency: 'CZK' }

const jana = (city: string) => `Jana Nováková  jana@example.cz  601234567  -  ${city}`
const dan = (city: string) => `Daniel Horák  dan@example.cz  604567890  -  ${city}`
const apart = { crm: { 1: jana('Brno') }, erp: { 7: jana('Zlín') }, shop: { 9: dan('Opava') } }
const together = { ...apart, shop: { 9: jana('Opava') } }

const pin = ({ store }: NightFolder, request: Partial<PinRequest>, at = '2026-03-01T13:00:00.000Z') =>
  pinField(
    { name: 'crm:1', field: 'city', by: 'jana', reason: 'called them', ...request },
    { company, truth: {} },
    nightTools(store, at),
  )
const unpin = ({ store }: NightFolder, name: string) =>
  unpinField(
    { name, field: 'city', by: 'eva', reason: 'neither' },
    { company, truth: {} },
    nightTools(store, '2026-03-03T13:00:00.000Z'),
  )

/** Jana and Petr pinned different towns of two golden records, and a night made them one. */
async function metPins(folder: NightFolder): Promise<string> {
  await folder.night(night(1))
  await pin(folder, { value: 'Praha' })
  await pin(folder, { name: 'shop:9', value: 'Liberec', by: 'petr' }, '2026-03-01T14:00:00.000Z')
  await folder.night(night(2))
  expect(await folder.proposals()).toEqual([])
  await folder.write(threeSystems(together))
  await folder.night(night(3))

  return (await folder.proposals())[0]?.id ?? ''
}

test('two persons whose pins meet in a merge open a task, and the pin that settles it closes it', async () => {
  await using folder = await nightFolder(plan, threeSystems(apart))
  const id = await metPins(folder)
  const list = (state: 'open' | 'decided') =>
    review.list({ state, reason: 'pins-disagree' }, { limit: 10 }, folder.tools)

  expect((await list('open')).proposals).toMatchObject([
    {
      ...{ id, members: ['crm:1', 'erp:7', 'shop:9'], needsSecond: false },
      question: 'Which value of this customer is right? Persons pinned different ones.',
    },
  ])
  const sheet = await review.show(await folder.plan(), id, [], folder.tools)

  expect(sheet.pins).toEqual([
    { field: 'city', value: 'Praha', by: 'jana', at: '2026-03-01T13:00:00.000Z', stands: true },
    { field: 'city', value: 'Liberec', by: 'petr', at: '2026-03-01T14:00:00.000Z', stands: false },
  ])
  expect(proposalSheetText(sheet)).toMatch(
    /\ncity +Praha +jana +\S+ \S+.* +stands, and corrects nobody\ncity +Liberec +petr .*\n\nSay which is right: touchstone golden pin \w+ city /,
  )
  expect(await review.assign({ proposals: [id], to: 'eva', by: 'boss', reason: null }, folder.tools)).toEqual([id])
  await folder.night(night(4))
  expect((await list('open')).proposals).toMatchObject([{ id, assignee: 'eva' }])

  const { replaced } = await pin(folder, { name: 'shop:9', value: 'Liberec', by: 'eva' }, '2026-03-04T14:00:00.000Z')

  expect(replaced).toEqual([
    { by: 'jana', fields: ['street', 'city', 'postalCode', 'country'] },
    { by: 'petr', fields: ['street', 'city', 'postalCode', 'country'] },
  ])
  expect((await list('open')).proposals).toEqual([])
  expect((await list('decided')).proposals).toMatchObject([{ id }])
  const { history } = await review.show(await folder.plan(), id, [], folder.tools)

  expect(history.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['assigned', 'boss'],
    ['decided', 'eva'],
  ])
  await folder.night(night(5))
  expect(await folder.proposals()).toEqual([])
  expect((await verifyAudit(folder.store)).broken).toBeNull()
})

test('neither "same" nor "different" answers it, nor one word on many; taking the pins away does', async () => {
  await using folder = await nightFolder(plan, threeSystems(apart))
  const id = await metPins(folder)
  const [proposal] = await folder.proposals()

  expect(proposal?.reason).toBe('pins-disagree')
  await expect(folder.decide(id, 'same')).rejects.toMatchObject({ code: 'PROPOSAL_ASKS_PIN' })
  expect(
    await review.planAll(await folder.plan(), { state: 'open', reason: 'pins-disagree' }, 'same', folder.tools),
  ).toMatchObject({ count: 0, needSecond: 0 })
  await unpin(folder, 'crm:1')
  expect(await folder.proposals()).toEqual([])
  await folder.night(night(4))
  expect(await folder.proposals()).toEqual([])
})

test('the same value pinned twice is no question', async () => {
  await using folder = await nightFolder(plan, threeSystems(apart))

  await folder.night(night(1))
  await pin(folder, { value: 'Praha' })
  await pin(folder, { name: 'shop:9', value: 'PRAHA', by: 'petr' })
  await folder.night(night(2))
  await folder.write(threeSystems(together))
  await folder.night(night(3))
  expect(await folder.proposals()).toEqual([])
})
