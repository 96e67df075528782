/** Kinds of planted faults, in the order in which the demo tells of them. */
export const faultKinds = [
  'duplicates',
  'moved',
  'renamed',
  'missing-fields',
  'wrong-stock',
  'lost-orders',
  'net-gross',
  'day-month-swap',
  'duplicate-invoices',
  'duplicates-across-customers',
  'sign',
  'amount',
  'currency',
  'vat-rate',
  'vat-rounding',
  'freight',
  'discount',
  'partial',
  'quantity',
  'price',
  'customer',
  'status',
  'date-shift',
  'not-invoiced',
  'invoiced-twice',
  'paid-cancelled',
  'sent-twice',
  'unpaid',
  'overpaid',
  'unmatched-payment',
  'proposed-payment',
  'stock',
  'unplanted',
  'stale-overwrites',
  'incomplete-snapshot',
  'renamed-column',
  'system-down',
] as const

export type FaultKind = (typeof faultKinds)[number]

/** What was planted, in the units of README.md. Written beside the systems, never among them, and never read by the engine. */
export interface Truth {
  readonly seed: number
  readonly scale: number
  /** The records of every real customer. */
  readonly clusters: readonly (readonly string[])[]
  readonly planted: Readonly<Partial<Record<FaultKind, readonly string[]>>>
}
