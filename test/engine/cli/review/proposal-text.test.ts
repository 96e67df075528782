import { expect, test } from 'vitest'
import { proposalListText, proposalSheetText } from '../../../../engine/cli/review/proposal-text.ts'
import { reviewDesk } from '../../../../engine/cli/review/review-desk.ts'
import { nightFolder } from '../../../support/night-folder.ts'
import { customersOf, nightPlan } from '../../../support/night-plan.ts'
import { csv } from '../../../support/page.ts'

const plan = nightPlan(
  ['crm', 'erp'].map((system) => customersOf(system)),
  { rest: 'matching: { customer: { autoLinkAbove: 1, reviewAbove: 0.5, fourEyes: always } }' },
)
const jana = (id: number, city: string) =>
  csv(`
    id     name           email            phone      vat  city     changed
    ${id}  Jana Nováková  jana@example.cz  601234567  -    ${city}  2026-01-05T08:00:00Z
  `)

test('a list says how many wait and why, a sheet what would be, who has spoken and how to decide', async () => {
  await using folder = await nightFolder(plan, { 'crm.csv': jana(1, 'Brno'), 'erp.csv': jana(7, 'Opava') })

  await folder.night('2026-03-01T02:00:00Z')
  const [proposal] = await folder.proposals()
  const id = proposal?.id ?? ''

  await folder.decide(id, 'same')
  const list = await reviewDesk.list({ state: 'open' }, { limit: 10 }, folder.tools)
  const sheet = await reviewDesk.show(await folder.plan(), id, [], folder.tools)
  const text = proposalSheetText(sheet)

  expect(proposalListText(list, 'open', null)).toContain('second person (jana spoke)')
  expect(proposalListText(list, 'open', 'abc')).toMatch(
    /1 of 1 open\ncustomer between-thresholds: 1 \(between the review and the link threshold\)\nMore with --after abc\n$/,
  )
  expect(text).toContain('"same" makes 2 golden records one, ')
  expect(text).toMatch(/city +\S+ +(crm:1|erp:7) +\S+ +Brno +Opava|city +\S+ +(crm:1|erp:7) +\S+ +Opava +Brno/)
  expect(text).toContain('needs a second person')
  expect(text).toMatch(/Waits for a second person: .*jana: crm:1, erp:7 same, knows them\nconfirm or refuse it\.\n/)
  expect(text.trimEnd().endsWith(`--seen ${sheet.version}`)).toBe(true)
})
