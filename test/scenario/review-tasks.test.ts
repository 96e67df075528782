import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import type { ProposalWish } from '../../engine/cli/review/review-desk.ts'
import { auditPage } from '../../engine/store/operations/audit.ts'
import { settleProposals } from '../../engine/store/review/settle-proposals.ts'
import { verifyAudit } from '../../engine/operations/verify-audit.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, flow, nightPlan } from '../support/night-plan.ts'
import { csv } from '../support/page.ts'

const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'] as const
const { review } = engineNight
const systems = ['crm', 'erp', 'shop'].map((system) => customersOf(system))
const orders = flow(
  'shop.order',
  'select: { file: orders.csv, key: id }',
  'fields: { number: id, customer: customer, gross: { from: gross, decimalMark: ".", vat: inclusive }, orderedOn: day }',
)
const asking = (rest = '', flows = [...systems, orders]) =>
  nightPlan(flows, { rest: `matching: { customer: { autoLinkAbove: 1, reviewAbove: 0.5 ${rest} } }` })

/** Two questions: three Janas in three systems, two Petrs with money. */
const company = {
  'crm.csv': csv(`
    id  name           email             phone      vat  city   changed
    1   Jana Nováková  jana@example.cz   601234567  -    Brno   2026-01-05T08:00:00Z
    2   Petr Svoboda   petr@example.cz   602345678  -    Praha  2026-01-05T08:00:00Z
  `),
  'erp.csv': csv(`
    id  name           email             phone      vat  city   changed
    7   Jana Nováková  jana@example.cz   601234567  -    Brno   2026-01-06T08:00:00Z
  `),
  'shop.csv': csv(`
    id  name           email             phone      vat  city   changed
    9   Jana Nováková  jana@example.cz   601234567  -    Zlín   2026-01-07T08:00:00Z
    8   Petr Svoboda   petr@example.cz   602345678  -    Praha  2026-01-05T08:00:00Z
  `),
  'orders.csv': csv(`
    id   customer  gross    day
    O-1  8         1000.50  2026-02-01
    O-2  8         200      2026-02-02
    O-3  9         50       2026-02-03
  `),
}

const list = (folder: NightFolder, wish: Partial<ProposalWish> = {}, limit = 100) =>
  review.list({ state: 'open', ...wish }, { limit }, folder.tools)

async function asked(folder: NightFolder, member: string): Promise<string> {
  const { proposals } = await list(folder, { member })

  return proposals[0]?.id ?? ''
}

const word = (proposal: string, by = 'jana', verdict: 'same' | 'different' | 'later' = 'same') => ({
  ...{ proposal, verdict, by, members: [] },
  reason: 'knows them',
})

test('proposals come with what is at stake, most money first, and every filter narrows', async () => {
  await using folder = await nightFolder(asking(), company)

  await folder.night(nights[0])
  const { proposals, count, reasons } = await list(folder)
  const membersOf = async (wish: Partial<ProposalWish>) =>
    (await list(folder, wish)).proposals.map(({ members }) => members.join(' '))

  expect(proposals.map(({ members, stake, systems: concerned }) => [members, stake, concerned])).toEqual([
    [['crm:2', 'shop:8'], '1200.50', ['crm', 'shop']],
    [['crm:1', 'erp:7', 'shop:9'], '50.00', ['crm', 'erp', 'shop']],
  ])
  expect(count).toBe(2)
  expect(reasons).toEqual([{ entity: 'customer', reason: 'between-thresholds', count: 2, isCountExact: true }])
  expect(await membersOf({ system: 'erp' })).toEqual(['crm:1 erp:7 shop:9'])
  expect(await membersOf({ membersMin: 3 })).toEqual(['crm:1 erp:7 shop:9'])
  expect(await membersOf({ stakeMin: '100' })).toEqual(['crm:2 shop:8'])
  expect(await membersOf({ member: 'crm:1' })).toEqual(['crm:1 erp:7 shop:9'])
  expect(await membersOf({ reason: 'tie' })).toEqual([])
  expect(await membersOf({ entity: 'product' })).toEqual([])
  expect(await membersOf({ weightMin: 1_000 })).toEqual([])
  expect(await membersOf({ state: 'decided' })).toEqual([])
  await expect(list(folder, { member: 'crm:77' })).rejects.toMatchObject({ code: 'RECORD_UNKNOWN' })
})

