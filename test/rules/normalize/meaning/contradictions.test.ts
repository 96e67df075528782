import { expect, test } from 'vitest'
import { contradictions, contradictionText } from '../../../../rules/normalize/meaning/contradictions.ts'
import { observerOf } from '../../../../rules/normalize/meaning/observed-columns.ts'

const mappings = {
  issuedOn: { from: 'issued', format: 'MM/dd/yyyy' },
  dueOn: 'due',
  net: { from: 'net', decimalMark: ',' as const },
  gross: 'gross',
}

function saidOf(...rows: readonly Readonly<Record<string, string>>[]): readonly string[] {
  const observer = observerOf('invoice', mappings, '.')
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
