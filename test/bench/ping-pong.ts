/* oxlint-disable no-console -- a benchmark prints what it measured */
import { Command } from 'commander'
import { openStore } from '../../engine/store/store.ts'
import { liveQuarrels } from '../support/quarrel-company.ts'
import { precisionOf, quarrelsFrom, recallOf, scoreOf } from '../support/quarrel-score.ts'
import { quarrelKinds } from '../support/quarrel-town.ts'
import { tryQuarrel } from '../support/quarrel-trial.ts'

export const pingPongBench = new Command('ping-pong')
  .description('simulated histories of a field, with and without rogue jobs: is it told whether it is in ping-pong?')
  .option('--histories <count>', 'histories, every kind as often as the next', '1000')
  .option('--seed <number>', 'other histories', '1')
  .option('--lived', 'histories of one company of three databases, lived through with plan, store and write-back')
  .option('--policy <line>', 'of the lived ones', '[mostRecent]')
  .action(async (options: { histories: string; seed: string; lived?: true; policy: string }) => {
    if (options.lived === true) return lived(Number(options.histories), Number(options.seed), options.policy)
    const start = performance.now()
    const outcomes = quarrelsFrom(Number(options.seed), Number(options.histories)).map(({ kind, seed }) =>
      tryQuarrel(kind, seed),
    )
    const all = scoreOf(outcomes)

    console.table(
      Object.fromEntries(quarrelKinds.map((kind) => [kind, scoreOf(outcomes.filter((one) => one.kind === kind))])),
    )
    for (const { kind, seed, isPingPong } of outcomes.filter((one) => one.isPingPong !== (one.found !== undefined))) {
      console.log(`${isPingPong ? 'missed' : 'found wrongly'}: ${kind}, seed ${seed}`)
    }
    console.log(
      `${outcomes.length} histories of 28 nights in ${((performance.now() - start) / 1000).toFixed(1)} s: precision ${precisionOf(all).toFixed(4)}, recall ${recallOf(all).toFixed(4)}`,
    )
    if (Math.min(precisionOf(all), recallOf(all)) < 0.99) process.exitCode = 1
  })

async function lived(customers: number, seed: number, policy: string): Promise<void> {
  const start = performance.now()
  await using store = await openStore({ inMemory: true })
  const all = await liveQuarrels(store, { customers, seed, policy })
  const isFound = ({ causes }: (typeof all)[number]) => causes.length > 0
  const score = {
    found: all.filter((one) => one.isPingPong && isFound(one)).length,
    foundWrongly: all.filter((one) => !one.isPingPong && isFound(one)).length,
    missed: all.filter((one) => one.isPingPong && !isFound(one)).length,
  }

  for (const { kind, customer, isPingPong, causes } of all.filter((one) => one.isPingPong !== isFound(one))) {
    console.log(`${isPingPong ? 'missed' : `found wrongly (${causes.join(', ')})`}: ${kind}, customer ${customer}`)
  }
  console.log(
    `${customers} customers through 28 nights of one store in ${((performance.now() - start) / 1000).toFixed(0)} s: ${JSON.stringify(score)}, precision ${(score.found / (score.found + score.foundWrongly)).toFixed(4)}, recall ${(score.found / (score.found + score.missed)).toFixed(4)}`,
  )
  if (score.foundWrongly + score.missed > customers / 100) process.exitCode = 1
}
