import { randomStream, type RandomStream } from '../../examples/company/random-stream.ts'

/** What a history is about; those after "overwritten once" have a rogue job that goes on. */
export const quarrelKinds = [
  'honest edits',
  'typing undone',
  'honest copying',
  'a customer moves',
  'formatting noise',
  'outages and late exports',
  'a person insists',
  'overwritten once',
  'two jobs swap',
  'stale copies',
  'corrections undone',
  'copies with old times',
  'three systems in a circle',
] as const

export type QuarrelKind = (typeof quarrelKinds)[number]

/** What a system holds. `saidAt` is when the word was first said anywhere: a copy is as old as its original. */
export interface Holding {
  /** Which of the customer's values, and in which of its spellings. */
  readonly place: number
  readonly spelling: number
  readonly changedAt: number
  readonly saidAt: number
  readonly isOurs: boolean
  readonly isCopy: boolean
  /** When it came there. */
  readonly at: number
}

interface Overwrite {
  readonly system: string
  readonly replaced: number
  readonly place: number
  readonly day: number
  /** `dated back` is enough alone; `old`: an old value over a newer one; `push`: any other value a job brought; `none`: else. */
  readonly weight: 'dated back' | 'old' | 'push' | 'none'
  /** A value that was given up came back; enough alone, unless the policy agrees with it that night. */
  readonly isRejected: boolean
  readonly wasOurs: boolean
  readonly changedAt: number
}

/** One field of one customer in two or three systems, and all that is to be known of what really happens to it. */
export interface Town {
  readonly kind: QuarrelKind
  readonly systems: readonly string[]
  readonly random: RandomStream
  /** Do the systems put a date of their own on our corrections? */
  readonly stampsWrites: boolean
  readonly holdings: Map<string, Holding>
  /** Every evening's holdings. */
  readonly log: ReadonlyMap<string, Holding>[]
  readonly former: Map<string, Holding[]>
  /** When each value was last said by a person. */
  readonly saidOf: Map<number, number>
  /** Values that a correction of ours replaced. */
  readonly rejected: Set<number>
  readonly shown: Map<string, Holding>
  /** Overwrites that no night has seen yet, and those it has. */
  pending: readonly Overwrite[]
  seen: readonly Overwrite[]
  /** What tonight sees, until the policy has decided. */
  fresh: readonly Overwrite[]
  later: readonly { readonly day: number; readonly act: () => void }[]
  readonly job: {
    readonly every: number
    readonly lag: number
    readonly from: string
    readonly to: string
    /** After the night, when it runs. */
    readonly minute: number
  }
  day: number
  places: number
}

export const firstNight = Date.parse('2026-03-01T02:00:00Z')
export const dayMs = 86_400_000
export const hourMs = 3_600_000

export function openTown(kind: QuarrelKind, seed: number): Town {
  const random = randomStream(seed, `quarrel ${kind}`)
  const isCircle = kind === 'three systems in a circle'
  const systems = isCircle || random.chance(0.5) ? ['crm', 'erp', 'shop'] : ['crm', 'erp']
  const [from = '', to = ''] = random.shuffle(systems)
  const isSplit = isCircle || kind === 'two jobs swap' || kind === 'corrections undone' || random.chance(0.4)
  const holdings = new Map(
    systems.map((system, index): [string, Holding] => {
      const place = isSplit ? index : 0
      const saidAt = firstNight - random.between(20, 900) * dayMs - index * hourMs

      return [system, { place, spelling: 0, changedAt: saidAt, saidAt, isOurs: false, isCopy: false, at: saidAt }]
    }),
  )

  return {
    ...{
      kind,
      systems,
      random,
      holdings,
      log: [new Map(holdings)],
      shown: new Map(),
      rejected: new Set(),
      pending: [],
      seen: [],
      fresh: [],
      later: [],
    },
    saidOf: new Map([...holdings.values()].map(({ place, saidAt }) => [place, saidAt])),
    stampsWrites: random.chance(0.7),
    former: new Map(systems.map((system) => [system, []])),
    job: {
      every: random.between(1, 3),
      lag: random.between(1, 3),
      from,
      to,
      minute: random.between(kind === 'honest copying' ? 15 * 60 : 16 * 60, 23 * 60),
    },
    day: 0,
    places: systems.length,
  }
}

export function held({ holdings }: Pick<Town, 'holdings'>, system: string): Holding {
  const holding = holdings.get(system)

  if (holding === undefined) throw new Error(`there is no system ${system}`)
  return holding
}

/** What a system held some evenings ago: what a late job carries. */
export function heldBefore({ log }: Town, system: string, days: number): Holding {
  return held({ holdings: new Map(log[Math.max(0, log.length - days)]) }, system)
}

interface Put {
  readonly place: number
  readonly by: 'person' | 'job'
  /** When it was said, if not now: of a copy when its original was, of a person who heard of it late when it came true. */
  readonly saidAt?: number
  /** Where a job copies dates too. */
  readonly changedAt?: number
}

