import { expect, test } from 'vitest'
import { correctedShop, correctedShopPlan, inShop, phonesOf, writesOf } from '../support/corrected-shop.ts'
import type { NightFolder } from '../support/night-folder.ts'

const night = (day: number) => `2026-03-0${day}T02:00:00Z`

/** Both may delete phones, and the shop takes what the ERP does without asking anybody. */
const plan = correctedShopPlan({
  writeBack: '{ fields: [phone], automatic: [phone] }',
  truth: '{ phone: { prefer: [{ mostTrusted: [erp] }], emptiedBy: [erp, shop] } }',
})

const erpSays = (phone: string, changed: string) => ({
  'erp.csv': `id,name,email,phone,vat,city,changed\n1,Jana Nováková,customer1@example.cz,${phone},,Brno,${changed}\n`,
})
const phone = '+420601001000'

/** A shop that has the phone of the ERP, in which somebody then deletes it. */
async function emptiedShop(): Promise<NightFolder> {
  const folder = await correctedShop(1, plan)

  await folder.night(night(1))
  await folder.night(night(2))
  expect(phonesOf(folder)).toEqual([phone])
  await folder.write(erpSays('', '2026-03-02T08:00:00Z'))
  return folder
}

test('what a system may delete is emptied in the others, once, and what comes back is an echo and no deletion of theirs', async () => {
  await using folder = await emptiedShop()
  const emptied = await folder.night(night(3))

  expect(emptied.says('corrections', 'system', 'column', 'before', 'after', 'state')).toContainEqual([
    'shop',
    'phone',
    phone,
    '',
    'applied',
  ])
  expect(inShop(folder, (shop) => shop.get('select phone, city from customers'))).toEqual({ phone: null, city: 'Brno' })
  const writes = writesOf(folder)
  const echo = await folder.night(night(4))
  const calm = await folder.night(night(5))

  expect(writesOf(folder)).toBe(writes)
  expect(echo.says('conflicts', 'field')).toEqual([])
  expect(echo.says('golden-customers', 'phone')).toEqual([['']])
  expect(calm.reports['corrections.csv']).toBe(echo.reports['corrections.csv'])

  // The shop never deleted anything itself: the old phone is filled in when it is right after all, and so is another one.
  for (const [day, said] of [
    [6, '601001000'],
    [7, '602333444'],
  ] as const) {
    await folder.write(erpSays(said, `2026-03-0${day - 1}T08:00:00Z`))
    await folder.night(night(day))
    expect(phonesOf(folder)).toEqual([`+420${said}`])
  }
  await folder.night(night(8))
  inShop(folder, (shop) => shop.exec(`update customers set phone = null, changed = '2026-03-08T08:00:00Z'`))
  expect((await folder.night(night(9))).says('golden-customers', 'phone')).toEqual([['']])
})

test('an emptied field is put back by a rollback where it is still empty', async () => {
  await using folder = await emptiedShop()

  await folder.night(night(3))
  expect(await folder.rollBack('dlv_000002')).toMatchObject({ counts: { applied: 1 } })
  expect(phonesOf(folder)).toEqual([phone])
  const after = await folder.night(night(4))

  expect(phonesOf(folder)).toEqual([phone])
  expect(after.says('corrections', 'state', 'after')).toEqual([['rolled-back', '']])
})

test('a rollback that empties a field again is no deletion by its system', async () => {
  await using folder = await correctedShop(1, plan)

  inShop(folder, (shop) => shop.exec('update customers set phone = null'))
  await folder.night(night(1))
  await folder.night(night(2))
  expect(phonesOf(folder)).toEqual([phone])
  await folder.rollBack('dlv_000001')
  const told = await folder.night(night(3))

  expect(phonesOf(folder)).toEqual([null])
  expect(told.says('golden-customers', 'phone')).toEqual([[phone]])
})

test('a column that cannot be empty refuses it, and keeps its value', async () => {
  await using folder = await correctedShop(1, plan)

  inShop(folder, (shop) =>
    shop.exec(`alter table customers rename to old;
      create table customers (id integer primary key, name text, email text, phone text not null, city text, changed text);
      insert into customers select * from old`),
  )
  await folder.night(night(1))
  await folder.night(night(2))
  await folder.write(erpSays('', '2026-03-02T08:00:00Z'))
  const told = await folder.night(night(3))

  expect(phonesOf(folder)).toEqual([phone])
  expect(told.says('corrections', 'after', 'state')).toContainEqual(['', 'refused'])
})
