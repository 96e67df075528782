import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { scoreNightOne, scoreNightTwo } from '../../../examples/company/score.ts'
import { pairwiseScore } from '../../../examples/company/scoring/pairwise.ts'
import type { Truth } from '../../../examples/company/truth.ts'

const truth: Truth = {
  seed: 1,
  scale: 1,
  clusters: [['shop:1', 'erp:9', 'crm:4'], ['shop:2', 'erp:8'], ['crm:5']],
  planted: {
    moved: ['crm:4'],
    renamed: ['shop:2'],
    'missing-fields': ['crm:4:email'],
    'wrong-stock': ['shop:A'],
    'lost-orders': ['shop:17'],
    'net-gross': ['accounting:70'],
    'day-month-swap': [],
    'duplicate-invoices': ['accounting:70 accounting:90'],
    amount: [],
    currency: [],
    'vat-rate': ['accounting:71'],
    sign: ['accounting:72'],
    'duplicates-across-customers': ['accounting:72 accounting:92'],
    'date-shift': ['erp:19'],
    'not-invoiced': ['erp:20'],
    'invoiced-twice': ['erp:6'],
    'paid-cancelled': ['erp:21'],
    'sent-twice': ['mailing:m2'],
    unpaid: ['erp:30'],
    overpaid: ['bank:o1'],
    'unmatched-payment': ['bank:u1'],
    'proposed-payment': ['bank:p1'],
    stock: ['shop:A'],
    'stale-overwrites': ['shop:1:phone'],
    'incomplete-snapshot': ['gateway.payment'],
    'renamed-column': ['crm.customer'],
    'system-down': ['erp.order'],
  },
}

const duplicates = [
  'entity,cluster,golden_id,system,source_key',
  'customer,c1,g1,shop,1',
  'customer,c1,g1,erp,9',
  'customer,c1,g1,crm,4',
  'customer,c2,g2,shop,2',
  'customer,c2,g2,erp,8',
  'order,o1,g3,shop,1',
]
const conflicts = [
  'entity,golden_id,field,kind,winner_value,loser_system,loser_key,loser_value',
  'customer,g1,postalCode,differs,602 00,crm,4,110 00',
  'customer,g1,city,differs,Brno,crm,4,Praha',
  'customer,g2,familyName,differs,Svobodová,shop,2,Nováková',
  'customer,g2,familyName,differs,Novák,erp,8,Novak',
  'customer,g1,email,missing,x@y.cz,crm,4,',
  "customer,g1,phone,missing,'+420602111222,erp,9,",
  'product,g7,stock,differs,5,shop,A,9',
  'customer,g1,phone,stale-overwrite,1,shop,1,2',
]
const invoices = [
  'cause,system,source_key,other_system,other_key,reason',
  'net-gross,accounting,70,erp,5,',
  'vat-rate,erp,6,accounting,71,',
  'sign,accounting,72,erp,7,',
  'duplicate,accounting,90,accounting,70,D1: the same number.',
  'duplicate,accounting,92,accounting,72,D4: another entry of the customer.',
  'invoiced-twice,erp,6,shop,17,',
  'unpaid,erp,30,bank,,',
]
const payments = [
  'cause,system,source_key,evidence',
  'overpaid,bank,o1,asked 100',
  'unmatched-payment,bank,u1,',
  'unmatched-payment,bank,p1,because some of the open items add up to it; proposed 2 by one-to-many',
]
const orders = [
  'cause,system,source_key,other_system,other_key',
  'missing,erp,,shop,17',
  'date-shift,erp,19,shop,19',
  'not-invoiced,erp,,erp,20',
  'paid-cancelled,erp,21,gateway,p1',
]
const messages = ['cause,system,source_key,other_system,other_key', 'sent-twice,mailing,m2,mailing,m1']
const stock = ['cause,system,source_key,other_system,other_key', 'stock,shop,A,warehouse,A']
const rejections = ['system,entity,source_key,field', 'erp,customer,9,phone']

