import { expect, test } from 'vitest'
import {
  approvalFiles as files,
  approvalNights,
  approvalPlan as planOf,
  decideMatch,
  matchOf,
  waitingMatches,
} from '../support/approval-company.ts'
import { nightFolder } from '../support/night-folder.ts'
import { storeDump } from '../support/store-dump.ts'

const [first = '', second = '', third = ''] = approvalNights
const columns = ['payment_key', 'document_key', 'state', 'amount', 'write_off'] as const

test('the list says what waits, most money first, and a word on it is followed by every later night', async () => {
  await using folder = await nightFolder(planOf(), files)

  await folder.night(first)
  expect(
    (await waitingMatches(folder)).map(({ payment, pass, documentCount, writeOffMinor }) => ({
      payment,
      pass,
      documentCount,
      writeOffMinor,
    })),
  ).toEqual([
    { payment: 'bank:p2', pass: 'exact', documentCount: 1, writeOffMinor: '0' },
    { payment: 'bank:p1', pass: 'one-to-many', documentCount: 2, writeOffMinor: '0' },
    { payment: 'bank:p3', pass: 'tolerance', documentCount: 1, writeOffMinor: '300' },
  ])
  await decideMatch(folder, 'approve', await matchOf(folder, 'p1'))
  await decideMatch(folder, 'approve', await matchOf(folder, 'p2'), { alternative: 1 })
  await decideMatch(folder, 'approve', await matchOf(folder, 'p3'))
  const night = await folder.night(second)

  expect(night.says('allocations', ...columns)).toEqual([
    ['p1', '1', 'approved', '300.00', '0.00'],
    ['p1', '2', 'approved', '200.00', '0.00'],
    ['p2', '4', 'approved', '700.00', '0.00'],
    ['p3', '5', 'approved', '97.00', '3.00'],
  ])
  expect(night.says('payment-mismatches', 'cause', 'source_key')).toEqual([['unmatched-payment', 'p0']])
  expect(night.says('invoice-mismatches', 'cause', 'source_key')).toEqual([['unpaid', '3']])
  expect((await folder.night(third)).reports['allocations.csv']).toBe(night.reports['allocations.csv'])
})

test('a word resolves the findings it settles at once, and undoing it brings them back as old as they were', async () => {
  await using folder = await nightFolder(planOf(), files)

  await folder.night(first)
  const id = await matchOf(folder, 'p1')
  const approved = await decideMatch(folder, 'approve', id)

  expect(approved).toMatchObject({
    verdict: 'approved',
    documentCount: 2,
    amountMinor: '50000',
    findings: [expect.any(String)],
  })
  expect(await matchOf(folder, 'p1')).toBe('')
  const undone = await decideMatch(folder, 'undo', id)

  expect(undone.findings).toEqual(approved.findings)
  expect(await matchOf(folder, 'p1')).toBe(id)
})

test('approving and undoing leaves the next night as if nothing had been said', async () => {
  const said = async (...verdicts: readonly ('approve' | 'refuse')[]) => {
    await using folder = await nightFolder(planOf(), files)

    await folder.night(first)
    const ids = (await waitingMatches(folder)).map(({ id }) => id)

    for (const verdict of verdicts) {
      for (const id of ids) {
        await decideMatch(folder, verdict, id)
        await decideMatch(folder, 'undo', id)
      }
    }
    const { reports } = await folder.night(second)

    return reports
  }
  const undisturbed = await said()
  const approved = await said('approve', 'refuse')

  for (const report of ['allocations.csv', 'payment-mismatches.csv', 'invoice-mismatches.csv']) {
    expect(approved[report]).toBe(undisturbed[report])
  }
})

test('what is refused is not proposed again, until its evidence changes', async () => {
  await using folder = await nightFolder(planOf(), files)

  await folder.night(first)
  for (const { id } of await waitingMatches(folder)) await decideMatch(folder, 'refuse', id)
  const night = await folder.night(second)

  expect(await waitingMatches(folder)).toEqual([])
  expect(night.says('allocations', 'payment_key')).toEqual([])
  expect(night.says('payment-mismatches', 'cause', 'source_key')).toEqual(
    ['p0', 'p1', 'p2', 'p3'].map((key) => ['unmatched-payment', key]),
  )
  await folder.write({ 'bank.csv': files['bank.csv'].replace('p1,,K1,2026-02-12', 'p1,,K1,2026-02-13') })
  await folder.night(third)
  expect((await waitingMatches(folder)).map(({ payment }) => payment)).toEqual(['bank:p1'])
})

test('what a person refused is not settled either when it becomes the only way', async () => {
  await using folder = await nightFolder(planOf(), files)

  await folder.night(first)
  await decideMatch(folder, 'refuse', await matchOf(folder, 'p2'))
  await folder.write({
    'invoices.csv': files['invoices.csv'].replace(
      '4,F2026004,K2,2026-02-05,2026-02-19,700.00,issued',
      '4,F2026004,K2,2026-02-05,2026-02-19,700.00,cancelled',
    ),
  })
  const night = await folder.night(second)

  expect(night.says('allocations', 'payment_key', 'state').filter(([key]) => key === 'p2')).toEqual([])
})

