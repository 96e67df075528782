/* oxlint-disable no-console -- a benchmark prints what it measured */
import { Command } from 'commander'
import { migrate } from '../../engine/store/migrate.ts'
import { openStore } from '../../engine/store/store.ts'
import { faultyNights } from '../support/faulty-target/faulty-nights.ts'

interface Options {
  readonly corrections: string
  readonly seed: string
  readonly share: string
  readonly knowsKeys?: boolean
}

export const faultyTargetBench = new Command('faulty-target')
  .description('delivers corrections to a system that drops, delays, answers 500 or 429 and cuts after commit')
  .option('--corrections <count>', 'how many', '10000')
  .option('--seed <number>', 'other faults', '1')
  .option('--share <part>', 'part of the requests that something happens to', '0.3')
  .option('--knows-keys', 'the system answers a repeated idempotency key as it did the first time')
  .action(bench)

async function bench({ corrections, seed, share, knowsKeys = false }: Options): Promise<void> {
  await using store = await openStore({ inMemory: true })
  const start = performance.now()

  await migrate(store)
  const outcome = await faultyNights(store, {
    corrections: Number(corrections),
    seed: Number(seed),
    share: Number(share),
    knowsKeys,
    nightsMax: 30,
    onNight: (night, unsettled) => console.log(`night ${night}: ${unsettled} without an outcome yet`),
  })
  const { states, target, faults, nights, onceUncertain, blindRetries, wrongRecords, askedAgain } = outcome

  console.log(`${nights} nights in ${Math.round((performance.now() - start) / 1_000)} s; corrections by state:`, states)
  console.log('faults that struck:', Object.fromEntries(faults))
  console.log(`${onceUncertain} corrections were uncertain at some time, and all of them were resolved by reading back`)
  console.log(`${target.effects} changes took effect in the target; ${wrongRecords} records say something else`)
  console.log(`${target.repeatsAfterEffect} requests repeated one that had taken effect`)
  console.log(`${blindRetries} sent again without reading back; ${askedAgain} asked for again the night after`)
  process.exitCode =
    states['applied'] === Number(corrections) &&
    target.effects === Number(corrections) &&
    wrongRecords + askedAgain === 0
      ? 0
      : 1
}
