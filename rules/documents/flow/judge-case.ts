import type { Finding } from '../finding.ts'
import { documentsOf, isCreditNote, type FlowCase, type FlowDocument, type FlowRecord } from './flow-case.ts'
import type { FlowPolicy } from './flow-policy.ts'
import type { FlowTerms } from './flow-terms.ts'
import { invoicedTwice } from './invoiced-twice.ts'
import { notInvoiced } from './not-invoiced.ts'
import { invoicedBeforeShipped, paidBeforeOrdered } from './out-of-sequence.ts'
import { paidCancelled } from './paid-cancelled.ts'

/** What is found of a case, or that its number cannot tell whose it is. */
export interface CaseJudgement {
  readonly findings: readonly Finding[]
  /** Several orders bear the number, and an invoice or payment does not say which of them it belongs to. */
  readonly isAmbiguous: boolean
}

/** Everything that is out of order in one case: the order with what follows from it, or invoices whose order nobody knows. */
export function judgeCase(whole: FlowCase, policy: FlowPolicy, terms: FlowTerms): CaseJudgement {
  const orders = documentsOf(whole.orders)

  if (orders.length === 0) return { findings: judgeInvoices(whole, policy, terms), isAmbiguous: false }
  const cases = orders.map((order) => ({ order, ...followersOf(order, orders, whole) }))
  const placed = cases.reduce((sum, { invoices, payments }) => sum + invoices.length + payments.length, 0)

  if (placed < whole.invoices.length + whole.payments.length) return { findings: [], isAmbiguous: true }
  return { findings: cases.flatMap((one) => judgeOrder(one, policy, terms)), isAmbiguous: false }
}

interface OrderCase {
  readonly order: FlowDocument
  readonly invoices: readonly FlowRecord[]
  readonly payments: readonly FlowRecord[]
}

/** One number used for several orders: what follows belongs to the only order of its customer. */
function followersOf(order: FlowDocument, orders: readonly FlowDocument[], { invoices, payments }: FlowCase) {
  if (orders.length === 1) return { invoices, payments }
  const customer = customerOf(order)
  const isOnly = customer !== null && orders.filter((other) => customerOf(other) === customer).length === 1
  const belongs = ({ goldenCustomer }: FlowRecord) => isOnly && goldenCustomer === customer

  return { invoices: invoices.filter(belongs), payments: payments.filter(belongs) }
}

function customerOf({ records }: FlowDocument): string | null {
  const customers = new Set(records.flatMap(({ goldenCustomer }) => goldenCustomer ?? []))

  return customers.size === 1 ? ([...customers][0] ?? null) : null
}

function judgeOrder({ order, invoices, payments }: OrderCase, policy: FlowPolicy, terms: FlowTerms): Finding[] {
  const { invoice, payment, tolerance } = policy

  return [
    ...(invoice === undefined
      ? []
      : [
          notInvoiced(order, invoices, invoice, terms),
          invoicedTwice(order, invoices, invoice, tolerance.absolute),
          ...(invoice.afterShipping ? invoicedBeforeShipped(order, invoices) : []),
        ]),
    ...(payment === undefined
      ? []
      : [
          ...paidCancelled('order', order, payments, { ...payment, tolerance: tolerance.absolute }, terms),
          ...(payment.afterOrder ? paidBeforeOrdered(order, payments, terms) : []),
        ]),
  ].filter((finding) => finding !== undefined)
}

/** Without the order, its invoices are all there is to be in force: the money is explained as long as one of them is. */
function judgeInvoices({ invoices, payments }: FlowCase, policy: FlowPolicy, terms: FlowTerms): readonly Finding[] {
  const documents = documentsOf(invoices.filter((invoice) => !isCreditNote(invoice)))
  const [first, ...others] = documents

  if (policy.payment === undefined || first === undefined) return []
  const all = { goldenId: first.goldenId, records: documents.flatMap(({ records }) => records) }
  const told = others.length === 0 ? first : all

  return paidCancelled('invoice', told, payments, { ...policy.payment, tolerance: policy.tolerance.absolute }, terms)
}
