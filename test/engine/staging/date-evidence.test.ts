import { expect, test } from 'vitest'
import { dateEvidence } from '../../../engine/staging/date-evidence.ts'
import { emptyDateOrderEvidence } from '../../../rules/normalize/date-order.ts'

const dayFirst = { ...emptyDateOrderEvidence(), dayFirst: 1, monthFirst: 0, either: 4 }
const monthFirst = { ...emptyDateOrderEvidence(), dayFirst: 0, monthFirst: 2, either: 0 }
const mixed = { ...emptyDateOrderEvidence(), dayFirst: 1, monthFirst: 1, either: 0 }
const nothing = { ...emptyDateOrderEvidence(), dayFirst: 0, monthFirst: 0, either: 3 }

test.each([
  ['the proof has left the export', dayFirst, nothing, dayFirst],
  ['the export changed its format', dayFirst, monthFirst, monthFirst],
  ['tonight contradicts itself', dayFirst, mixed, mixed],
  ['a contradiction has left the export', mixed, nothing, nothing],
  ['nothing was ever proved', nothing, nothing, nothing],
  ['the column is new', undefined, nothing, nothing],
])('%s', (_, before, tonight, kept) => {
  expect(dateEvidence(before === undefined ? {} : { issued: before }, new Map([['issued', tonight]]))).toEqual({
    issued: kept,
  })
})
