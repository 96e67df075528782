import { expect, test } from 'vitest'
import { isCancelled } from '../../../rules/documents/cancelled-status.ts'
import { documentNumberKey } from '../../../rules/documents/document-number.ts'
import { documentPolicy } from '../../../rules/documents/document-policy.ts'
import { durationMs } from '../../../rules/documents/duration.ts'
import { causeOrder, mismatchCauses } from '../../../rules/documents/mismatch-cause.ts'

test('a policy names its systems and has defaults for the rest', () => {
  expect(documentPolicy.parse({ between: ['erp', 'shop'] })).toEqual({
    between: ['erp', 'shop'],
    tolerance: { absolute: 0 },
    dueWithin: '24h',
    missingAfter: '72h',
  })
})

test.each([
  [{ between: ['erp'] }],
  [{ between: ['erp', 'shop'], tolerance: { absolute: -1 } }],
  [{ between: ['erp', 'shop'], dueWithin: '1 day' }],
  [{ between: ['erp', 'shop'], tolerence: {} }],
])('the grammar refuses %j', (policy) => {
  expect(documentPolicy.safeParse(policy).success).toBe(false)
})

test.each([
  ['30m', 1_800_000],
  ['24h', 86_400_000],
  ['3d', 259_200_000],
])('%s is %d milliseconds', (text, ms) => {
  expect(durationMs(text)).toBe(ms)
})

test.each([
  ['cancelled', true],
  ['Canceled', true],
  ['STORNO', true],
  ['Zrušeno', true],
  ['storniert', true],
  ['anulowana', true],
  ['Annulée', true],
  ['void', true],
  ['paid', false],
  ['zaplaceno', false],
  ['avoided', false],
  [null, false],
])('a status %j is cancelled: %j', (status, expected) => {
  expect(isCancelled(status)).toBe(expected)
})

test.each([
  ['2024/0017', '20240017'],
  ['INV-0017', 'INV17'],
  ['inv17', 'INV17'],
  ['003411', '3411'],
  ['A3411', 'A3411'],
  ['000', '0'],
  ['---', '---'],
])('the number %j is compared as %s', (number, key) => {
  expect(documentNumberKey(number)).toBe(key)
})

test('every cause says what it means and what to do', () => {
  expect(causeOrder).toHaveLength(35)
  for (const { meaning, whatToDo } of Object.values(mismatchCauses)) {
    expect(`${meaning} ${whatToDo}`).toMatch(/^[A-Z].*\. [A-Z].*\.$/)
  }
})
