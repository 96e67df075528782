import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { EInvoice } from '../../../../rules/entity/e-invoice.ts'
import { dice } from '../../../bench/documents/dice.ts'
import { generatedInvoice } from '../../../bench/documents/generated-invoices.ts'
import { recomputed } from '../../../bench/documents/invoice-sums.ts'
import { runIn } from '../../../support/command-line-surroundings.ts'
import { ciiText, ublText } from '../../../support/e-invoice-writers.ts'

const die = dice(3)
const invoices = Array.from({ length: 4 }, (_, index) => generatedInvoice(die, index))
const [first, second, third, fourth] = invoices as [EInvoice, EInvoice, EInvoice, EInvoice]

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'compare-'))

  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

async function compareJson(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const folder = await folderOf(files)
  const { exitCode, output } = await runIn(
    { folder },
    ...['documents', 'compare', ...(words.length === 0 ? ['a', 'b'] : words), '--json'],
  )
  const lines = output.split('\n').filter((line) => line !== '')

  return { exitCode, findings: lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

const both = Object.fromEntries(
  invoices.flatMap((invoice, index) => [
    [`a/${index}.xml`, ublText(invoice)],
    [`b/other-${index}.xml`, ciiText(invoice)],
  ]),
)

test('the same invoices in two syntaxes are pairs without a finding', async () => {
  const folder = await folderOf(both)
  const { exitCode, output } = await runIn({ folder }, 'documents', 'compare', 'a', 'b')

  expect([exitCode, output]).toEqual([0, '4 pairs, 0 findings\n'])
})

test('a changed price is one line with cause, files, values and money', async () => {
  const [line, ...rest] = first.lines
  const dearer = recomputed({ ...first, lines: line === undefined ? [] : [{ ...line, unitPrice: '7777' }, ...rest] })
  const { exitCode, findings } = await compareJson({ ...both, 'b/other-0.xml': ciiText(dearer) })

  expect(exitCode).toBe(1)
  expect(findings).toMatchObject([
    {
      cause: 'price',
      rule: null,
      number: first.number,
      leftFile: '0.xml',
      rightFile: 'other-0.xml',
      field: 'lines.unitPrice',
      leftValue: line?.unitPrice,
      rightValue: '7777',
      currency: first.currency,
      evidence: { lines: '1' },
      reason: 'The prices of one unit differ.',
    },
  ])
  expect(findings[0]?.['difference']).toMatch(/^-?\d+\.\d{2}$/)
})

test('a total that alone is wrong is a contradiction of its file, with the rule', async () => {
  const wrong = { ...first, totals: { ...first.totals, payable: '123.45' } }
  const { findings } = await compareJson({ ...both, 'b/other-0.xml': ciiText(wrong) })

  expect(findings).toMatchObject([
    { cause: 'contradiction', rule: 'BR-CO-16', rightFile: 'other-0.xml', field: 'payable', rightValue: '123.45' },
  ])
})

test('what both files contradict is told once, of both', async () => {
  const wrong = { ...first, totals: { ...first.totals, payable: '123.45' } }
  const { findings } = await compareJson({ 'a.xml': ublText(wrong), 'b.xml': ciiText(wrong) }, ...['a.xml', 'b.xml'])

  expect(findings).toMatchObject([{ cause: 'contradiction', rule: 'BR-CO-16', leftFile: 'a.xml', rightFile: 'b.xml' }])
  expect(findings).toHaveLength(1)
})

test('what is missing, there twice or unreadable is told, and the rest is compared', async () => {
  const { 'a/0.xml': _, 'b/other-1.xml': __, ...rest } = both
  const { exitCode, findings } = await compareJson({
    ...rest,
    'b/again.xml': ublText(third),
    'b/cut.xml': ciiText(fourth).slice(0, 900),
  })

  expect(exitCode).toBe(1)
  expect(findings).toMatchObject([
    { rejection: 'SOURCE_FORMAT_INVALID', leftFile: null, rightFile: 'cut.xml' },
    { cause: 'missing', number: second.number, leftFile: '1.xml', rightFile: null },
    { cause: 'missing', number: first.number, leftFile: null, rightFile: 'other-0.xml' },
    { cause: 'duplicate', number: third.number, leftFile: null, evidence: { tier: 'D5' } },
  ])
})

test('for people there is a table, with reasons under it', async () => {
  const folder = await folderOf({ ...both, 'b/other-0.xml': ciiText({ ...first, issuedOn: '2031-01-01' }) })
  const { output } = await runIn({ folder }, 'documents', 'compare', 'a', 'b')

  expect(output).toMatch(/^cause +rule +number +left +right +field +left value +right value +difference\n/)
  expect(output).toContain('date: The dates differ.\n')
  expect(output).toMatch(/4 pairs, 1 finding\n$/)
})

test('a path that leads nowhere is the operator’s', async () => {
  const { exitCode, errors } = await runIn({ folder: await folderOf(both) }, 'documents', 'compare', 'a', 'nowhere')

  expect([exitCode, errors.slice(0, 19)]).toEqual([2, 'SOURCE_FILE_MISSING'])
})
