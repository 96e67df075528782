import { expect, test } from 'vitest'
import { inShop } from '../support/corrected-shop.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { flow, nightPlan } from '../support/night-plan.ts'

const night = (day: number) => `2026-03-0${day}T02:00:00Z`

/** A shop keeps prices as numbers and shows 12.5 for 12.50; the ERP says which is right. */
const plan = nightPlan(
  [
    flow(
      'shop.product',
      'direction: both',
      'select: { table: products, key: id }',
      'fields: { sku: sku, name: name, price: { from: price, decimalMark: ".", vat: inclusive } }',
      'writeBack: { fields: [price], automatic: [price] }',
    ),
    flow(
      'erp.product',
      'select: { file: erp.csv, key: id }',
      'fields: { sku: sku, name: name, price: { from: price, decimalMark: ".", vat: inclusive } }',
    ),
  ],
  {
    systems: { shop: '{ connector: sqlite, config: { file: shop.sqlite } }' },
    rest: 'truth: { product: { priceMinor: [{ mostTrusted: [erp] }] } }',
  },
)

const erpSays = (price: string) => ({ 'erp.csv': `id,sku,name,price\n1,LP-10,Desk lamp,${price}\n` })
const priceIn = (folder: NightFolder) =>
  inShop(folder, (shop) => shop.get('select cast(price as text) as price from products')?.['price'])

test('a price is corrected, taken back and corrected again, though the shop writes it with fewer decimals', async () => {
  await using folder = await nightFolder(plan, erpSays('12.50'))

  inShop(folder, (shop) =>
    shop.exec(`create table products (id integer primary key, sku text, name text, price decimal(10,2));
      insert into products values (1, 'LP-10', 'Desk lamp', 9.9)`),
  )
  expect((await folder.night(night(1))).summary.corrections).toEqual({ applied: 1 })
  expect(priceIn(folder)).toBe('12.5')
  // Before the night sees what became of it: the value we wrote is 12.50.
  expect(await folder.rollBack('dlv_000001')).toMatchObject({ counts: { applied: 1 } })
  expect(priceIn(folder)).toBe('9.9')

  expect(await folder.rollBack('dlv_000002')).toMatchObject({ counts: { applied: 1 } })
  expect(priceIn(folder)).toBe('12.5')
  await folder.night(night(2))
  await folder.write(erpSays('13.40'))
  await folder.night(night(3))
  expect(priceIn(folder)).toBe('13.4')
  expect((await folder.night(night(4))).says('conflicts', 'field')).toEqual([])
})
