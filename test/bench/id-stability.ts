/* oxlint-disable no-console -- a benchmark prints what it measured */
import { Command } from 'commander'
import { openStore } from '../../engine/store/store.ts'
import { idNights } from '../support/id-nights.ts'

export const idStabilityBench = new Command('id-stability')
  .description('what simulated nights with changes, merges, splits, a training and other plans do to golden ids')
  .option('--nights <count>', 'nights', '30')
  .option('--persons <count>', 'persons at the beginning, in up to three systems', '400')
  .option('--seed <number>', 'another company', '1')
  .action(async ({ nights, persons, seed }: { nights: string; persons: string; seed: string }) => {
    await using store = await openStore({ inMemory: true })
    const { unresolved, churned, unexplained, forgotten, events, ...counts } = await idNights(
      store,
      Number(persons),
      Number(nights),
      Number(seed),
    )

    console.log(JSON.stringify({ ...counts, events }))
    console.log(`ids that no longer resolve: ${unresolved.length}`)
    console.log(`unaffected golden records with another id: ${churned.length}`)
    console.log(`records whose place the feed does not explain: ${unexplained.length}`)
    console.log(`couples that are not as persons said, or took back: ${forgotten.length}`)
    for (const line of [...unresolved, ...churned, ...unexplained, ...forgotten].slice(0, 20)) console.log(`  ${line}`)
  })
