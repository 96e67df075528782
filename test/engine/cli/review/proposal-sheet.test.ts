import { expect, test } from 'vitest'
import { reviewDesk } from '../../../../engine/cli/review/review-desk.ts'
import { nightFolder } from '../../../support/night-folder.ts'
import { customersOf, nightPlan } from '../../../support/night-plan.ts'
import { csv } from '../../../support/page.ts'

const plan = nightPlan(
  ['crm', 'erp', 'shop'].map((system) => customersOf(system)),
  { rest: 'matching: { customer: { autoLinkAbove: 1, reviewAbove: 0.5 } }' },
)

test('shows why the strongest link of a proposal weighs what it does, and the weakest', async () => {
  await using folder = await nightFolder(plan, {
    'crm.csv': csv(`
      id  name           email            phone      vat  city  changed
      1   Jana Nováková  jana@example.cz  601234567  -    Brno  2026-01-05T08:00:00Z
    `),
    'erp.csv': csv(`
      id  name           email            phone      vat  city  changed
      7   Jana Nováková  jana@example.cz  601234567  -    Brno  2026-01-05T08:00:00Z
    `),
    'shop.csv': csv(`
      id  name           email            phone      vat  city  changed
      9   Jana Nováková  jana@example.cz  -          -    -     2026-01-05T08:00:00Z
    `),
  })

  await folder.night('2026-03-01T02:00:00Z')
  const [proposal] = await folder.proposals()
  const { evidence, waterfalls } = await reviewDesk.show(await folder.plan(), proposal?.id ?? '', [], folder.tools)
  const [strongest, weakest] = waterfalls as [(typeof waterfalls)[number], (typeof waterfalls)[number]]

  expect(waterfalls.length).toBe(2)
  expect([strongest.left, strongest.right]).toEqual(['crm:1', 'erp:7'])
  expect(evidence[0]).toContain(`crm:1 and erp:7: match weight ${strongest.weight.toFixed(2)}`)
  expect(evidence.at(-1)).toContain(`${weakest.left} and ${weakest.right}: match weight ${weakest.weight.toFixed(2)}`)
  expect(weakest.parts.find(({ comparison }) => comparison === 'telephone')?.right).toEqual([null])
})
