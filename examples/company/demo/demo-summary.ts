import { relative } from 'node:path'
import type { Company } from '../company.ts'
import type { Scores } from '../score.ts'
import type { Score } from '../scoring/score-of.ts'
import { faultKinds, type FaultKind } from '../truth.ts'
import { boxTable, type TableColumn } from './box-table.ts'
import type { Paint } from './paint.ts'
import type { NightResult } from './run-night.ts'

/** Everything the demo tells at its end. */
export interface DemoResult {
  readonly folder: string
  readonly generateSeconds: number
  readonly one: NightResult
  readonly two: NightResult
  readonly scores: Scores
}

const meaning: Readonly<Record<FaultKind, string>> = {
  duplicates: 'pairs of records of one customer',
  moved: 'records with the old address',
  renamed: 'records with the old name',
  'missing-fields': 'blanks another system could fill',
  'wrong-stock': 'stock the warehouse does not have',
  'lost-orders': 'ordered and paid, never in the ERP',
  'net-gross': 'net booked as gross',
  'day-month-swap': 'day and month exchanged',
  'duplicate-invoices': 'booked twice',
  'duplicates-across-customers': 'booked twice on two entries of one customer',
  sign: 'credit note booked as an invoice',
  amount: 'digits exchanged in the total',
  currency: 'euros booked as crowns',
  'vat-rate': 'wrong VAT rate',
  'vat-rounding': 'VAT rounded once, not on every line',
  freight: 'freight left out',
  discount: 'discount not granted',
  partial: 'a line left out',
  quantity: 'another quantity',
  price: 'another price',
  customer: 'booked on another customer',
  status: 'cancelled in accounting only',
  'date-shift': 'day of the order taken in UTC',
  'not-invoiced': 'shipped, never invoiced',
  'invoiced-twice': 'invoiced twice, both in force',
  'paid-cancelled': 'cancelled, money kept',
  'sent-twice': 'same campaign, same customer, twice',
  unpaid: 'overdue, not or not wholly paid',
  overpaid: 'more paid than asked for',
  'unmatched-payment': 'money that no invoice explains',
  'proposed-payment': 'payments that a person must decide',
  stock: 'the same stocks, as findings',
  unplanted: 'findings about documents with another cause',
  'stale-overwrites': 'old contact put over a newer one',
  'incomplete-snapshot': 'file cut in the middle',
  'renamed-column': 'column renamed overnight',
  'system-down': 'flows of the system that is down',
}

const left = (heading: string): TableColumn => ({ heading, align: 'left' })
const right = (heading: string): TableColumn => ({ heading, align: 'right' })

/** The company in a table: what the engine was given. */
export function companyTable({ records, orders, invoices, booked, catalogue, payments, bankEntries }: Company): string {
  const held = (system: string) => count(records.filter((record) => record.system === system).length)
  const none = ''

  return boxTable(
    [left('system'), left('format'), right('customers'), right('orders'), right('invoices'), right('other')],
    [
      ['e-shop', 'SQLite', held('shop'), count(orders.length), none, `${count(catalogue.length)} products`],
      [
        'ERP',
        'PostgreSQL',
        held('erp'),
        count(orders.filter(({ isInErp }) => isInErp).length),
        count(invoices.length),
        `${count(catalogue.length)} products`,
      ],
      ['CRM', 'CSV, Windows-1250', held('crm'), none, none, none],
      ['mailing', 'JSON lines', held('mailing'), none, none, none],
      ['accounting', 'XLSX and CSV', held('accounting-partners'), none, count(booked.length), none],
      ['gateway', 'JSON lines', none, none, none, `${count(payments.length)} payments`],
      ['bank', 'CAMT.053', none, none, none, `${count(bankEntries.length)} transfers`],
      [
        'warehouse',
        'fixed width',
        held('warehouse'),
        none,
        none,
        `${count(catalogue.filter(({ isInWarehouse }) => isInWarehouse).length)} stock lines`,
      ],
    ],
  )
}

/** Found against planted, time per stage, and what to open first. */
export function demoSummary({ folder, generateSeconds, one, two, scores }: DemoResult, paint: Paint): string {
  const here = (path: string) => relative(process.cwd(), path)

  return [
    '',
    paint.strong('Found against planted'),
    faultTable(scores, paint),
    paint.strong('Seconds'),
    stageTable(one, two),
    `Generating took ${seconds(generateSeconds)} s. Peak memory of a night: ${count(Math.max(one.peakMemoryMiB, two.peakMemoryMiB))} MiB.`,
    `On night two the ERP was down, the gateway's file was cut and a CRM column renamed: the run went on with last good data.`,
    '',
    paint.strong('Open first'),
    `  ${here(one.reports)}/run.md                 the page for people`,
    `  ${here(one.reports)}/duplicates.csv         who is the same, and what gave it away`,
    `  ${here(one.reports)}/invoice-mismatches.csv what finance wants to know`,
    `  ${here(two.reports)}/run.md                 the night on which things failed`,
    `  ${here(folder)}/truth.json                           what was planted; the engine never sees it`,
    '',
  ].join('\n')
}

function faultTable(scores: Scores, paint: Paint): string {
  const rows = faultKinds.flatMap((kind) => {
    const score = scores[kind]

    return score === undefined ? [] : [faultRow(kind, score, paint)]
  })

  return boxTable(
    [left('fault'), left(''), right('planted'), right('found'), right('precision'), right('recall'), left('')],
    rows,
  )
}

function faultRow(kind: FaultKind, { planted, found, precision, recall }: Score, paint: Paint): string[] {
  const worst = Math.min(precision, recall)
  const colour = worst >= 0.95 ? paint.good : worst >= 0.9 ? paint.fair : paint.poor
  const bar = '█'.repeat(Math.round(worst * 10)).padEnd(10, '░')

  return [kind, paint.dim(meaning[kind]), count(planted), count(found), share(precision), share(recall), colour(bar)]
}

function stageTable(one: NightResult, two: NightResult): string {
  const names = [...new Set([...Object.keys(one.stages), ...Object.keys(two.stages)])]
  const spent = (night: NightResult, name: string) => seconds(night.stages[name] ?? 0)

  return boxTable(
    [left('stage'), right('night one'), right('night two')],
    [
      ...names.map((name) => [name, spent(one, name), spent(two, name)]),
      ['whole run', seconds(one.seconds), seconds(two.seconds)],
    ],
  )
}

const share = (value: number) => value.toFixed(3)
const seconds = (value: number) => value.toFixed(1)

/** 12345 as "12,345". */
const count = (value: number) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