test('pages follow each other without a gap or a repetition, and a second night writes nothing', async () => {
  await using folder = await nightFolder(asking(), company)

  await folder.night(nights[0])
  const rows = () =>
    sql<{ row: string }>`select proposal::text as row from review.proposal order by id`.execute(folder.store.db)
  const before = (await rows()).rows
  const first = await list(folder, {}, 1)
  const second = await review.list({ state: 'open' }, { limit: 1, after: first.next ?? undefined }, folder.tools)
  const all = await list(folder)

  expect([...first.proposals, ...second.proposals]).toEqual(all.proposals)
  expect(second.next).toBeNull()
  await folder.night(nights[1])
  expect((await rows()).rows).toEqual(before)
})

test('a proposal shows the golden record it would become by the policy, for all members or for some', async () => {
  const policy = '\ntruth: { customer: { city: [{ mostTrusted: [shop] }] } }'
  await using folder = await nightFolder(`${asking()}${policy}`, company)

  await folder.night(nights[0])
  const id = await asked(folder, 'crm:1')
  const sheet = await review.show(await folder.plan(), id, [], folder.tools)
  const some = await review.preview(await folder.plan(), id, ['crm:1', 'erp:7'], folder.tools)

  expect(sheet.preview?.members).toEqual(['crm:1', 'erp:7', 'shop:9'])
  expect(sheet.preview?.fields.find(({ field }) => field === 'city')).toMatchObject({
    value: 'Zlín',
    from: 'shop:9',
    reason: 'most-trusted:shop',
  })
  expect(some?.members).toEqual(['crm:1', 'erp:7'])
  expect(some?.fields.find(({ field }) => field === 'city')?.value).toBe('Brno')

  await folder.decide(id, 'same')
  const night = await folder.night(nights[1])

  expect(night.goldenIdOf('crm:1')).toBe(sheet.preview?.id)
  expect(night.says('golden-customers', 'golden_id', 'city')).toContainEqual([sheet.preview?.id, 'Zlín'])
})

test('a proposal is given to a person and taken back, and its history says so', async () => {
  await using folder = await nightFolder(asking(), company)

  await folder.night(nights[0])
  const id = await asked(folder, 'crm:1')
  const assign = (to: string | null) => review.assign({ proposals: [id], to, by: 'boss', reason: null }, folder.tools)

  expect(await assign('petr')).toEqual([id])
  expect(await assign('petr')).toEqual([])
  expect((await list(folder, { assignee: 'petr' })).proposals.map((proposal) => proposal.id)).toEqual([id])
  expect((await list(folder, { assignee: null })).count).toBe(1)
  await assign(null)
  const { history, assignee } = await review.show(await folder.plan(), id, [], folder.tools)

  expect(assignee).toBeNull()
  expect(history.map(({ kind, actor, detail }) => [kind, actor, detail])).toEqual([
    ['assigned', 'boss', { to: 'petr' }],
    ['unassigned', 'boss', {}],
  ])
  await expect(
    review.assign({ proposals: ['pro_0'], to: 'petr', by: 'boss', reason: null }, folder.tools),
  ).rejects.toMatchObject({ code: 'PROPOSAL_UNKNOWN' })
})

test('where the plan wants four eyes, the first word does not act until another person confirms it', async () => {
  await using folder = await nightFolder(asking(', fourEyes: { membersMin: 3 }'), company)

  await folder.night(nights[0])
  const id = await asked(folder, 'crm:1')

  expect(await review.decide(word(id), folder.tools)).toMatchObject({ state: 'awaiting' })
  expect((await list(folder, { state: 'awaiting' })).proposals).toMatchObject([
    { id, state: 'awaiting', needsSecond: true, pending: { verdict: 'same', by: 'jana' } },
  ])
  const waiting = await folder.night(nights[1])

  expect(waiting.clusters()).toContain('crm:1')
  await expect(review.confirm({ proposal: id, by: ' Jana ' }, folder.tools)).rejects.toMatchObject({
    code: 'SECOND_PERSON_SAME',
  })
  await expect(review.decide(word(id), folder.tools)).rejects.toMatchObject({ code: 'SECOND_PERSON_SAME' })
  await expect(review.decide(word(id, 'petr', 'different'), folder.tools)).rejects.toMatchObject({
    code: 'PROPOSAL_AWAITS',
  })
  await review.confirm({ proposal: id, by: 'petr' }, folder.tools)
  expect((await folder.night(nights[2])).clusters()).toContain('crm:1 erp:7 shop:9')
  const { rows } = await sql<{ actor: string; second: string }>`
    select distinct actor, confirmed_by as second from review.decision`.execute(folder.store.db)

  expect(rows).toEqual([{ actor: 'jana', second: 'petr' }])
  expect((await auditPage(folder.store, 0, 100)).map(({ action, actor }) => [action, actor])).toEqual(
    expect.arrayContaining([
      ['decision-proposed', 'jana'],
      ['proposal-decided', 'jana'],
    ]),
  )
  expect((await verifyAudit(folder.store)).broken).toBeNull()
})

