import { expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { runIn } from '../support/command-line-surroundings.ts'
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
const flows = [customersOf('crm'), customersOf('erp')]
const plan = nightPlan(flows)
const asking = nightPlan(flows, { rest: 'matching: { customer: { autoLinkAbove: 1, reviewAbove: 0.5 } }\n' })
const header = 'id  name  email  phone  vat  city  changed'
const jana = (id: string, email = 'jana@example.cz', phone = '601234567') =>
  `${id}  Jana Nováková  ${email}  ${phone}  -  Brno  2026-01-05T08:00:00Z`
const karel = '8  Karel Hájek  karel@example.cz  603333333  -  Zlín  2026-01-05T08:00:00Z'
const page = (...lines: readonly string[]) => csv([header, ...lines].join('\n'))
const files = { 'crm.csv': page(jana('1')), 'erp.csv': page(jana('7'), karel) }

test('the ledger tells what nights inferred, what persons said, and what either took back', async () => {
  await using folder = await nightFolder(plan, files)
  const atNoon = (day: number) => steward(folder, `2026-03-0${day}T12:00:00.000Z`)

  await folder.night(nights[0])
  await folder.night(nights[1])
  await atNoon(2).says('crm:1,erp:7,different,petr')
  await folder.night(nights[2])
  await atNoon(3).says('crm:1,erp:7,same,petr')
  await folder.night(nights[3])
  const history = await atNoon(4).history('erp:7', 'crm:1')

  expect(
    history.map(({ at, verdict, standing, run, decision, actor }) => [at, verdict, standing, run, decision, actor]),
  ).toEqual([
    ['2026-03-01T02:00:00.000Z', 'same', 'inferred', 1, null, null],
    ['2026-03-02T12:00:00.000Z', 'different', 'asserted', null, 1, 'petr'],
    ['2026-03-03T02:00:00.000Z', 'same', 'retracted', 3, null, null],
    ['2026-03-03T02:00:00.000Z', 'possible', 'inferred', 3, null, null],
    ['2026-03-03T12:00:00.000Z', 'same', 'asserted', null, 2, 'petr'],
    ['2026-03-04T02:00:00.000Z', 'possible', 'retracted', 4, null, null],
  ])
  expect(history.map(({ evidence }) => evidence)).toEqual([
    'telephone',
    'knows them',
    'person-decided',
    'telephone',
    'knows them',
    'person-decided',
  ])
  expect(history[0]).toMatchObject({ weight: history[3]?.weight, modelVersion: expect.any(String), heldApartBy: null })
  expect(history[3]?.heldApartBy).toBe('asserted-different')
  expect(await atNoon(4).history('crm:1', 'erp:7', { after: 1, limit: 2 })).toEqual(history.slice(1, 3))
})

test('a retracted link says why: a changed record, or another model', async () => {
  await using folder = await nightFolder(plan, files)
  const whys = async () =>
    (await steward(folder).history('crm:1', 'erp:7')).flatMap(({ standing, evidence }) =>
      standing === 'retracted' ? evidence : [],
    )

  await folder.night(nights[0])
  await folder.write({ 'touchstone.yaml': asking })
  await folder.night(nights[1])
  expect(await whys()).toEqual(['another-model'])

  await folder.write({
    'erp.csv': page(jana('7', 'other@example.cz', '699999999').replace('Jana Nováková', 'Ivo Kos'), karel),
  })
  await folder.night(nights[2])
  expect(await whys()).toEqual(['another-model', 'record-changed'])

  await folder.write({ 'erp.csv': page(jana('7'), karel), 'touchstone.yaml': plan })
  await folder.night(nights[3])
  expect((await steward(folder).history('crm:1', 'erp:7')).at(-1)).toMatchObject({
    verdict: 'same',
    standing: 'inferred',
  })
})

test('nights that change nothing write nothing into the ledger, and new weights for old verdicts are no news', async () => {
  await using folder = await nightFolder(plan, files)
  const ledger = () =>
    folder.store.db.selectFrom('matching.link').select(['since_run', 'model_version', 'weight']).execute()

  await folder.night(nights[0])
  const first = await ledger()

  await folder.night(nights[1])
  expect(await ledger()).toEqual(first)
  await folder.write({
    'touchstone.yaml': nightPlan(flows, { rest: 'matching: { customer: { reviewAbove: 0.3 } }\n' }),
  })
  await folder.night(nights[2])
  const relearnt = await ledger()

  expect(relearnt).not.toEqual(first)
  expect(relearnt.map((link) => link.since_run)).toEqual(first.map(() => 1))
  expect(await steward(folder).history('crm:1', 'erp:7')).toHaveLength(1)
})

test('the history is read on the command line, page by page', async () => {
  await using folder = await nightFolder(plan, files)
  const type = (...words: readonly string[]) =>
    runIn(
      {
        folder: folder.path,
        night: { ...engineNight, pairHistory: (...asked) => engineNight.pairHistory(...at(asked)) },
      },
      ...words,
    )
  const at = ([names, kind, shown]: Parameters<typeof engineNight.pairHistory>) =>
    [names, kind, shown, { store: folder.store }] as unknown as Parameters<typeof engineNight.pairHistory>

  await folder.night(nights[0])
  await steward(folder).says('crm:1,erp:7,different,petr')
  const first = await type('explain', 'crm:1', 'erp:7', '--history', '--limit', '1')

  expect(first).toMatchObject({ exitCode: 0, errors: '' })
  expect(first.output).toMatch(
    /1 +2026-03-01T02:00:00.000Z +same +run 1 +match weight [\d.]+, most from telephone, model \w+\n1 more: --after 1\n$/,
  )
  expect((await type('explain', 'crm:1', 'erp:7', '--history', '--after', '1')).output).toMatch(
    /2 +2026-03-01T12:00:00.000Z +different +petr \(decision 1\) +knows them\n$/,
  )
  expect(await type('explain', 'crm:1', '--history')).toMatchObject({ exitCode: 2 })
})