test('two approvals never take more than there is: the second is refused', async () => {
  await using folder = await nightFolder(planOf(), {
    ...files,
    'bank.csv': `${files['bank.csv']}\np4,,K2,2026-02-15,700.00,CZK,`,
  })

  await folder.night(first)
  const [one, other] = (await waitingMatches(folder)).filter(({ pass }) => pass === 'exact')

  expect(one?.alternativeCount).toBe(1)
  await decideMatch(folder, 'approve', one?.id ?? '', { alternative: 1 })
  await expect(decideMatch(folder, 'approve', other?.id ?? '')).rejects.toMatchObject({ code: 'PAYMENT_LINE_TAKEN' })
  await decideMatch(folder, 'approve', other?.id ?? '', { alternative: 1 })
})

test('a large write-off needs two persons where the plan says so', async () => {
  await using folder = await nightFolder(planOf('{ automaticUpTo: 0.5, fourEyesAbove: 2 }'), files)

  await folder.night(first)
  const id = await matchOf(folder, 'p3')

  expect(await decideMatch(folder, 'approve', id)).toMatchObject({ verdict: 'first-approval', findings: [] })
  expect((await waitingMatches(folder)).find((match) => match.id === id)?.approvedBy).toBe('jana')
  await expect(decideMatch(folder, 'approve', id)).rejects.toMatchObject({ code: 'PAYMENT_SAME_PERSON' })
  const night = await folder.night(second)

  expect(night.says('allocations', 'payment_key', 'state')).toContainEqual(['p3', 'proposed'])
  expect(await decideMatch(folder, 'approve', id, { by: 'petr' })).toMatchObject({ verdict: 'approved' })
  expect((await folder.night(third)).says('allocations', 'payment_key', 'state')).toContainEqual(['p3', 'approved'])
})

test('what is not there, or decided already, is said so', async () => {
  await using folder = await nightFolder(planOf(), files)

  await folder.night(first)
  const id = await matchOf(folder, 'p1')

  await expect(decideMatch(folder, 'approve', 'pmt_unknown')).rejects.toMatchObject({ code: 'PAYMENT_MATCH_UNKNOWN' })
  await expect(decideMatch(folder, 'undo', id)).rejects.toMatchObject({ code: 'PAYMENT_MATCH_UNKNOWN' })
  await expect(decideMatch(folder, 'approve', id, { alternative: 7 })).rejects.toMatchObject({
    code: 'ARGUMENT_INVALID',
  })
  await expect(decideMatch(folder, 'approve', id, { by: '' })).rejects.toMatchObject({ code: 'DECISION_INCOMPLETE' })
  await decideMatch(folder, 'refuse', id)
  await expect(decideMatch(folder, 'approve', id)).rejects.toMatchObject({ code: 'PAYMENT_STATE_UNFIT' })
})

test('a night after approvals over unchanged sources writes nothing', async () => {
  await using folder = await nightFolder(planOf(), files)

  await folder.night(first)
  for (const { id } of await waitingMatches(folder)) await decideMatch(folder, 'approve', id)
  await folder.night(second)
  const nightly = ['staging.run', 'staging.snapshot']
  const before = await folder.store.transaction((session) => storeDump(session, nightly))

  await folder.night(third)
  const after = await folder.store.transaction((session) => storeDump(session, nightly))

  expect(after['documents.allocation']).toEqual(before['documents.allocation'])
  expect(after['documents.mismatch']).toEqual(before['documents.mismatch'])
  expect(after['documents.movement']).toEqual(before['documents.movement'])
})

test('the months of finance add up whatever people say of payments, and hold what is open', async () => {
  await using folder = await nightFolder(planOf(), files)

  await folder.night(first)
  const ids = (await waitingMatches(folder)).map(({ id }) => id)

  for (const id of ids) await decideMatch(folder, 'approve', id)
  await decideMatch(folder, 'undo', ids[0] ?? '')
  const parts = ['opening', 'new', 'resolved', 'accepted', 'closing'].flatMap((part) => [part, `${part}_amount`])
  const night = await folder.night(second)
  const totals = night.says('finance-totals', 'period', 'cause', ...parts)
  const open = night
    .says('payment-mismatches', 'cause', 'difference')
    .filter(([cause]) => cause === 'unmatched-payment')
  const sum = (amounts: readonly (string | undefined)[]) => amounts.reduce((total, one) => total + Number(one ?? 0), 0)

  for (const [, , ...cells] of totals) {
    const [opening, openingAmount, added, addedAmount, resolved, resolvedAmount, accepted, acceptedAmount, ...closing] =
      cells.map(Number) as [number, number, number, number, number, number, number, number, number, number]

    expect([
      opening + added - resolved - accepted,
      openingAmount + addedAmount - resolvedAmount - acceptedAmount,
    ]).toEqual(closing)
  }
  const unmatched = totals.filter(([period, cause]) => period === '2026-03' && cause === 'unmatched-payment')

  expect(sum(unmatched.map((row) => row.at(-2)))).toBe(open.length)
  expect(sum(unmatched.map((row) => row.at(-1)))).toBe(sum(open.map(([, amount]) => amount)))
})
