import { expect, test } from 'vitest'
import { guardFormula } from '../../reports/formula-guard.ts'

test.each([
  ['=1+1', "'=1+1"],
  ['=HYPERLINK("http://example.com","Pay")', '\'=HYPERLINK("http://example.com","Pay")'],
  ['+420777123456', "'+420777123456"],
  ['-cmd', "'-cmd"],
  ['-1+1', "'-1+1"],
  ['-', "'-"],
  ['-12.', "'-12."],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['\n=1', "'\n=1"],
  ['＝1+1', "'＝1+1"],
])('an apostrophe keeps %j from running', (cell, guarded) => {
  expect(guardFormula(cell)).toBe(guarded)
})

test.each(['', '0', '-12.50', '-7', '1234.50', 'a=b', "O'Brien", "'=1", 'jan@example.com', 'SKU-1'])(
  'leaves %j as it is',
  (cell) => {
    expect(guardFormula(cell)).toBe(cell)
  },
)
