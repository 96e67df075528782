import { expect, test } from 'vitest'
import { emptyDateOrderEvidence, type DateOrderEvidence } from '../../../../rules/normalize/date-order.ts'
import {
  columnObserver,
  declaredValueCountMax,
  keptEvidence,
} from '../../../../rules/normalize/meaning/column-evidence.ts'
import { emptyDecimalMarkEvidence } from '../../../../rules/normalize/meaning/decimal-mark.ts'

const dates = { ...emptyDateOrderEvidence(), either: 4 }
const numbers = { ...emptyDecimalMarkEvidence(), either: 4 }
const stages = {
  'day-first': { dates: { ...dates, dayFirst: 1 }, numbers: { ...numbers, comma: 1 } },
  'month-first': { dates: { ...dates, monthFirst: 2 }, numbers: { ...numbers, point: 2 } },
  mixed: { dates: { ...dates, dayFirst: 1, monthFirst: 1 }, numbers: { ...numbers, comma: 1, point: 1 } },
  nothing: { dates, numbers },
}

test.each([
  ['the proof has left the export', 'day-first', 'nothing', 'day-first'],
  ['the export changed its ways', 'day-first', 'month-first', 'month-first'],
  ['tonight contradicts itself', 'day-first', 'mixed', 'mixed'],
  ['a contradiction has left the export', 'mixed', 'nothing', 'nothing'],
  ['nothing was ever proved', 'nothing', 'nothing', 'nothing'],
] as const)('%s', (_, before, tonight, kept) => {
  const evidence = (stage: keyof typeof stages) => ({
    dates: { issued: stages[stage].dates },
    numbers: { gross: stages[stage].numbers },
    clocks: {},
  })

  expect(keptEvidence(evidence(before), evidence(tonight))).toEqual(evidence(kept))
})

test('a new column has tonight’s evidence', () => {
  expect(keptEvidence({}, { dates: { issued: dates }, numbers: {}, clocks: {} })).toMatchObject({
    dates: { issued: dates },
    numbers: {},
  })
})

test('a column whose years stand in front stays so too', () => {
  const before = { ...emptyDateOrderEvidence(), yearFirst: 3 }
  const tonight = { ...emptyDateOrderEvidence(), any: 4 }
  const evidence = (issued: DateOrderEvidence) => ({ dates: { issued }, numbers: {}, clocks: {} })

  expect(keptEvidence(evidence(before), evidence(tonight))).toEqual(evidence(before))
})

test('an open column is counted to its end, a declared one to the bound', () => {
  const observer = columnObserver({ dates: ['issued'], numbers: ['gross'], isDeclared: (column) => column === 'gross' })
  for (let row = 0; row < declaredValueCountMax + 5; row++) observer.observe({ issued: '03/04/2026', gross: '12,50' })
  const { dates: counted, numbers: bounded } = observer.evidence()

  expect(counted['issued']?.either).toBe(declaredValueCountMax + 5)
  expect(bounded['gross']?.comma).toBe(declaredValueCountMax)
})
