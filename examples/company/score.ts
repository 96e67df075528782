import { pairwiseScore } from './scoring/pairwise.ts'
import { flowOutcomes, reportRows, type ReportRow } from './scoring/report-rows.ts'
import { setScore, type Score } from './scoring/score-of.ts'
import { spellingDistance } from './scoring/spelling-distance.ts'
import { renameDistanceMin } from './faults/life-changes.ts'
import type { FaultKind, Truth } from './truth.ts'

/** Found against planted, by kind of fault. */
export type Scores = Readonly<Partial<Record<FaultKind, Score>>>

/** Kinds of fault that are there from night one on, and those that night two brings. */
export const nightTwoKinds = [
  'stale-overwrites',
  'incomplete-snapshot',
  'renamed-column',
  'system-down',
] as const satisfies readonly FaultKind[]

/** Scores the reports of night one. Every finding of a kind counts against its precision, planted or not; README.md names the units. */
export function scoreNightOne(reports: string, truth: Truth): Scores {
  const conflicts = reportRows(reports, 'conflicts.csv')
  const invoices = reportRows(reports, 'invoice-mismatches.csv')
  const orders = reportRows(reports, 'order-mismatches.csv')
  const payments = reportRows(reports, 'payment-mismatches.csv')
  const score = (kind: FaultKind, found: Iterable<string>) => setScore(truth.planted[kind] ?? [], found)
  const differing = conflicts.filter((row) => row['kind'] !== 'stale-overwrite' && row['loser_value'] !== '')
  const booked = (cause: string) => unitsOf(invoices, cause, bookedRecord)

  return {
    duplicates: pairwiseScore(truth.clusters, reportedClusters(reports)),
    moved: score('moved', fieldOf(differing, 'customer', ['postalCode']).map(loser)),
    renamed: score(
      'renamed',
      fieldOf(differing, 'customer', ['familyName', 'companyName']).filter(isOtherName).map(loser),
    ),
    'missing-fields': score('missing-fields', blanks(reports, conflicts)),
    'wrong-stock': score('wrong-stock', fieldOf(differing, 'product', ['stock']).map(loser)),
    'lost-orders': score('lost-orders', unitsOf(orders, 'missing', other)),
    'net-gross': score('net-gross', booked('net-gross')),
    'day-month-swap': score('day-month-swap', booked('day-month-swap')),
    'duplicate-invoices': score(
      'duplicate-invoices',
      unitsOf(invoices.filter(isWithinCustomer), 'duplicate', bothRecords),
    ),
    'duplicates-across-customers': score(
      'duplicates-across-customers',
      unitsOf(
        invoices.filter((row) => !isWithinCustomer(row)),
        'duplicate',
        bothRecords,
      ),
    ),
    amount: score('amount', booked('unexplained')),
    ...scoreBookings(booked, score),
    ...scoreFlow(reports, score),
    unplanted: score('unplanted', unplanted([...invoices, ...orders, ...payments])),
    currency: score('currency', booked('currency')),
    'vat-rate': score('vat-rate', booked('vat-rate')),
  }
}

type ScoreKind = (kind: FaultKind, found: Iterable<string>) => Score

/** Causes whose name is that of the fault, told about accounting's entry. */
const bookedCauses = [
  'sign',
  'vat-rounding',
  'freight',
  'discount',
  'partial',
  'quantity',
  'price',
  'customer',
  'status',
] as const satisfies readonly FaultKind[]

function scoreBookings(booked: (cause: string) => readonly string[], score: ScoreKind): Scores {
  return Object.fromEntries(bookedCauses.map((cause) => [cause, score(cause, booked(cause))]))
}

function scoreFlow(reports: string, score: ScoreKind): Scores {
  const rows = (kind: string) => reportRows(reports, `${kind}-mismatches.csv`)

  return {
    'date-shift': score('date-shift', unitsOf(rows('order'), 'date-shift', told)),
    'not-invoiced': score('not-invoiced', unitsOf(rows('order'), 'not-invoiced', other)),
    'invoiced-twice': score('invoiced-twice', unitsOf(rows('invoice'), 'invoiced-twice', told)),
    'paid-cancelled': score('paid-cancelled', unitsOf(rows('order'), 'paid-cancelled', told)),
    'sent-twice': score('sent-twice', unitsOf(rows('message'), 'sent-twice', told)),
    unpaid: score('unpaid', unitsOf(rows('invoice'), 'unpaid', told)),
    overpaid: score('overpaid', unitsOf(rows('payment'), 'overpaid', told)),
    'unmatched-payment': score(
      'unmatched-payment',
      unitsOf(
        rows('payment').filter((row) => !isProposed(row)),
        'unmatched-payment',
        told,
      ),
    ),
    'proposed-payment': score(
      'proposed-payment',
      unitsOf(rows('payment').filter(isProposed), 'unmatched-payment', told),
    ),
    stock: score('stock', unitsOf(rows('stock'), 'stock', told)),
  }
}