test('a second person may refuse the first word, and below the terms of the plan one person is enough', async () => {
  await using folder = await nightFolder(asking(', fourEyes: { stakeMin: 1000 }'), company)

  await folder.night(nights[0])
  const id = await asked(folder, 'crm:2')

  await review.decide(word(id), folder.tools)
  await review.refuse({ proposal: id, by: 'petr', reason: 'two people' }, folder.tools)
  expect(await list(folder, { state: 'awaiting' })).toMatchObject({ count: 0 })
  expect(await list(folder)).toMatchObject({ count: 2 })
  await expect(review.confirm({ proposal: id, by: 'petr' }, folder.tools)).rejects.toMatchObject({
    code: 'PROPOSAL_AWAITS_NOBODY',
  })
  expect(await review.decide(word(await asked(folder, 'crm:1')), folder.tools)).toMatchObject({ state: 'recorded' })
  expect(await review.decide(word(id, 'jana', 'later'), folder.tools)).toMatchObject({ state: 'recorded' })
})

test('a word on a record that has changed since it was seen is refused, and says which fields of it', async () => {
  await using folder = await nightFolder(asking(), company)

  await folder.night(nights[0])
  const id = await asked(folder, 'crm:1')
  const { version } = await review.show(await folder.plan(), id, [], folder.tools)

  await folder.write({ 'erp.csv': company['erp.csv'].replace('Brno', 'Opava') })
  await folder.night(nights[1])
  await expect(review.decide({ ...word(id), seen: version }, folder.tools)).rejects.toMatchObject({
    code: 'PROPOSAL_CHANGED',
    parameters: { changes: 'erp:7 says another city' },
  })
  const now = await review.show(await folder.plan(), id, [], folder.tools)

  expect(await review.decide({ ...word(id), seen: now.version }, folder.tools)).toMatchObject({ state: 'recorded' })
  await expect(review.decide({ ...word(id), seen: now.version }, folder.tools)).rejects.toMatchObject({
    parameters: { changes: 'jana said same' },
  })
  await expect(review.decide({ ...word(id), seen: 'yesterday' }, folder.tools)).rejects.toMatchObject({
    code: 'ARGUMENT_INVALID',
  })
})

test('what a first person said is not confirmed once the records have changed', async () => {
  await using folder = await nightFolder(asking(', fourEyes: always'), company)

  await folder.night(nights[0])
  const id = await asked(folder, 'crm:1')

  await review.decide(word(id), folder.tools)
  await folder.write({ 'erp.csv': company['erp.csv'].replace('Brno', 'Opava') })
  await folder.night(nights[1])
  await expect(review.confirm({ proposal: id, by: 'petr' }, folder.tools)).rejects.toMatchObject({
    code: 'PROPOSAL_CHANGED',
  })
})

test('what a person answers while the night proposes is not asked again by that night', async () => {
  await using folder = await nightFolder(asking(), company)

  await folder.night(nights[0])
  const [proposal] = await folder.proposals()
  const { rows } = await sql<{ memberIds: number[] }>`
    select member_ids as "memberIds" from review.proposal where id = ${proposal?.id}`.execute(folder.store.db)
  const question = { id: proposal?.id ?? '', memberIds: rows[0]?.memberIds ?? [], weight: 9, reason: 'tie' }
  const settle = (wordsUpTo: number) =>
    folder.store.transaction((session) => settleProposals(session, 'customer', { runId: 1, wordsUpTo }, [question]))
  const isOpen = async () => (await folder.proposals()).some(({ id }) => id === question.id)

  await folder.decide(question.id, 'different')
  await settle(0)
  expect(await isOpen()).toBe(false)
  await settle(1_000)
  expect(await isOpen()).toBe(true)
})

test('a word on some members leaves the question of the others open', async () => {
  await using folder = await nightFolder(asking(), company)

  await folder.night(nights[0])
  const id = await asked(folder, 'crm:1')

  await folder.decide(id, 'same', 'crm:1', 'erp:7')
  expect(await asked(folder, 'crm:1')).toBe(id)
  const night = await folder.night(nights[1])

  expect(night.clusters()).toContain('crm:1 erp:7')
  expect((await list(folder, { member: 'shop:9' })).proposals.map(({ members }) => members)).toEqual([
    ['crm:1', 'erp:7', 'shop:9'],
  ])
  await folder.decide(await asked(folder, 'shop:9'), 'different', 'shop:9')
  expect(await asked(folder, 'shop:9')).toBe('')
  await folder.night(nights[2])
  expect(await asked(folder, 'shop:9')).toBe('')
})
