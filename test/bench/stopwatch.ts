import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Store } from '../../engine/store/store.ts'

/** What a person may wait for. */
const MILLISECONDS_MAX = 50

export interface TimedRow {
  readonly what: string
  /** Time on the clock of the middle call, and of nineteen in twenty. */
  readonly 'p50 ms': number
  readonly 'p95 ms': number
  /** What a call costs the processors of this program and of the database: on a busy machine what a quiet one would take. */
  readonly 'processors ms': number
  /** By the clock: nineteen in twenty calls, whatever else the machine did. */
  readonly fits: boolean
}

export type Timed = (what: string, work: (place: number) => Promise<unknown>) => Promise<TimedRow>

/** Asks the same so many times; the first call, which warms up, does not count. */
export async function stopwatch(store: Store, times: number): Promise<Timed> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(store.db)
  const spent = () => spentMilliseconds(rows[0]?.pid ?? 0)

  return async (what, work) => {
    const taken: number[] = []

    await work(0)
    const before = spent()

    for (let place = 1; place <= times; place += 1) {
      const started = performance.now()

      await work(place)
      taken.push(performance.now() - started)
    }
    const sorted = taken.toSorted((left, right) => left - right)
    const share = (part: number) => Number((sorted[Math.ceil(sorted.length * part) - 1] ?? 0).toFixed(1))

    return {
      what,
      'p50 ms': share(0.5),
      'p95 ms': share(0.95),
      'processors ms': Number(((spent() - before) / times).toFixed(1)),
      fits: share(0.95) < MILLISECONDS_MAX,
    }
  }
}

/** Processor time so far of this process and of the database's backend, which the kernel counts in hundredths of a second. */
function spentMilliseconds(backend: number): number {
  const { user, system } = process.cpuUsage()
  const fields = readFileSync(`/proc/${backend}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []

  return (user + system) / 1000 + 10 * (Number(fields[11]) + Number(fields[12]))
}
