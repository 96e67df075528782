import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

interface Score {
  readonly planted: number
  readonly found: number
  readonly precision: number
  readonly recall: number
}

interface DemoLine {
  readonly faults: Readonly<Record<string, Score>>
  readonly stages: Readonly<Record<string, number>>
  readonly peakMemoryMiB: number
  readonly reports: string
}

let folder: string
let line: DemoLine

beforeAll(() => {
  const demo = new URL('../../dist/examples/company/demo.js', import.meta.url).pathname

  folder = mkdtempSync(join(tmpdir(), 'touchstone-demo-'))
  const { stdout, stderr, status } = spawnSync('node', [demo, '--scale', '0.1', '--seed', '19', '--json'], {
    cwd: folder,
    encoding: 'utf8',
  })

  if (status !== 0) throw new Error(`the demo ended with ${status}\n${stderr}`)
  line = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as DemoLine
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('finds the planted duplicates of an example company it was not tuned to', () => {
  expect(line.faults['duplicates']?.planted).toBeGreaterThan(5_000)
  expect(line.faults['duplicates']?.precision).toBeGreaterThanOrEqual(0.95)
  expect(line.faults['duplicates']?.recall).toBeGreaterThanOrEqual(0.95)
})

test('finds every other kind of planted fault and claims no others', () => {
  const poor = Object.entries(line.faults).filter(([, { precision, recall }]) => precision < 0.9 || recall < 0.9)

  expect(Object.keys(line.faults).length).toBeGreaterThanOrEqual(37)
  expect(poor).toEqual([])
})

test.each([
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
])('finds the cause %s wherever it was planted, and nowhere else', (kind) => {
  expect(line.faults[kind]?.planted).toBeGreaterThan(3)
  expect(line.faults[kind]?.precision).toBeGreaterThanOrEqual(0.98)
  expect(line.faults[kind]?.recall).toBeGreaterThanOrEqual(0.98)
})

test('leaves a page for people beside the rows', () => {
  const page = readFileSync(join(folder, 'touchstone-demo', 'night-two', 'run.md'), 'utf8')

  expect(page).toContain('## What failed')
  expect(page).toContain('runbooks/erp.md')
})
