import type { CanonicalRecord } from '../entity/entity.ts'

/** The amounts of a document in whole minor units; null where the source does not know one and it does not follow. */
export interface DocumentAmounts {
  readonly currency: string | null
  /** Decimal digits of the minor unit: 2 for CZK and HUF, 0 for JPY, 3 for KWD. */
  readonly scale: number
  readonly net: bigint | null
  readonly vat: bigint | null
  readonly gross: bigint | null
  /** The source states the VAT itself; otherwise it follows from net and gross. */
  readonly isVatStated: boolean
}

/** Reads the amounts of a record. The third of net, VAT and gross follows exactly from the other two; amounts without scale are unknown. */
export function amountsOf(record: CanonicalRecord): DocumentAmounts {
  const scale = record['scale'] ?? null
  const read = (field: string) => (scale === null || record[field] == null ? null : BigInt(record[field]))
  const [net, vat, gross] = [read('netMinor'), read('vatMinor'), read('grossMinor')]

  return {
    currency: record['currency'] ?? null,
    scale: Number(scale ?? 0),
    net: net ?? subtract(gross, vat),
    vat: vat ?? subtract(gross, net),
    gross: gross ?? subtract(net, vat === null ? null : -vat),
    isVatStated: vat !== null,
  }
}

function subtract(left: bigint | null, right: bigint | null): bigint | null {
  return left === null || right === null ? null : left - right
}

/** The same amounts counted in smaller minor units; `scale` is never smaller than their own. */
export function atScale(amounts: DocumentAmounts, scale: number): DocumentAmounts {
  const factor = 10n ** BigInt(scale - amounts.scale)
  const count = (amount: bigint | null) => (amount === null ? null : amount * factor)

  return { ...amounts, scale, net: count(amounts.net), vat: count(amounts.vat), gross: count(amounts.gross) }
}

/** A number of the plan in minor units, cut off and never rounded up: `toFixed` of a double of 15 digits is exact here. */
export function minorUnitsOf(number: number, scale: number): bigint {
  const [whole = '0', fraction = ''] = number.toFixed(8).split('.')

  return BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'))
}

export function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}

/** Divides by a positive number; a half goes away from zero, for credit notes as for invoices. */
export function divideHalfUp(amount: bigint, divisor: bigint): bigint {
  const rounded = (2n * absolute(amount) + divisor) / (2n * divisor)

  return amount < 0n ? -rounded : rounded
}
