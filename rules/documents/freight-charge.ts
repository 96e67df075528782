import type { EInvoiceAdjustment } from '../entity/e-invoice.ts'

/**
 * UNCL 7161 (D.16B, as EN 16931 uses it): rush delivery, pick-up, direct delivery, cartage, delivery, freight equalization,
 * extraordinary handling, freight service, handling, hoisting and hauling, inside delivery, re-delivery, shipping and handling,
 * special handling, transportation billed by a third party and by the vendor.
 */
const freightCodes: ReadonlySet<string> = new Set([
  'AAT',
  'ADT',
  'ADZ',
  'CAB',
  'DL',
  'FAB',
  'FAC',
  'FC',
  'HD',
  'HH',
  'ID',
  'RE',
  'SAA',
  'SH',
  'TT',
  'TV',
])

/** Words for transport in the languages of the systems we read, where a charge has no code. */
const freightWords =
  /fracht|versand|liefer(?:pauschale|kosten)|zustell|porto\b|transport|freight|shipping|carriage|delivery|postage|p[řr]eprav|doprav|po[šs]tovn|doru[čc]en|livraison|frais de port|verzend|spedizione|env[ií]o/i

/** Does a charge pay for bringing the goods? Its code decides; its words only where it has none. An allowance never does. */
export function isFreight({ kind, reasonCode, reason }: EInvoiceAdjustment): boolean {
  if (kind !== 'charge') return false
  return reasonCode === null ? freightWords.test(reason ?? '') : freightCodes.has(reasonCode)
}