describe('scoring', () => {
  let reports: string

  beforeEach(() => {
    reports = mkdtempSync(join(tmpdir(), 'score-'))
    write('duplicates.csv', duplicates)
    write('conflicts.csv', conflicts)
    write('invoice-mismatches.csv', invoices)
    write('order-mismatches.csv', orders)
    write('message-mismatches.csv', messages)
    write('stock-mismatches.csv', stock)
    write('payment-mismatches.csv', payments)
    write('rejections.csv', rejections)
    writeFileSync(
      join(reports, 'run.json'),
      JSON.stringify({
        flows: [
          { flow: 'gateway.payment', status: 'incomplete' },
          { flow: 'crm.customer', status: 'drifted' },
          { flow: 'erp.order', status: 'failed' },
          { flow: 'shop.order', status: 'good' },
        ],
      }),
    )
  })
  afterEach(() => rmSync(reports, { recursive: true }))

  const write = (file: string, lines: readonly string[]) =>
    writeFileSync(join(reports, file), `\uFEFF${lines.join('\n')}\n`)
  const scores = () => ({ ...scoreNightOne(reports, truth), ...scoreNightTwo(reports, truth) })

  test('gives perfect reports precision and recall one', () => {
    for (const [kind, score] of Object.entries(scores())) {
      expect({ kind, ...score }).toMatchObject({ kind, precision: 1, recall: 1 })
    }
  })

  test.each([
    ['duplicates.csv', duplicates, 'customer,c1', 'duplicates'],
    ['conflicts.csv', conflicts, 'customer,g1,postalCode', 'moved'],
    ['conflicts.csv', conflicts, 'customer,g1,phone,stale', 'stale-overwrites'],
    ['invoice-mismatches.csv', invoices, 'duplicate', 'duplicate-invoices'],
    ['invoice-mismatches.csv', invoices, 'invoiced-twice', 'invoiced-twice'],
    ['order-mismatches.csv', orders, 'missing', 'lost-orders'],
    ['order-mismatches.csv', orders, 'not-invoiced', 'not-invoiced'],
    ['order-mismatches.csv', orders, 'paid-cancelled', 'paid-cancelled'],
    ['message-mismatches.csv', messages, 'sent-twice', 'sent-twice'],
    ['stock-mismatches.csv', stock, 'stock', 'stock'],
    ['invoice-mismatches.csv', invoices, 'unpaid', 'unpaid'],
    ['payment-mismatches.csv', payments, 'overpaid', 'overpaid'],
    ['payment-mismatches.csv', payments, 'unmatched-payment,bank,u1', 'unmatched-payment'],
    ['payment-mismatches.csv', payments, 'unmatched-payment,bank,p1', 'proposed-payment'],
  ] as const)('%s without its finding loses recall', (file, lines, start, kind) => {
    write(
      file,
      lines.filter((line) => !line.startsWith(start)),
    )
    expect(scores()[kind]?.recall).toBeLessThan(1)
    expect(scores()[kind]?.precision).toBe(1)
  })

  test.each([
    ['conflicts.csv', conflicts, 'customer,g1,postalCode,differs,602 00,erp,9,120 00', 'moved'],
    ['conflicts.csv', conflicts, 'customer,g1,email,missing,x@y.cz,erp,9,', 'missing-fields'],
    ['invoice-mismatches.csv', invoices, 'net-gross,accounting,99,erp,98,', 'net-gross'],
    ['invoice-mismatches.csv', invoices, 'contradiction,accounting,99,erp,98,', 'unplanted'],
    ['invoice-mismatches.csv', invoices, 'unpaid,erp,31,bank,,', 'unpaid'],
    ['payment-mismatches.csv', payments, 'unmatched-payment,bank,u2,', 'unmatched-payment'],
    ['payment-mismatches.csv', payments, 'approval-lapsed,bank,u2,', 'unplanted'],
    ['order-mismatches.csv', orders, 'late,erp,,shop,18', 'unplanted'],
    ['message-mismatches.csv', messages, 'sent-twice,mailing,m4,mailing,m3', 'sent-twice'],
    ['duplicates.csv', duplicates, 'customer,c2,g2,crm,5', 'duplicates'],
  ] as const)('%s with a finding too many loses precision', (file, lines, extra, kind) => {
    write(file, [...lines, extra])
    expect(scores()[kind]?.precision).toBeLessThan(1)
    expect(scores()[kind]?.recall).toBe(1)
  })

  test('counts pairs, not records', () => {
    const found = [['shop:1', 'erp:9', 'shop:2']]

    expect(pairwiseScore(truth.clusters, found)).toEqual({ planted: 4, found: 3, precision: 0.3333, recall: 0.25 })
  })
})
