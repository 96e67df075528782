/* oxlint-disable no-console -- a benchmark prints what it measured */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { runIn } from '../support/command-line-surroundings.ts'
import { repository } from '../tidy/repository.ts'

/** Payments of two accounts with known answers, matched without them. */
export const paymentsBench = new Command('payments')
  .description('how well two lists of payments are matched without labels')
  .action(async () => {
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
