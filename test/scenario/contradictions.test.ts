import { expect, test } from 'vitest'
import { pairText } from '../../engine/cli/model/explanation-text.ts'
import { explainPair } from '../../engine/matching/explain/explain-records.ts'
import { nightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv } from '../support/page.ts'
import { steward } from '../support/steward.ts'

const nights = [
  '2026-03-01T02:00:00Z',
  '2026-03-02T02:00:00Z',
  '2026-03-03T02:00:00Z',
  '2026-03-04T02:00:00Z',
  '2026-03-05T02:00:00Z',
] as const
const systems = ['crm', 'erp', 'shop']
const plan = nightPlan(systems.map((system) => customersOf(system)))
const strict = nightPlan(
  systems.map((system) => customersOf(system)),
  { rest: 'matching: { customer: { autoLinkAbove: 1 } }\n' },
)
const header = 'id  name  email  phone  vat  city  changed'
const one = '1  Jana Nováková  jana@example.cz  601234567  -  Brno  2026-01-05T08:00:00Z'
const other = '1  Karel Hájek  karel@example.cz  603333333  -  Zlín  2026-01-05T08:00:00Z'
const third = '1  Eva Malá  eva@example.cz  604444444  -  Praha  2026-01-05T08:00:00Z'
const files = (...lines: readonly string[]) =>
  Object.fromEntries(lines.map((line, place) => [`${systems[place]}.csv`, csv(`${header}\n${line}`)]))

