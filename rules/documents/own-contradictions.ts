import type { CanonicalRecord } from '../entity/entity.ts'
import { absolute, minorUnitsOf } from './document-amounts.ts'
import type { DocumentMember } from './document-member.ts'
import { documentNumberKey } from './document-number.ts'

/** What one copy of a document contradicts by itself: what it states, and what follows from the rest of it. */
export interface OwnContradiction {
  readonly rule: 'BR-CO-13' | 'BR-CO-15' | 'BR-CO-16' | 'SELF-REFERENCE'
  readonly field: string
  readonly stated: string
  readonly computed: string | null
  readonly scale: number | null
  readonly reason: string
}

/**
 * The sums of one record that do not add up by more than the tolerance, and a correction of itself. Only what the record states
 * is tried: a discount or freight for which a system has no column may be what is lacking.
 */
export function ownContradictions({ record, lines }: DocumentMember, tolerance: number): readonly OwnContradiction[] {
  const corrected = record['correctsNumber'] ?? null
  const found = record['scale'] == null ? [] : sums(record, lines, Number(record['scale']), tolerance)

  if (corrected === null || record['number'] == null) return found
  return documentNumberKey(corrected) === documentNumberKey(record['number'])
    ? [...found, selfReference(corrected)]
    : found
}

function selfReference(number: string): OwnContradiction {
  return {
    rule: 'SELF-REFERENCE',
    field: 'correctsNumber',
    stated: number,
    computed: null,
    scale: null,
    reason: 'The document says that it corrects itself.',
  }
}

const none: readonly never[] = []

function sums(
  record: CanonicalRecord,
  lines: readonly CanonicalRecord[],
  scale: number,
  tolerance: number,
): readonly OwnContradiction[] {
  const minor = (name: string) => (record[name] == null ? null : BigInt(record[name]))
  const [net, vat, gross, prepaid, payable] = [
    'netMinor',
    'vatMinor',
    'grossMinor',
    'prepaidMinor',
    'payableMinor',
  ].map(minor) as [bigint | null, bigint | null, bigint | null, bigint | null, bigint | null]
  const tried = [
    differing('BR-CO-15', 'grossMinor', gross, net === null || vat === null ? null : net + vat),
    differing('BR-CO-16', 'payableMinor', payable, gross === null || prepaid === null ? null : gross - prepaid),
    lines.length === 0 ? undefined : differing('BR-CO-13', 'netMinor', net, netOfLines(record, lines, net)),
  ]
  const found = tried.filter((one) => one !== undefined)

  if (found.length === 0) return none
  const tolerated = minorUnitsOf(tolerance, scale)

  return found
    .filter(({ stated, computed }) => absolute(stated - computed) > tolerated)
    .map(({ rule, field, stated, computed }) => ({
      rule,
      field,
      stated: String(stated),
      computed: String(computed),
      scale,
      reason: reasons[rule],
    }))
}

const reasons = {
  'BR-CO-13': 'The amount without VAT does not follow from lines, discount and freight of the same copy.',
  'BR-CO-15': 'The total is not the amount without VAT plus the VAT of the same copy.',
  'BR-CO-16': 'The amount to pay is not the total less what was paid before in the same copy.',
} as const

function differing(rule: keyof typeof reasons, field: string, stated: bigint | null, computed: bigint | null) {
  return stated === null || computed === null || stated === computed ? undefined : { rule, field, stated, computed }
}

/** What lines, discount and freight come to; null where a line is not known, or what is lacking may be in no column. */
function netOfLines(record: CanonicalRecord, lines: readonly CanonicalRecord[], net: bigint | null): bigint | null {
  let sum = 0n

  for (const line of lines) {
    if (line['netMinor'] == null || line['scale'] !== record['scale']) return null
    sum += BigInt(line['netMinor'])
  }
  return withHead(record, sum, net)
}

function withHead(record: CanonicalRecord, sum: bigint, net: bigint | null): bigint | null {
  const [discount, freight] = [record['discountMinor'] ?? null, record['freightMinor'] ?? null]
  const computed = sum - BigInt(discount ?? 0) + BigInt(freight ?? 0)
  const isMore = net !== null && absolute(net) > absolute(computed)

  return (isMore ? freight : discount) === null ? null : computed
}
