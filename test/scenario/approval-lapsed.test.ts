import { expect, test } from 'vitest'
import {
  approvalFiles as files,
  approvalNights,
  approvalPlan as planOf,
  decideMatch,
  matchOf,
} from '../support/approval-company.ts'
import { nightFolder } from '../support/night-folder.ts'

const [first = '', second = '', third = '', fourth = ''] = approvalNights
const columns = ['payment_key', 'document_key', 'state', 'amount', 'write_off'] as const

test.each([
  [
    'the invoice is less',
    ['1,F2026001,K1,2026-02-03,2026-02-17,300.00', '1,F2026001,K1,2026-02-03,2026-02-17,250.00'],
    'less is to be paid of the document than was approved',
  ],
  ['the invoice is cancelled', ['300.00,issued', '300.00,cancelled'], 'the document is cancelled'],
  ['the invoice is gone', ['1,F2026001,K1,2026-02-03,2026-02-17,300.00,issued\n', ''], 'the document is gone'],
  ['the payment is less', ['500.00,CZK', '450.00,CZK'], 'the payment is less than what was approved of it'],
  ['the payment is in another currency', ['500.00,CZK', '500.00,EUR'], 'the payment is in another currency'],
  ['the payment is not booked', ['500.00,CZK,', '500.00,CZK,pending'], 'the payment is not booked any more'],
] as const)('an approval that no longer holds is told, not dropped: %s', async (_, [from, to], because) => {
  await using folder = await nightFolder(planOf(), files)

  await folder.night(first)
  const id = await matchOf(folder, 'p1')

  await decideMatch(folder, 'approve', id)
  await folder.write({
    'bank.csv': files['bank.csv'].replace(from, to),
    'invoices.csv': files['invoices.csv'].replace(from, to),
  })
  const night = await folder.night(second)

  expect(night.says('payment-mismatches', 'cause', 'source_key', 'difference', 'evidence')).toContainEqual([
    ...['approval-lapsed', 'p1', '500.00'],
    expect.stringContaining(because),
  ])
  expect(night.says('allocations', 'payment_key', 'state')).not.toContainEqual(['p1', 'approved'])
  await folder.write(files)
  const healed = await folder.night(third)

  expect(healed.says('allocations', 'payment_key', 'state')).toContainEqual(['p1', 'approved'])
  expect(healed.says('payment-mismatches', 'cause').flat()).not.toContain('approval-lapsed')
  await folder.write({
    'bank.csv': files['bank.csv'].replace(from, to),
    'invoices.csv': files['invoices.csv'].replace(from, to),
  })
  await folder.night(fourth)
  await decideMatch(folder, 'undo', id)
  const undone = await folder.night('2026-03-11T22:00:00.000Z')

  expect(undone.says('payment-mismatches', 'cause').flat()).not.toContain('approval-lapsed')
})

test('an approved payment of more than its documents leaves a rest that is told, and a later document may take it', async () => {
  await using folder = await nightFolder(planOf(), files)

  await folder.night(first)
  await decideMatch(folder, 'approve', await matchOf(folder, 'p1'))
  await folder.write({ 'bank.csv': files['bank.csv'].replace('500.00', '620.00') })
  const night = await folder.night(second)

  expect(night.says('payment-mismatches', 'cause', 'source_key', 'number', 'difference')).toContainEqual([
    'overpaid',
    'p1',
    'F2026001',
    '120.00',
  ])
  await folder.write({ 'invoices.csv': `${files['invoices.csv']}\n6,F2026006,K1,2026-02-06,2026-02-20,120.00,issued` })
  const later = await folder.night(third)

  expect(later.says('allocations', ...columns)).toContainEqual(['p1', '6', 'settled', '120.00', '0.00'])
  expect(later.says('payment-mismatches', 'cause').flat()).not.toContain('overpaid')
})