/** Causes that were planted nowhere: every finding with another one is a false alarm. */
const plantedCauses: ReadonlySet<string> = new Set([
  ...bookedCauses,
  'missing',
  'net-gross',
  'day-month-swap',
  'duplicate',
  'unexplained',
  'currency',
  'vat-rate',
  'date-shift',
  'not-invoiced',
  'invoiced-twice',
  'paid-cancelled',
  'unpaid',
  'overpaid',
  'unmatched-payment',
])

function unplanted(rows: readonly ReportRow[]): string[] {
  return rows
    .filter((row) => !plantedCauses.has(row['cause'] ?? ''))
    .map((row) => `${row['cause'] ?? ''} ${told(row)} ${other(row)}`)
}

/** Scores what night two added: old values put over newer ones, and flows that gave no usable snapshot. */
export function scoreNightTwo(reports: string, truth: Truth): Scores {
  const flows = flowOutcomes(reports)
  const score = (kind: FaultKind, found: Iterable<string>) => setScore(truth.planted[kind] ?? [], found)
  const withStatus = (status: string) => flows.filter((flow) => flow.status === status).map(({ flow }) => flow)
  const stale = reportRows(reports, 'conflicts.csv').filter((row) => row['kind'] === 'stale-overwrite')

  return {
    'stale-overwrites': score(
      'stale-overwrites',
      stale.map((row) => `${loser(row)}:${row['field'] ?? ''}`),
    ),
    'incomplete-snapshot': score('incomplete-snapshot', withStatus('incomplete')),
    'renamed-column': score('renamed-column', withStatus('drifted')),
    'system-down': score('system-down', withStatus('failed')),
  }
}

function reportedClusters(reports: string): string[][] {
  const clusters = new Map<string, string[]>()

  for (const row of reportRows(reports, 'duplicates.csv')) {
    if (row['entity'] !== 'customer') continue
    const name = row['cluster'] ?? ''
    const record = `${row['system'] ?? ''}:${row['source_key'] ?? ''}`
    const cluster = clusters.get(name)

    if (cluster === undefined) clusters.set(name, [record])
    else cluster.push(record)
  }
  return [...clusters.values()]
}

/** Blank customer fields that another record knows. A value that was rejected is not blank: it is reported as a rejection. */
function blanks(reports: string, conflicts: readonly ReportRow[]): string[] {
  const rejected = new Set(
    reportRows(reports, 'rejections.csv').map(
      (row) => `${row['system'] ?? ''}:${row['source_key'] ?? ''}:${row['field'] ?? ''}`,
    ),
  )

  return conflicts
    .filter((row) => row['entity'] === 'customer' && row['kind'] !== 'stale-overwrite' && row['loser_value'] === '')
    .map((row) => `${loser(row)}:${row['field'] ?? ''}`)
    .filter((unit) => !rejected.has(unit))
}

const fieldOf = (rows: readonly ReportRow[], entity: string, fields: readonly string[]) =>
  rows.filter((row) => row['entity'] === entity && fields.includes(row['field'] ?? ''))

const unitsOf = (rows: readonly ReportRow[], cause: string, unitOf: (row: ReportRow) => string) =>
  rows.filter((row) => row['cause'] === cause).map(unitOf)

const loser = (row: ReportRow) => `${row['loser_system'] ?? ''}:${row['loser_key'] ?? ''}`
const told = (row: ReportRow) => `${row['system'] ?? ''}:${row['source_key'] ?? ''}`
const other = (row: ReportRow) => `${row['other_system'] ?? ''}:${row['other_key'] ?? ''}`

/** The accounting entry of a mismatch, whichever side it is told about. */
const bookedRecord = (row: ReportRow) => (row['other_system'] === 'accounting' ? other(row) : told(row))

/** A payment whose match waits for a person. */
const isProposed = (row: ReportRow) => (row['evidence'] ?? '').includes('proposed')

/** An invoice entered again on the same entry of the customer, not on another one that is the same customer. */
const isWithinCustomer = (row: ReportRow) => !(row['reason'] ?? '').startsWith('D4')

const bothRecords = (row: ReportRow) => [told(row), other(row)].toSorted().join(' ')

/** A rename, not a spelling: the two names differ by more letters than typing errors explain. */
const isOtherName = (row: ReportRow) =>
  spellingDistance(row['winner_value'] ?? '', row['loser_value'] ?? '') >= renameDistanceMin
