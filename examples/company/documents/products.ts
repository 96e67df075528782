import { ean13 } from '../identity/check-digits.ts'
import { randomStream } from '../random-stream.ts'
import type { Sizes } from '../sizes.ts'
import { articleColours, articleNouns, articleQualities, brands } from '../words/trade.ts'

/** An article on sale. Prices are whole hellers with VAT, as the shop shows them. */
export interface Product {
  readonly sku: string
  readonly ean: string
  readonly name: string
  readonly brand: string
  readonly priceMinor: number
  readonly vatRate: 12 | 21
  readonly stock: number
  /** What the shop still believes, where that is wrong. */
  shopStock: number
  readonly isInWarehouse: boolean
}

/** The catalogue, with distinct SKUs, EANs and names. */
export function products(seed: number, sizes: Sizes): Product[] {
  const random = randomStream(seed, 'products')
  const names = new Set<string>()

  return Array.from({ length: sizes.products }, (_, index) => {
    const brand = random.pick(brands)
    const stock = random.between(0, 400)

    return {
      sku: `${brand.slice(0, 3).toUpperCase()}-${String(10_000 + index)}`,
      ean: ean13(`859${String(4_000_000 + index * 37).padStart(9, '0')}`),
      name: distinctName(random.pick, names),
      brand,
      priceMinor: random.between(49, 9_990) * 100,
      vatRate: random.chance(0.12) ? 12 : 21,
      stock,
      shopStock: stock,
      isInWarehouse: index < sizes.warehouseProducts,
    }
  })
}

function distinctName(pick: <Item>(items: readonly Item[]) => Item, taken: Set<string>): string {
  for (let width = 40; ; width += 5) {
    const name = `${pick(articleNouns)} ${pick(articleQualities)} ${pick(articleColours)} ${width + Math.floor(taken.size / 50)}`

    if (!taken.has(name)) {
      taken.add(name)
      return name
    }
  }
}

/** Lets the shop show a stock the warehouse does not have. Returns the shop’s records. */
export function plantWrongStock(seed: number, catalogue: readonly Product[], count: number): string[] {
  const random = randomStream(seed, 'faults.wrong-stock')

  return random
    .shuffle(catalogue.filter(({ isInWarehouse }) => isInWarehouse))
    .slice(0, count)
    .map((product) => {
      product.shopStock = product.stock + random.between(3, 60)
      return `shop:${product.sku}`
    })
}
