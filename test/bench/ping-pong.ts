/* oxlint-disable no-console -- a benchmark prints what it measured */
import { Command } from 'commander'
import { precisionOf, quarrelsFrom, recallOf, scoreOf } from '../support/quarrel-score.ts'
import { quarrelKinds } from '../support/quarrel-town.ts'
import { tryQuarrel } from '../support/quarrel-trial.ts'

export const pingPongBench = new Command('ping-pong')
  .description('simulated histories of a field, with and without rogue jobs: is it told whether it is in ping-pong?')
  .option('--histories <count>', 'histories, every kind as often as the next', '1000')
  .option('--seed <number>', 'other histories', '1')
  .action((options: { histories: string; seed: string }) => {
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
