/* oxlint-disable no-console -- a benchmark prints what it measured */
import { Command } from 'commander'
import { openStore, type Store } from '../../engine/store/store.ts'
import {
  cleanNights,
  everyDay,
  faultsOf,
  guardedFlow,
  systemKinds,
  type SystemKind,
} from '../support/guarded-nights.ts'
import { cleanDays, whole, type CleanDay } from '../support/simulated-system.ts'

export const guardBench = new Command('guard')
  .description('what the snapshot guard takes simulated nights for: every fault, and days that are right')
  .option('--seeds <count>', 'simulated companies for each kind of system', '5')
  .action(async ({ seeds }: { seeds: string }) => {
    await using store = await openStore({ inMemory: true })
    const table = new Map<string, Map<string, number>>()
    const count = (fault: string, status: string) => {
      const row = table.get(fault) ?? new Map<string, number>()
      table.set(fault, row.set(status, (row.get(status) ?? 0) + 1))
    }

    for (const kind of systemKinds)
      for (let seed = 1; seed <= Number(seeds); seed += 1) await judgeNights(store, kind, seed, count)
    for (const [fault, row] of table)
      console.log(`${fault.padEnd(34)}${[...row].map(([status, times]) => `${status} ${times}`).join(', ')}`)
  })

async function judgeNights(
  store: Store,
  kind: SystemKind,
  seed: number,
  count: (fault: string, status: string) => void,
): Promise<void> {
  {
    await using flow = await guardedFlow(store, kind)
    const { alarms } = await cleanNights(flow, seed, everyDay)

    alarms.forEach((alarm) => count('(a day that is right)', alarm))
    for (let night = alarms.length; night <= everyDay.length; night += 1) count('(a day that is right)', 'good')
  }
  await using flow = await guardedFlow(store, kind)
  const clean = await cleanNights(flow, seed + 1_000, Array<CleanDay>(6).fill('ordinary'))
  const { past, stream } = clean
  let night = clean.nextNight

  for (const [name, { deliver }] of faultsOf(kind)) {
    const today = cleanDays.ordinary(past[0] ?? [], night, stream)

    count(name, (await flow.night(night, deliver(today, past, stream, night))).status)
    await flow.night(night + 1, whole(today))
    past.unshift(today)
    night += 2
  }
}
