/* oxlint-disable no-console -- a benchmark prints what it measured */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { runIn } from '../support/command-line-surroundings.ts'
import { repository } from '../tidy/repository.ts'
import { matchPayments } from '../../rules/documents/payments/match-payments.ts'
import { paymentPolicy } from '../../rules/documents/payments/payment-policy.ts'

/** Payments of two accounts with known answers, matched without them. */
export const paymentsBench = new Command('payments')
  .description('how well two lists of payments are matched without labels')
  .action(async () => {
    tellCrowd()
    const data = resolve(repository, process.env['TOUCHSTONE_DATA'] ?? '../shared/data', 'bank_transactions')

    if (!existsSync(data))
      return console.log('payments skipped: no bank_transactions in TOUCHSTONE_DATA or ../shared/data')
    const folder = await mkdtemp(join(tmpdir(), 'payments-bench-'))
    const at = (name: string) => join(data, name)

    try {
      const begun = performance.now()
      const { output, errors } = await runIn(
        { folder, environment: { TOUCHSTONE_WORKERS: '1' } },
        ...['payments', 'match', at('a.csv.gz'), at('b.csv.gz'), '--truth', at('truth.csv'), '--out', 'out'],
      )

      console.log(`${output}${errors}  seconds    ${((performance.now() - begun) / 1000).toFixed(1)}`)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

const CROWD = 10_000

/** A counterparty made to keep the search for sums busy: thousands of even amounts, and payments that no sum of them can be. */
function tellCrowd(): void {
  const policy = paymentPolicy.parse({ settles: [{ payments: 'bank', documents: 'invoice', of: 'erp' }] })
  const line = { counterparty: 'one', on: '2026-03-01', text: null, reference: null, number: null, remittance: null }
  const items = Array.from({ length: CROWD }, (_, at) => ({
    ...line,
    id: `i${at}`,
    openMinor: BigInt(2 * (at + CROWD)),
  }))
  const payments = Array.from({ length: 100 }, (_, at) => ({
    ...line,
    id: `p${at}`,
    amountMinor: BigInt(2 * at + 12_345_679),
  }))
  const begun = performance.now()
  const { limits, proposals } = matchPayments(payments, items, 2, policy)

  console.log(`  crowd      100 payments, ${CROWD} open items of one counterparty: ${proposals.length} proposed`)
  for (const limit of limits) console.log(`  limit      ${limit}`)
  console.log(`  seconds    ${((performance.now() - begun) / 1000).toFixed(1)}`)
}
