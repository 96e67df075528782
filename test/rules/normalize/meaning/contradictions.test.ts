import { expect, test } from 'vitest'
import {
  contradictions,
  contradictionText,
  skippedMoments,
} from '../../../../rules/normalize/meaning/contradictions.ts'
import { observerOf } from '../../../../rules/normalize/meaning/observed-columns.ts'

const mappings = {
  issuedOn: { from: 'issued', format: 'MM/dd/yyyy' },
  dueOn: 'due',
  net: { from: 'net', decimalMark: ',' as const },
  gross: 'gross',
}

const context = {
  system: { decimalMark: '.' as const },
  company: { country: 'CZ', currency: 'CZK', timeZone: 'Europe/Prague' },
  asOf: '2026-04-01T00:00:00Z',
}

function saidOf(...rows: readonly Readonly<Record<string, string>>[]): readonly string[] {
  const observer = observerOf('invoice', mappings, context)
  rows.forEach((row) => observer.observe(row))

  return contradictions('invoice', mappings, '.', observer.evidence()).map((one) =>
    contradictionText('erp.invoice', one),
  )
}

test('one value that exists only the other way contradicts the plan', () => {
  expect(
    saidOf({ issued: '03/04/2026', net: '1.234' }, { issued: '31/03/2026', net: '12.50', gross: '12,50' }),
  ).toEqual([
    'erp.invoice: the plan declares issuedOn (column issued) as month-first, its values say only day first 1, either way 1.',
    'erp.invoice: the plan declares net (column net) as comma, its values say only point 1, either way 1.',
    'erp.invoice: the plan declares gross (column gross) as point, its values say only comma 1.',
  ])
})

test('what can be read as declared, another notation, and a column left open contradict nothing', () => {
  expect(
    saidOf({ issued: '03/04/2026', due: '31.12.2026', net: '1.234', gross: '1,234' }, { issued: '2026-03-31' }),
  ).toEqual([])
})

test('times that the clocks of the zone never showed are told; those without such a time are not', () => {
  const observed = (...times: readonly string[]) => {
    const observer = observerOf('order', { orderedAt: 'at' }, context)
    times.forEach((at) => observer.observe({ at }))

    return skippedMoments('shop.order', { orderedAt: 'at' }, observer.evidence())
  }

  expect(observed('2026-10-25 02:30', '2026-03-29T02:30:00Z', '2026-03-29 03:30')).toEqual([])
  expect(observed('2026-03-29 02:30:00', '2026-10-25 02:30')).toEqual([
    'shop.order: the clocks of the declared zone never showed 1 of the times of orderedAt (column at); they were read as if the clocks had not changed yet. 1 they showed twice were read as the earlier.',
  ])
})