test('two persons who contradict each other move nothing, and a third one is asked and settles it', async () => {
  await using folder = await nightFolder(plan, files(one, one, other))
  const { asked, decides, says } = steward(folder)

  expect((await folder.night(nights[0])).clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
  await says('crm:1,erp:1,same,jana')
  expect(await says('crm:1,erp:1,different,petr')).toMatchObject({
    imported: 1,
    contradictions: [
      'jana said crm:1 and erp:1 are same, petr said crm:1 and erp:1 are different; until somebody settles it, crm:1 and erp:1 stay together, as before',
    ],
  })
  expect((await folder.night(nights[1])).clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
  const [proposal] = await asked('persons-disagree')

  expect(proposal).toMatchObject({ members: ['crm:1', 'erp:1'], state: 'open' })
  // Who is part of the contradiction cannot end it by repeating, nor can a model that would join nothing.
  await folder.write({ 'touchstone.yaml': strict })
  expect(await decides('Petr ', 'different', proposal?.id ?? '')).toMatchObject({
    contradictions: [expect.any(String)],
  })
  expect((await folder.night(nights[2])).clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
  expect((await asked('persons-disagree')).map(({ id }) => id)).toEqual([proposal?.id])

  expect(await decides('eva', 'different', proposal?.id ?? '')).toEqual({ state: 'recorded', contradictions: [] })
  expect((await folder.night(nights[3])).clusters()).toEqual(['crm:1', 'erp:1', 'shop:1'])
  expect(await asked()).toEqual([])
  expect((await folder.night(nights[4])).clusters()).toEqual(['crm:1', 'erp:1', 'shop:1'])
})

test('a person who gives way ends the contradiction', async () => {
  await using folder = await nightFolder(plan, files(one, other, third))
  const { asked, says } = steward(folder)

  await folder.night(nights[0])
  await says('crm:1,erp:1,different,petr', 'crm:1,erp:1,same,jana')
  expect((await folder.night(nights[1])).clusters()).toEqual(['crm:1', 'erp:1', 'shop:1'])
  expect(await asked('persons-disagree')).toHaveLength(1)
  await says('crm:1,erp:1,same,petr')
  expect((await folder.night(nights[2])).clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
  expect(await asked()).toEqual([])
})

test('words that contradict each other only together rest where they came last, and nothing is guessed', async () => {
  await using folder = await nightFolder(plan, files(one, other, third))
  const { asked, decides, says } = steward(folder)

  await folder.night(nights[0])
  await says('crm:1,erp:1,same,jana', 'erp:1,shop:1,same,petr')
  expect((await folder.night(nights[1])).clusters()).toEqual(['crm:1 erp:1 shop:1'])
  expect((await says('crm:1,shop:1,different,eva')).contradictions).toEqual([
    'eva said crm:1 and shop:1 are different, jana said crm:1 and erp:1 are same, petr said erp:1 and shop:1 are same; until somebody settles it, the word that crm:1 and shop:1 are different rests',
  ])
  expect((await folder.night(nights[2])).clusters()).toEqual(['crm:1 erp:1 shop:1'])
  const [proposal] = await asked('persons-disagree')

  expect(proposal?.members).toEqual(['crm:1', 'erp:1', 'shop:1'])
  await decides('karel', 'different', proposal?.id ?? '', 'shop:1')
  expect((await folder.night(nights[3])).clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
  expect(await asked()).toEqual([])
})

test('"different" parts what hangs together at the link no person asserted, and the reason names who said it', async () => {
  await using folder = await nightFolder(plan, files(one, other, other))
  const { asked, history, says } = steward(folder)

  await folder.night(nights[0])
  await says('crm:1,erp:1,same,jana')
  expect((await folder.night(nights[1])).clusters()).toEqual(['crm:1 erp:1 shop:1'])
  expect(await says('crm:1,shop:1,different,eva')).toMatchObject({ contradictions: [] })
  expect((await folder.night(nights[2])).clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
  const { signal } = new AbortController()
  const pair = await folder.store.transaction((session) => explainPair(session, ['erp:1', 'shop:1'], undefined, signal))

  expect(pairText(pair)).toContain('a possible link, held apart: it would join records that a person called different.')
  expect(pairText(pair)).toContain('eva called crm:1 and shop:1 different.\n')
  expect((await history('erp:1', 'shop:1')).at(-1)).toMatchObject({
    verdict: 'possible',
    standing: 'inferred',
    heldApartBy: 'joins-asserted-different',
  })
  expect(await asked()).toEqual([])
  expect((await folder.night(nights[3])).clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
})

test('who said all of it alone may settle it alone', async () => {
  await using folder = await nightFolder(plan, files(one, other, third))
  const { asked, decides, says } = steward(folder)

  await folder.night(nights[0])
  await says('crm:1,erp:1,same,jana', 'erp:1,shop:1,same,jana', 'crm:1,shop:1,different,jana')
  expect((await folder.night(nights[1])).clusters()).toEqual(['crm:1 erp:1 shop:1'])
  const [proposal] = await asked('persons-disagree')

  await decides('jana', 'different', proposal?.id ?? '', 'crm:1')
  expect((await folder.night(nights[2])).clusters()).toEqual(['crm:1', 'erp:1 shop:1'])
  expect(await asked()).toEqual([])
})

test('what was settled stays settled when a side takes its word back, and is a question again without the settling word', async () => {
  await using folder = await nightFolder(plan, files(one, one, other))
  const { asked, decides, says, undoes } = steward(folder)

  await folder.night(nights[0])
  await says('crm:1,erp:1,same,jana', 'crm:1,erp:1,different,petr')
  await folder.night(nights[1])
  await decides('eva', 'different', (await asked('persons-disagree'))[0]?.id ?? '')
  expect((await folder.night(nights[2])).clusters()).toEqual(['crm:1', 'erp:1', 'shop:1'])

  // Petr, whom she agreed with, was wrong: she was not asked what he thinks.
  expect(await undoes('2', 'petr')).toMatchObject({
    count: 1,
    settledBy: [{ decision: 3, by: 'eva', verdict: 'different', records: ['crm:1', 'erp:1'] }],
  })
  expect((await folder.night(nights[3])).clusters()).toEqual(['crm:1', 'erp:1', 'shop:1'])
  expect(await asked()).toEqual([])

  await says('crm:1,erp:1,different,karel')
  expect((await undoes('3', 'eva')).settledBy).toEqual([])
  expect((await folder.night(nights[4])).clusters()).toEqual(['crm:1 erp:1', 'shop:1'])
  expect((await asked('persons-disagree')).map(({ members }) => members)).toEqual([['crm:1', 'erp:1']])
})
