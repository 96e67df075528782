import { expect, test } from 'vitest'
import { conflictsDesk } from '../../../../engine/cli/golden/conflicts-desk.ts'
import { conflictListText, conflictSheetText } from '../../../../engine/cli/golden/conflict-text.ts'
import { silentProgress } from '../../../../engine/operations/progress.ts'
import type { Tools } from '../../../../engine/operations/tools.ts'
import { nightFolder, type NightFolder } from '../../../support/night-folder.ts'
import { customersOf, flow, nightPlan } from '../../../support/night-plan.ts'
import { csv } from '../../../support/page.ts'

const plan = nightPlan([
  customersOf('crm'),
  customersOf('erp'),
  flow(
    'erp.invoice',
    'select: { file: invoices.csv, key: id }',
    'fields: { number: number, customer: customer, gross: { from: gross, decimalMark: ".", vat: inclusive }, issuedOn: day, currency: currency }',
  ),
])

const customers = (city: string, phone: string) =>
  csv(`
  id  name           email             phone     vat  city     changed
  1   Jana Nováková  jana@example.cz   ${phone}  -    ${city}  2026-01-05T08:00:00Z
  2   Petr Svoboda   petr@example.cz   602345678  -    ${city}  2026-01-05T08:00:00Z
`)
const invoices = csv(`
  id  number    customer  gross    day         currency
  1   2026001   2         1210.00  2026-02-01  CZK
  2   2026002   2         400.00   2026-02-01  EUR
  3   2026003   2         12.50    2026-02-02  EUR
  4   2026004   2         7.00     2026-02-02  USD
`)

async function company() {
  const folder = await nightFolder(plan, {
    'crm.csv': customers('Brno', '601234567'),
    'erp.csv': customers('Praha', '777111222'),
    'invoices.csv': invoices,
  })

  await folder.night('2026-03-01T02:00:00Z')
  await folder.night('2026-03-04T02:00:00Z')
  return folder
}

const toolsOf = ({ store }: NightFolder): Tools => ({
  store,
  workerCount: 1,
  clock: () => new Date('2026-03-04T12:00:00Z'),
  progress: silentProgress,
  signal: new AbortController().signal,
  pause: () => Promise.resolve(),
  log: { info: () => {}, warn: () => {} },
})

test('conflicts are listed by what is at stake, page by page, and narrowed', async () => {
  await using folder = await company()
  const tools = toolsOf(folder)
  const all = await conflictsDesk.list({}, { limit: 10 }, tools)
  const first = await conflictsDesk.list({}, { limit: 2 }, tools)
  const rest = await conflictsDesk.list({}, { limit: 10, after: first.next ?? undefined }, tools)
  const count = async (wish: Parameters<typeof conflictsDesk.list>[0]) =>
    (await conflictsDesk.list(wish, { limit: 10 }, tools)).count

  expect(all.conflicts.map(({ field, stake, systems, ageDays }) => [field, stake, systems.join(' '), ageDays])).toEqual(
    [
      ['city', '1210.00', 'crm erp', 3],
      ['city', '0', 'crm erp', 3],
      ['phone', '0', 'crm erp', 3],
    ],
  )
  expect(all.conflicts.map(({ otherStakes }) => otherStakes)).toEqual([{ EUR: '412.50', USD: '7.00' }, {}, {}])
  expect(conflictListText(all, null)).toContain('1210.00, 412.50 EUR, 7.00 USD')
  expect([...first.conflicts, ...rest.conflicts]).toEqual(all.conflicts)
  expect(rest.next).toBeNull()
  expect(all).toMatchObject({ count: 3, frozen: { count: 0 }, kinds: { differs: 3 } })
  expect(
    await Promise.all([
      count({ field: 'city' }),
      count({ system: 'shop' }),
      count({ kind: 'ping-pong' }),
      count({ isFrozen: true }),
      count({ daysMin: 3 }),
      count({ daysMin: 4 }),
      count({ entity: 'product' }),
    ]),
  ).toEqual([2, 0, 0, 0, 3, 0, 0])
  expect(conflictListText(all, 'word')).toContain('3 of 3 conflicts, 0 frozen (differs 3)\nMore with --after word\n')
})

test('a conflict is shown with every record, the verdict and what to do', async () => {
  await using folder = await company()
  const sheet = await conflictsDesk.show('crm:1', 'phone', toolsOf(folder))

  expect(sheet.records.map(({ record, value }) => [record, value])).toEqual([
    ['crm:1', '+420601234567'],
    ['erp:1', '+420777111222'],
  ])
  expect(sheet.verdict).toMatchObject({ value: '+420601234567', from: 'crm:1' })
  expect(conflictSheetText(sheet)).toContain('The policy says +420601234567, from crm:1')
  await expect(conflictsDesk.show('crm:1', 'email', toolsOf(folder))).rejects.toMatchObject({
    code: 'CONFLICT_UNKNOWN',
  })
})