/** Somebody or something puts a value into a system. */
export function put(town: Town, system: string, { place, by, saidAt, changedAt }: Put): void {
  const old = held(town, system)
  const now = Math.max(timeOf(town, by), old.at + 60_000)
  const spelling = town.random.chance(town.kind === 'formatting noise' ? 0.6 : 0.2) ? town.random.between(0, 2) : 0

  if (place !== old.place) town.former.get(system)?.push(old)
  if (by === 'person') town.saidOf.set(place, Math.max(saidAt ?? now, town.saidOf.get(place) ?? 0))
  town.holdings.set(system, {
    ...{ place, spelling, saidAt: saidAt ?? now, changedAt: changedAt ?? now },
    ...{ isOurs: false, isCopy: by === 'job', at: now },
  })
}

/** People write at any time of the working day; a job by the clock, up to twenty minutes into its run. */
function timeOf({ day, job, random }: Town, by: Put['by']): number {
  const minute = by === 'job' ? job.minute + random.between(0, 20) : random.between(5 * 60, 15 * 60)

  return firstNight + (day - 1) * dayMs + minute * 60_000
}

/** Keeps that in a day an old value came over what the last night saw, or over the correction it sent, until a night sees it. */
export function noteOverwrite(town: Town, system: string, old: Holding): void {
  const { place, saidAt, changedAt, isCopy } = held(town, system)
  const shown = town.shown.get(system)
  const weight = weightOf({ saidAt, changedAt, isCopy }, old)
  const isRejected = comesBackRejected(town, system, old)

  if (place === old.place || (shown?.place !== old.place && !old.isOurs)) return
  if (weight === 'none' && !isRejected) return
  town.pending = [
    ...town.pending,
    { system, place, replaced: old.place, day: town.day, weight, isRejected, wasOurs: old.isOurs, changedAt },
  ]
}

function weightOf(
  { saidAt, changedAt, isCopy }: Pick<Holding, 'saidAt' | 'changedAt' | 'isCopy'>,
  old: Holding,
): Overwrite['weight'] {
  if (saidAt >= old.saidAt) return isCopy ? 'push' : 'none'
  if (changedAt < old.saidAt) return 'dated back'
  return isCopy ? 'old' : 'none'
}

/** Something the system held before comes back over our correction, or over what a job had brought while we corrected others. */
function comesBackRejected(town: Town, system: string, old: Holding): boolean {
  const { place, saidAt, isCopy } = held(town, system)
  const wasHeld = town.former.get(system)?.some((former) => former.place === place) === true
  const isRejected = old.isOurs || (old.isCopy && town.rejected.has(place))
  const isNews = isCopy && saidAt > old.at
  // Where another system came to it as well since then, it was taken back where it came from.
  const isTakenBack = [...town.holdings].some(([name, other]) => {
    const before = town.shown.get(name)

    return name !== system && other.place === place && before?.place === old.place && !before.isOurs
  })

  return wasHeld && isRejected && !isNews && !isTakenBack
}

/** A night reads a system; undefined when it cannot. */
export function look(town: Town, system: string): Holding | undefined {
  const outage = town.kind === 'outages and late exports' ? 0.2 : 0.02

  return town.day > 0 && town.random.chance(outage) ? undefined : read(town, system)
}

/** Reading is what makes an overwrite seen. */
export function read(town: Town, system: string): Holding {
  const holding = held(town, system)

  // Where somebody wrote it otherwise since, the night does not see that it was dated back.
  town.fresh = [
    ...town.fresh,
    ...town.pending
      .filter((one) => one.system === system && one.place === holding.place)
      .map((one) =>
        one.weight === 'dated back' && one.changedAt !== holding.changedAt ? { ...one, weight: 'old' as const } : one,
      ),
  ]
  town.pending = town.pending.filter((one) => one.system !== system)
  town.shown.set(system, holding)
  return holding
}

/**
 * Have the nights seen a value come back over a correction while the policy decided otherwise, or a value dated back? Or, on two
 * nights within 30 days, old values over newer ones, or a job putting the same value over the same other one?
 */
export function isInPingPong(town: Town, golden: number): boolean {
  const isAgainstPolicy = town.fresh.some(({ isRejected, place }) => isRejected && place !== golden)

  town.seen = [...town.seen, ...town.fresh]
  town.fresh = []
  return (
    isAgainstPolicy ||
    town.seen.some(
      (last) =>
        last.weight === 'dated back' ||
        town.seen.some(
          (first) =>
            first.day < last.day &&
            last.day - first.day <= 30 &&
            ((first.weight === 'old' && last.weight === 'old') || isSamePush(first, last)),
        ),
    )
  )
}

/** Twice the same, and people had said theirs again in between. */
function isSamePush(first: Overwrite, last: Overwrite): boolean {
  return (
    first.weight !== 'none' &&
    last.weight !== 'none' &&
    !last.wasOurs &&
    first.system === last.system &&
    first.place === last.place &&
    first.replaced === last.replaced
  )
}

/** The engine's correction. */
export function correct(town: Town, system: string, place: number): void {
  const old = held(town, system)
  const changedAt = town.stampsWrites ? firstNight + town.day * dayMs + hourMs : old.changedAt

  town.former.get(system)?.push(old)
  town.rejected.add(old.place)
  town.holdings.set(system, {
    ...{ place, spelling: 0, saidAt: town.saidOf.get(place) ?? old.saidAt, changedAt, isOurs: true, isCopy: false },
    at: firstNight + town.day * dayMs + hourMs,
  })
}
