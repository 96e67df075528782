import { flowPolicy, type FlowPolicy } from '../../../../rules/documents/flow/flow-policy.ts'
import type { FlowCase, FlowRecord } from '../../../../rules/documents/flow/flow-case.ts'
import type { FlowTerms } from '../../../../rules/documents/flow/flow-terms.ts'
import { judgeCase } from '../../../../rules/documents/flow/judge-case.ts'
import type { Finding } from '../../../../rules/documents/finding.ts'

/** Every flow was read well on the night of 2026-06-20. */
export const terms: FlowTerms = {
  asOf: '2026-06-20T01:30:00.000Z',
  companyTimeZone: 'Europe/Prague',
  lastGoodAt: new Map(
    [
      'shop.order',
      'erp.order',
      'erp.invoice',
      'books.invoice',
      'gateway.payment',
      'shop.product',
      'warehouse.product',
    ].map((flow) => [flow, '2026-06-20T01:00:00.000Z']),
  ),
}

/** The same night, with the given flows read well at another time, or never. */
export function lastGood(flows: Readonly<Record<string, string | null>>): FlowTerms {
  return { ...terms, lastGoodAt: new Map([...terms.lastGoodAt, ...Object.entries(flows)]) }
}

/** A record named `system:key` of a golden record. */
export function record(
  name: string,
  goldenId: string | null,
  fields: Readonly<Record<string, string>> = {},
  rest: Partial<FlowRecord> = {},
): FlowRecord {
  const [system = '', sourceKey = ''] = name.split(':')

  return {
    goldenId,
    system,
    sourceKey,
    record: fields,
    changedAt: null,
    firstSeenAt: '2026-05-02T01:30:00.000Z',
    goldenCustomer: 'cus_1',
    hasPossibleTwin: false,
    ...rest,
  }
}

/** "121.00 CZK" as the fields of a total with VAT. */
export function gross(text: string): Record<string, string> {
  const [amount = '', currency = ''] = text.split(' ')
  const [whole = '', decimals = ''] = amount.split('.')

  return { grossMinor: BigInt(whole + decimals).toString(), scale: String(decimals.length), currency }
}

/** Order 17 over 100 crowns, shipped on 4 May. */
export const order = (fields: Readonly<Record<string, string>> = {}, rest: Partial<FlowRecord> = {}) =>
  record('shop:17', 'ord_17', { number: 'O17', orderedOn: '2026-05-02', shippedOn: '2026-05-04', ...gross('100.00 CZK'), ...fields }, rest) // prettier-ignore

export const invoice = (key: string, total: string, fields: Readonly<Record<string, string>> = {}, rest: Partial<FlowRecord> = {}) =>
  record(`erp:${key}`, `inv_${key}`, { number: `F${key}`, orderNumber: 'O17', issuedOn: '2026-05-05', ...gross(total), ...fields }, rest) // prettier-ignore

export const payment = (key: string, total: string, fields: Readonly<Record<string, string>> = {}) =>
  record(`gateway:${key}`, null, { reference: 'O17', paidOn: '2026-05-02', status: 'captured', ...gross(total), ...fields }) // prettier-ignore

/** Every check on, with the delays of the defaults. */
export const policy = (changes: Readonly<Record<string, unknown>> = {}): FlowPolicy =>
  flowPolicy.parse({ invoice: { in: ['erp'] }, payment: {}, ...changes })

export function judged(one: Partial<FlowCase>, rules = policy(), at = terms): readonly Finding[] {
  return judgeCase({ orders: [], invoices: [], payments: [], ...one }, rules, at).findings
}

/** "cause kind system:key/other:key difference" for each finding. */
export function told(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ cause, kind, system, sourceKey, otherSystem, otherSourceKey, differenceMinor }) =>
    [cause, kind, `${system}:${sourceKey ?? '-'}/${otherSystem}:${otherSourceKey ?? '-'}`, differenceMinor]
      .filter((part) => part !== null)
      .join(' '),
  )
}
