import type { CanonicalRecord } from '../entity/entity.ts'
import { businessDate } from './business-date.ts'
import { amountsOf } from './document-amounts.ts'
import type { ContentAdjustment, ContentLine, DocumentContent } from './document-content.ts'
import type { DocumentKind } from './document-member.ts'

const nothing: readonly never[] = []

/** What one system says in one document: a canonical record with its canonical lines, if the system keeps any. */
export function contentOfRecord(
  kind: DocumentKind,
  record: CanonicalRecord,
  lines: readonly CanonicalRecord[],
  companyTimeZone: string,
): DocumentContent {
  const { currency, scale, net, vat, gross, isVatStated } = amountsOf(record)
  const field = (name: string) => record[name] ?? null
  const minor = (name: string) => (record['scale'] == null ? null : bigintOf(field(name)))
  const rate = field('vatRate')
  const corrects = field('correctsNumber')
  const exchangeCurrency = field('exchangeCurrency')

  return {
    kind,
    isCreditNote: field('documentType') === 'credit-note' || (gross ?? net ?? 0n) < 0n,
    number: field('number'),
    orderNumber: field('orderNumber'),
    corrects: corrects === null ? nothing : [corrects],
    on: businessDate(kind, record, companyTimeZone),
    at: field('orderedAt'),
    taxPointOn: field('taxPointOn'),
    dueOn: field('dueOn'),
    currency,
    scale,
    amounts: {
      lines: null,
      net,
      vat,
      gross,
      prepaid: minor('prepaidMinor'),
      rounding: null,
      payable: minor('payableMinor'),
    },
    isVatStated,
    exchange:
      exchangeCurrency === null
        ? null
        : { currency: exchangeCurrency, rate: field('exchangeRate'), on: null, vat: null },
    vatBreakdown: rate === null || lines.length > 0 ? nothing : [{ category: null, rate: plain(rate), base: net, vat }],
    adjustments: headAdjustments(minor('freightMinor'), minor('discountMinor')),
    lines: lines.length === 0 ? nothing : lines.map((line) => contentLine(line, scale)),
    seller: null,
    buyer: null,
    status: field('status'),
  }
}

function headAdjustments(freight: bigint | null, discount: bigint | null): readonly ContentAdjustment[] {
  const plainly = { category: null, rate: null }

  return [
    ...(freight === null || freight === 0n
      ? nothing
      : [{ ...plainly, amount: freight, isCharge: true, isFreight: true }]),
    ...(discount === null || discount === 0n
      ? nothing
      : [{ ...plainly, amount: -discount, isCharge: false, isFreight: false }]),
  ]
}

/** A line counted at the scale of its document; where the source counts finer, the amounts of the line are not known. */
function contentLine(line: CanonicalRecord, scale: number): ContentLine {
  const field = (name: string) => line[name] ?? null
  const minor = minorUnits(line, scale)
  const [net, vat, gross] = [minor('netMinor'), minor('vatMinor'), minor('grossMinor')]
  const discount = minor('discountMinor')

  return {
    number: field('lineNumber'),
    sku: field('sku'),
    description: field('description'),
    quantity: plain(field('quantity')),
    unit: field('unit'),
    unitPrice: plain(field('unitPrice')),
    net: net ?? less(gross, vat),
    vat: vat ?? less(gross, net),
    gross: gross ?? less(net, negative(vat)),
    adjusted: negative(discount),
    charged: 0n,
    category: field('vatCategory'),
    rate: plain(field('vatRate')),
  }
}

function minorUnits(line: CanonicalRecord, scale: number): (name: string) => bigint | null {
  const own = Number(line['scale'] ?? scale)

  if (own > scale) return () => null
  const times = 10n ** BigInt(scale - own)

  return (name) => {
    const amount = bigintOf(line[name] ?? null)

    return amount === null ? null : amount * times
  }
}

function less(left: bigint | null, right: bigint | null): bigint | null {
  return left === null || right === null ? null : left - right
}

function negative(amount: bigint | null): bigint | null {
  return amount === null ? null : -amount
}

function bigintOf(text: string | null): bigint | null {
  return text === null ? null : BigInt(text)
}

/** A decimal without zeros at its end: databases write 21 as 21.0 or 21.00. */
function plain(decimal: string | null): string | null {
  return decimal === null || !decimal.includes('.') ? decimal : decimal.replace(/\.?0+$/, '')
}
