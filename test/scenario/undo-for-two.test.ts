import { expect, test } from 'vitest'
import { proposalSheetText } from '../../engine/cli/review/proposal-text.ts'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { verifyAudit } from '../../engine/operations/verify-audit.ts'
import { auditPage } from '../../engine/store/operations/audit.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv } from '../support/page.ts'
import { steward } from '../support/steward.ts'

const nights = ['01', '02', '03', '04', '05'].map((day) => `2026-03-${day}T02:00:00Z`) as [string, ...string[]]
const night = (index: number) => nights[index] ?? ''
const { review } = engineNight
const systems = ['crm', 'erp', 'shop']
const planOf = (fourEyes: string, matching = '') =>
  nightPlan(
    systems.map((system) => customersOf(system)),
    { rest: `matching: { customer: { fourEyes: ${fourEyes}, ${matching} } }\n` },
  )
const asking = 'autoLinkAbove: 1, reviewAbove: 0.5'
const header = 'id  name  email  phone  vat  city  changed'
const jana = '1  Jana Nováková  jana@example.cz  601234567  -  Brno  2026-01-05T08:00:00Z'
const karel = '1  Karel Hájek  karel@example.cz  603333333  -  Zlín  2026-01-05T08:00:00Z'
const files = (...lines: readonly string[]) =>
  Object.fromEntries(lines.map((line, place) => [`${systems[place]}.csv`, csv(`${header}\n${line}`)]))

function persons(folder: NightFolder) {
  const { tools } = folder

  return {
    ...steward(folder),
    confirms: (proposal: string, by: string) => review.confirm({ proposal, by }, tools),
    refuses: (proposal: string, by: string) => review.refuse({ proposal, by, reason: 'no' }, tools),
    awaiting: async () => (await review.list({ state: 'awaiting' }, { limit: 10 }, tools)).proposals,
    show: async (id: string) => review.show(await folder.plan(), id, [], tools),
  }
}

test('what two persons decided is taken back by two: kept, shown, confirmed, and the proposal is open again', async () => {
  await using folder = await nightFolder(planOf('always', asking), files(jana, jana, karel))
  const { asked, awaiting, confirms, decides, undoes } = persons(folder)

  await folder.night(night(0))
  const [first] = await asked()
  const id = first?.id ?? ''

  await decides('jana', 'same', id)
  await confirms(id, 'petr')
  const joined = await folder.night(night(1))
  const undone = await undoes(id)
  const task = undone.proposal ?? ''

  expect(undone).toMatchObject({ state: 'awaiting', needsSecond: true, count: 1, reopened: [] })
  expect(await awaiting()).toMatchObject([
    {
      ...{ id: task, reason: 'undo-wanted', needsSecond: true, members: ['crm:1', 'erp:1'] },
      question: `Is what was said as ${id} to be taken back, 1 word?`,
    },
  ])
  // The night neither carries it out nor closes it.
  expect((await folder.night(night(2))).clusters()).toEqual(joined.clusters())
  expect(await awaiting()).toHaveLength(1)
  await expect(confirms(task, ' Jana')).rejects.toMatchObject({ code: 'SECOND_PERSON_SAME' })
  await expect(undoes(id, 'eva')).rejects.toMatchObject({ code: 'PROPOSAL_AWAITS', parameters: { id: task } })
  await expect(decides('eva', 'same', task)).rejects.toMatchObject({ code: 'PROPOSAL_AWAITS' })
  await confirms(task, 'petr')
  expect((await asked()).map((proposal) => proposal.id)).toEqual([id])
  expect((await folder.night(night(3))).clusters()).toEqual(['crm:1', 'erp:1', 'shop:1'])
  await expect(decides('eva', 'same', task)).rejects.toMatchObject({ code: 'PROPOSAL_UNKNOWN' })
  expect((await auditPage(folder.store, 0, 100)).map(({ action, actor, subject }) => [action, actor, subject])).toEqual(
    [
      ['plan-changed', expect.any(String), expect.any(String)],
      ['decision-proposed', 'jana', id],
      ['proposal-decided', 'jana', id],
      ['decision-proposed', 'jana', task],
      ['decision-undone', 'jana', id],
    ],
  )
  expect((await auditPage(folder.store, 0, 100)).at(-1)?.detail).toContain('"confirmedBy":"petr"')
  expect((await verifyAudit(folder.store)).broken).toBeNull()
})

