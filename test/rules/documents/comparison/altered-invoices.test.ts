import { expect, test } from 'vitest'
import { scoreCauses } from '../../../bench/documents/cause-score.ts'
import { dice } from '../../../bench/documents/dice.ts'
import { generatedInvoice } from '../../../bench/documents/generated-invoices.ts'
import { judgeCollections, judgeMutants } from '../../../bench/documents/judge-mutants.ts'
import { mutations } from '../../../bench/documents/mutations.ts'

const asItIs = <Invoice>(invoice: Invoice) => Promise.resolve(invoice)

test('every alteration of an invoice is found, with its cause and nothing else', async () => {
  const die = dice(7)
  const invoices = Array.from({ length: 16 }, (_, index) => generatedInvoice(die, index))
  const judged = (
    await Promise.all(invoices.map((invoice, index) => judgeMutants(`invoice ${index}`, invoice, asItIs, die)))
  ).flat()
  const wrong = judged.filter(({ expected, found }) => expected.toSorted().join() !== found.toSorted().join())
  const score = scoreCauses(judged)

  expect(wrong.map(({ name, mutation, found }) => `${name}: ${mutation}: ${found.join(', ')}`)).toEqual([])
  expect(score).toMatchObject({ precision: 1, recall: 1 })
  expect(score.count).toBeGreaterThan(600)
})

test('the alterations reach every cause that one copy can have against another', () => {
  expect([...new Set(mutations.map(({ expected }) => expected))].toSorted()).toEqual([
    'contradiction',
    'currency',
    'customer',
    'date',
    'day-month-swap',
    'discount',
    'freight',
    'net-gross',
    'partial',
    'prepaid',
    'price',
    'quantity',
    'seller',
    'sign',
    'vat-category',
    'vat-rate',
    'vat-rounding',
  ])
})

test('an invoice left out is missing, and one held twice is a duplicate', () => {
  const die = dice(11)
  const invoices = Array.from({ length: 30 }, (_, index) => generatedInvoice(die, index))

  expect(scoreCauses(judgeCollections(invoices, die, 40))).toMatchObject({ precision: 1, recall: 1 })
})

test('a cause that is not found, and one too many, lower the score', () => {
  const score = scoreCauses([
    { expected: ['price'], found: ['quantity'] },
    { expected: ['price'], found: ['price', 'freight'] },
    { expected: ['price'], found: [] },
    { expected: [], found: [] },
  ])

  expect(score).toEqual({
    count: 4,
    precision: 1 / 3,
    recall: 1 / 3,
    confusion: [
      ['-', 'freight', 1],
      ['price', '-', 1],
      ['price', 'price', 1],
      ['price', 'quantity', 1],
    ],
  })
})
