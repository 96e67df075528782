import { expect, test } from 'vitest'
import { listed, suggestion } from '../../../engine/plan/suggestion.ts'

test.each([
  ['erp-tem', ['erp-team', 'crm-team'], 'Did you mean "erp-team"?'],
  ['cmr', ['erp', 'crm'], 'Did you mean "crm"?'],
  ['RUNBOOK', ['runbook'], 'Did you mean "runbook"?'],
  ['shop', ['erp', 'crm'], undefined],
  ['x', [], undefined],
])('%j among %j: %s', (found, allowed, expected) => {
  expect(suggestion(found, allowed)).toBe(expected)
})

test('a long list of words is cut, and says how many are left', () => {
  expect(listed(Array.from({ length: 14 }, (_, index) => `w${index}`))).toMatch(/^w0, .*, w11 and 2 more$/)
  expect(listed([])).toBe('none yet')
})