test('a refused undo leaves all as it was, and may be asked for again', async () => {
  await using folder = await nightFolder(planOf('always', asking), files(jana, jana, karel))
  const { asked, awaiting, confirms, decides, refuses, undoes } = persons(folder)

  await folder.night(night(0))
  const id = (await asked())[0]?.id ?? ''

  await decides('jana', 'same', id)
  await confirms(id, 'petr')
  const task = (await undoes(id)).proposal ?? ''

  await refuses(task, 'petr')
  expect(await awaiting()).toEqual([])
  await expect(confirms(task, 'petr')).rejects.toMatchObject({ code: 'PROPOSAL_AWAITS_NOBODY' })
  expect((await folder.night(night(1))).clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
  expect(await undoes(id, 'petr')).toMatchObject({ state: 'awaiting', proposal: task })
  await confirms(task, 'jana')
  expect((await folder.night(night(2))).clusters()).toEqual(['crm:1', 'erp:1', 'shop:1'])
})

test('a detachment waits with the golden records there would be, and so does taking it back', async () => {
  await using folder = await nightFolder(planOf('{ membersMin: 3 }'), files(jana, jana, jana))
  const { asked, awaiting, confirms, detaches, show, undoes } = persons(folder)
  const before = await folder.night(night(0))
  const { state, id } = await detaches('shop:1')

  expect(state).toBe('awaiting')
  await expect(detaches('shop:1', { by: 'petr' })).rejects.toMatchObject({ code: 'PROPOSAL_AWAITS' })
  expect((await folder.night(night(1))).clusters()).toEqual(before.clusters())
  const sheet = await show(id)
  const text = proposalSheetText(sheet)

  expect(sheet.split?.sides.map(({ members }) => members)).toEqual([['crm:1', 'erp:1'], ['shop:1']])
  expect(text).toContain('Is shop:1 to be parted from the rest of this customer?')
  expect(text).toMatch(/Waits for a second person: .*jana: shop:1 different, two people\n/)
  expect(text.trimEnd()).toMatch(/touchstone review confirm det_\w+ --by <name>, or take it away: .*$/)
  await confirms(id, 'petr')
  const parted = await folder.night(night(2))

  expect(parted.clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
  expect(await awaiting()).toEqual([])
  const undone = await undoes(id, 'eva')

  expect(undone).toMatchObject({ state: 'awaiting', count: 2 })
  await confirms(undone.proposal ?? '', 'petr')
  expect(await asked()).toEqual([])
  expect((await folder.night(night(3))).clusters()).toEqual(before.clusters())
  expect((await verifyAudit(folder.store)).broken).toBeNull()
})

test('below the terms of the plan one person is enough, but not for what two agreed on', async () => {
  await using folder = await nightFolder(planOf('{ membersMin: 2 }', asking), files(jana, jana, karel))
  const { asked, confirms, decides, detaches, undoes } = persons(folder)

  await folder.night(night(0))
  const id = (await asked())[0]?.id ?? ''

  await decides('jana', 'same', id)
  await confirms(id, 'petr')
  await folder.write({ 'touchstone.yaml': planOf('{ membersMin: 3 }', asking) })
  expect((await folder.night(night(1))).clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
  expect(await detaches('erp:1', { undo: [1] })).toMatchObject({ state: 'awaiting' })
  expect(await undoes('1')).toMatchObject({ state: 'awaiting' })
  await folder.write({ 'touchstone.yaml': planOf('{ membersMin: 3 }') })
  const said = await steward(folder).says('crm:1,shop:1,different,petr')

  expect(await undoes(said.id)).toMatchObject({ state: 'awaiting' })
})

test('money at stake and a weak link ask for a second person, too', async () => {
  await using folder = await nightFolder(planOf('{ weightBelow: 1 }'), files(jana, jana, karel))
  const { detaches, says, undoes } = persons(folder)

  await folder.night(night(0))
  // Nothing links the two: no evidence weighs less than any limit.
  expect(await undoes((await says('crm:1,shop:1,same,petr')).id)).toMatchObject({ state: 'awaiting' })
  expect(await detaches('erp:1')).toMatchObject({ state: 'recorded' })
  await folder.write({ 'touchstone.yaml': planOf('{ stakeMin: 0 }') })
  await says('erp:1,shop:1,different,petr')
  expect(await undoes('3')).toMatchObject({ state: 'awaiting' })
})

test('once the records have changed an undo is not confirmed, and a bulk decision waits as one', async () => {
  const plans = { one: planOf('{ membersMin: 9 }', asking), two: planOf('always', asking) }
  const two = (line: string) => `${line}\n${karel.replace('1 ', '2 ')}`
  await using folder = await nightFolder(plans.one, files(two(jana), two(jana)))
  const { awaiting, confirms, refuses, undoes } = persons(folder)

  await folder.night(night(0))
  const word = { wish: { state: 'open', system: 'crm' }, verdict: 'same', by: 'petr', reason: 'alike' } as const
  const { id } = await review.decideAll(word, { count: 2, runId: 1 }, folder.tools)

  await folder.write({ 'touchstone.yaml': plans.two })
  const joined = await folder.night(night(1))
  const task = (await undoes(id)).proposal ?? ''

  await folder.write(files(two(jana), two(jana.replace('Brno', 'Opava'))))
  await folder.night(night(2))
  await expect(confirms(task, 'eva')).rejects.toMatchObject({
    code: 'PROPOSAL_CHANGED',
    parameters: { changes: 'erp:1 says another city' },
  })
  await refuses(task, 'jana')
  await undoes(id)
  expect(await awaiting()).toMatchObject([{ id: task, members: ['crm:1', 'crm:2', 'erp:1', 'erp:2'] }])
  await confirms(task, 'eva')
  expect(joined.clusters()).toEqual(['crm:1 erp:1', 'crm:2 erp:2'])
  expect((await folder.night(night(3))).clusters()).toEqual(['crm:1', 'crm:2', 'erp:1', 'erp:2'])
})
