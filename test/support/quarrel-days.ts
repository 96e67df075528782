import {
  dayMs,
  firstNight,
  held,
  heldBefore,
  hourMs,
  noteOverwrite,
  put,
  type QuarrelKind,
  type Town,
} from './quarrel-town.ts'

/** What happens between two nights: people first, jobs when they have gone home. */
export function passDay(town: Town): void {
  const night = new Map(town.holdings)

  town.day += 1
  const due = town.later.filter(({ day }) => day <= town.day)

  town.later = town.later.filter(({ day }) => day > town.day)
  due.forEach(({ act }) => act())
  for (const system of town.systems) peopleAt(town, system)
  jobs[town.kind]?.(town)
  for (const [system, old] of night) noteOverwrite(town, system, old)
  town.log.push(new Map(town.holdings))
}

function isRogue(kind: QuarrelKind): boolean {
  return ['two jobs swap', 'stale copies', 'copies with old times', 'three systems in a circle'].includes(kind)
}

/** People of one system: they edit, take back what they mistyped, write the same otherwise, and some put back what we corrected. */
function peopleAt(town: Town, system: string): void {
  const { kind, random } = town
  const isBusy = kind === 'honest edits' || kind === 'honest copying' || isRogue(kind)

  if (random.chance(kind === 'formatting noise' ? 0.3 : 0.02)) respell(town, system)
  if (kind === 'a person insists' && held(town, system).isOurs && random.chance(0.3)) insist(town, system)
  else if (random.chance(isBusy ? 0.06 : 0.006)) edit(town, system)
}

function respell(town: Town, system: string): void {
  const { place, saidAt, isOurs, isCopy } = held(town, system)

  put(town, system, { place, saidAt, by: 'person' })
  town.holdings.set(system, { ...held(town, system), isOurs, isCopy })
}

function insist(town: Town, system: string): void {
  const now = held(town, system)
  const own = town.former.get(system)?.findLast(({ isOurs, place }) => !isOurs && place !== now.place)

  if (own !== undefined) put(town, system, { place: own.place, by: 'person' })
}

function edit(town: Town, system: string, isMistyped = false): void {
  const { random } = town
  const before = held(town, system).place
  const typed = town.places

  town.places += 1
  put(town, system, { place: typed, by: 'person' })
  if (!isMistyped && !random.chance(0.05)) return
  onDay(town, random.between(1, 3), () => {
    if (held(town, system).place === typed) put(town, system, { place: before, by: 'person' })
  })
}

function onDay(town: Town, days: number, act: () => void): void {
  town.later = [...town.later, { day: town.day + days, act }]
}

const jobs: Readonly<Partial<Record<QuarrelKind, (town: Town) => void>>> = {
  'typing undone': (town) => {
    if (town.day === 5 + town.job.lag) edit(town, town.job.from, true)
  },
  /** Carries on what was changed later, as a job between two systems should. */
  'honest copying': (town) => {
    const { from, to, lag } = town.job
    const news = heldBefore(town, from, lag)
    const old = held(town, to)

    if (news.changedAt > old.changedAt && news.place !== old.place) {
      put(town, to, { place: news.place, saidAt: news.saidAt, by: 'job' })
    }
  },
  'a customer moves': (town) => {
    if (!town.random.chance(0.05)) return
    const moved = town.places

    // Who hears of it late says what was said on that day.
    const saidAt = firstNight + (town.day - 1) * dayMs + 4 * hourMs

    town.places += 1
    for (const system of town.systems) {
      onDay(town, town.random.between(0, 5), () => {
        if (held(town, system).saidAt < saidAt) put(town, system, { place: moved, saidAt, by: 'person' })
      })
    }
  },
  'overwritten once': (town) => {
    const { from, to } = town.job
    const old = held(town, to)
    const copied = held(town, from)

    if (town.day < 8 || town.seen.length + town.pending.length > 0 || old.isOurs) return
    if (town.shown.get(to)?.place === old.place && copied.saidAt < old.saidAt && copied.place !== old.place) {
      put(town, to, { place: copied.place, saidAt: copied.saidAt, by: 'job' })
    }
  },
  'stale copies': (town) => {
    if (isDue(town)) copyOver(town, town.job.from, town.job.to, town.job.lag)
  },
  /** Takes in its own export of the first day again and again. */
  'corrections undone': (town) => {
    const { to } = town.job
    const exported = heldBefore(town, to, town.log.length)

    if (isDue(town) && exported.place !== held(town, to).place) {
      put(town, to, { place: exported.place, saidAt: exported.saidAt, by: 'job' })
    }
  },
  'copies with old times': (town) => {
    const { from, to } = town.job
    const { place, saidAt, changedAt } = held(town, from)

    if (isDue(town) && place !== held(town, to).place) put(town, to, { place, saidAt, changedAt, by: 'job' })
  },
  'two jobs swap': (town) => {
    if (isDue(town)) rotate(town, [town.job.from, town.job.to])
  },
  'three systems in a circle': (town) => {
    if (isDue(town)) rotate(town, town.systems)
  },
}

function isDue({ day, job }: Town): boolean {
  return day > 2 && day % job.every === 0
}

function rotate(town: Town, ring: readonly string[]): void {
  const carried = ring.map((system) => heldBefore(town, system, 1))

  ring.forEach((system, place) => {
    const copied = carried[(place + 1) % ring.length]

    if (copied !== undefined && copied.place !== held(town, system).place) {
      put(town, system, { place: copied.place, saidAt: copied.saidAt, by: 'job' })
    }
  })
}

/** People see that their word is gone, and most say it again. */
function copyOver(town: Town, from: string, to: string, lag: number): void {
  const copied = heldBefore(town, from, lag)
  const lost = held(town, to)

  if (copied.place === lost.place) return
  put(town, to, { place: copied.place, saidAt: copied.saidAt, by: 'job' })
  if (lost.isOurs || !town.random.chance(0.8)) return
  onDay(town, town.random.between(1, 2), () => {
    if (held(town, to).place === copied.place) put(town, to, { place: lost.place, by: 'person' })
  })
}
