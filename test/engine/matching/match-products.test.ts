import { expect, test } from 'vitest'
import { matchRecords } from '../../../engine/matching/match-records.ts'
import type { MatchRow } from '../../../engine/matching/match-outcome.ts'
import { fieldsOf } from '../../../rules/entity/entity.ts'
import { productModel } from '../../../rules/matching/product-model.ts'

const fields = fieldsOf('product')

type Product = Readonly<Record<string, string | null>>

const watch: Product = { sku: 'WATCH-7', name: 'Granite watch green', priceMinor: '240000', currency: 'CZK' }
const materials = ['Oak', 'Pine', 'Steel', 'Linen', 'Copper', 'Marble', 'Cork', 'Silk', 'Paper', 'Glass']
const articles = ['table', 'chair', 'lamp', 'bench', 'shelf', 'bowl', 'plate', 'clock', 'mirror', 'basket']

/** A small catalogue, so that numbers and prices have the rarity they have in a shop. */
const others: readonly Product[] = materials.flatMap((material, at) =>
  articles.map((article, place) => ({
    sku: `${material.slice(0, 2).toUpperCase()}${article.slice(0, 2).toUpperCase()}-${100 + 10 * at + place}`,
    gtin: String(8594000000000 + 10 * (10 * at + place)),
    name: `${material} ${article}`,
    priceMinor: String(1000 * (100 + 37 * at + place)),
    currency: 'CZK',
  })),
)

/** How many of the products end up in the cluster of the first, and how many pairs are left as a question. */
async function matched(...products: readonly Product[]) {
  const rows: MatchRow[] = [...products, ...others].map((record, recordId) => ({
    recordId,
    label: `shop:${String(recordId).padStart(4, '0')}`,
    system: 'shop',
    values: fields.map((field) => record[field] ?? null),
  }))
  const batches = (async function* () {
    yield rows
  })()
  const { clusterOf, links } = await matchRecords({ fields, batches, assertions: [] }, productModel, { workerCount: 1 })

  return { together: clusterOf.filter((lowest) => lowest === 0).length, questions: links.verdict.indexOf(0) + 1 }
}

test.each([2, 3, 4])('an article number in %d records names one article, whatever they call it', async (count) => {
  const names = ['Granite watch', 'Rennsemmel', 'Veloflash', null]
  const { together } = await matched(...names.slice(0, count).map((name) => ({ sku: 'WATCH-7', name })))

  expect(together).toBe(count)
})

test('a GTIN in three records names one article', async () => {
  const records = ['Granite watch', 'Rennsemmel', 'Veloflash'].map((name) => ({ gtin: '8594000009990', name }))

  expect((await matched(...records)).together).toBe(3)
})

test('an article number that half of the catalogue has names nothing', async () => {
  const records = others.slice(0, 60).map((product) => ({ ...product, sku: 'MISC' }))

  expect((await matched(...records)).together).toBe(2) // each with its own record in the catalogue
})

test.each<[string, Product]>([
  ['a colour', { ...watch, sku: null, name: 'Granite watch turquoise' }],
  ['a colour and its number', { ...watch, sku: 'WATCH-8', name: 'Granite watch greyish' }],
  ['a size', { ...watch, sku: null, name: 'Granite watch green 40' }],
])('a variant that differs in %s is another article, and no question', async (_, variant) => {
  const green = { ...watch, name: 'Granite watch green 38' }

  expect(await matched(variant['name']?.endsWith('40') ? green : watch, variant)).toEqual({ together: 1, questions: 0 })
})

test.each<[string, Product]>([
  ['shortened', { ...watch, name: 'Granite watch gr.' }],
  ['misspelt', { ...watch, name: 'Granit watch green' }],
  ['in another order', { ...watch, name: 'Watch, granite, green' }],
])('one article whose name is %s is found without a number, if only as a question', async (_, copy) => {
  const { together, questions } = await matched(watch, { ...copy, sku: null })

  expect(together === 2 || questions > 0).toBe(true)
})
