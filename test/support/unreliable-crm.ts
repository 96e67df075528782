import { randomStream, type RandomStream } from '../../examples/company/random-stream.ts'
import { csvText } from './guarded-nights.ts'
import type { NightOutcome } from './night-folder.ts'
import { customersOf, nightPlan } from './night-plan.ts'
import {
  nightAt,
  whole,
  type Delivery,
  type Fault,
  type SimulatedRow,
  type SimulatedState,
} from './simulated-system.ts'

const SIZE = 100
const HOUR = 3_600_000
/** So many days lie behind the first night: what a replayed export and a restored backup are made of. */
const DAYS_BEFORE = 5

const consonants = 'bcdfghjklmnprstvz'.split('')
const vowels = 'aeiouy'.split('')

type SystemName = 'crm' | 'erp'

/** Two systems know the same customers and change their cities, each by its own people; the newest word is golden. */
export const unreliablePlan = nightPlan(
  (['crm', 'erp'] as const).map((system) => {
    const { id } = customersOf(system)
    const select = `select: { file: ${system}.csv, key: id, changedAt: changed }`

    return { id, lines: [select, 'fields: { name: name, email: email, city: city }'] }
  }),
  { rest: 'truth: { customer: { city: [mostRecent] } }' },
)

/** What both systems hand over for a night, and what the night may tell. */
export interface UnreliableNight {
  readonly files: Readonly<Record<string, string>>
  readonly isFaulty: boolean
  readonly expected: ToldNight
}

/** The two systems day by day; the CRM hands over its rows, or what a fault makes of them. */
export function unreliableCompany(seed: number): (night: number, fault: Fault | undefined) => UnreliableNight {
  const [crm, erp] = [livingSystem('crm', seed), livingSystem('erp', seed)]
  let good: Good = { crm: [], erp: [] }

  return (night, fault) => {
    const [today, erpToday] = [crm.tomorrow(night), erp.tomorrow(night)]
    const delivered = fault?.deliver(today, crm.past, crm.stream, night) ?? whole(today)

    erp.past.unshift(erpToday)
    // What was never read is no past of the reader's: a replay of it would be news.
    if (fault === undefined) crm.past.unshift(today)
    good = {
      crm: fault === undefined ? [today, ...good.crm].slice(0, 2) : good.crm,
      erp: [erpToday, ...good.erp].slice(0, 2),
    }
    return {
      files: { 'crm.csv': fileOf(delivered), 'erp.csv': fileOf(whole(erpToday)) },
      isFaulty: fault !== undefined,
      expected: expectedNight(good),
    }
  }
}

/** A system day by day, newest first; no city is ever said twice. */
function livingSystem(system: SystemName, seed: number) {
  const stream = randomStream(seed, system)
  const past: SimulatedState[] = [Array.from({ length: SIZE }, (_, place) => born(system, place + 1, -9, stream))]

  for (let day = -DAYS_BEFORE; day < 0; day += 1) past.unshift(nextDay(system, past[0] ?? [], day, stream))
  return { past, stream, tomorrow: (night: number) => nextDay(system, past[0] ?? [], night, stream) }
}

/** Both know the first hundred; whoever comes later is known to one system alone. */
function born(system: SystemName, key: number, night: number, stream: RandomStream): SimulatedRow {
  const email = `${key > SIZE ? system : 'c'}${key}@example.cz`
  const letters = randomStream(key, email)
  const word = () => Array.from({ length: 3 }, () => letters.pick(consonants) + letters.pick(vowels))

  return said(system, { key, name: `Jana ${capital(word().join(''))}`, email, city: '', changed: '' }, night, stream)
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** The ERP is never of the same second as the CRM. */
function said(system: SystemName, row: SimulatedRow, night: number, stream: RandomStream): SimulatedRow {
  const second = system === 'erp' ? 1_000 : 0
  const changed = new Date(Date.parse(nightAt(night)) - stream.between(1, 20) * HOUR + second).toISOString()

  return { ...row, city: `Brno ${(night + 10) * 10_000 + row.key * 10 + second / 1_000}`, changed }
}

function nextDay(system: SystemName, state: SimulatedState, night: number, stream: RandomStream): SimulatedState {
  const edited = new Set(stream.shuffle(state).slice(0, stream.between(5, 9)))
  // Nobody is deleted by both: somebody always knows the city.
  const mayGo = state.filter((row) => row.key <= SIZE && row.key % 2 === (system === 'crm' ? 0 : 1))
  const [gone] = stream.chance(0.4) ? stream.shuffle(mayGo) : []
  const key = Math.max(...state.map((row) => row.key)) + 1

  return [
    ...state.filter((row) => row !== gone).map((row) => (edited.has(row) ? said(system, row, night, stream) : row)),
    ...(stream.chance(0.5) ? [born(system, key, night, stream)] : []),
  ]
}

const fileOf = ({ rows, isCut }: Delivery): string => csvText(rows, 'csv', isCut === true)

/** What a night may tell, whatever the CRM handed over since it was last good. */
export interface ToldNight {
  /** `email city` of every golden customer. */
  readonly golden: readonly string[]
  readonly clusters: readonly string[]
}

type Good = Readonly<Record<SystemName, readonly SimulatedState[]>>

/** By the last two good snapshots of each system, newest first: an absent record is missing, and gone after the second. */
function expectedNight(good: Good): ToldNight {
  const rowsOf = (system: SystemName) => new Map(good[system][0]?.map((row) => [row.email, row]))
  const [crm, erp] = [rowsOf('crm'), rowsOf('erp')]
  const newest = (email: string) => {
    const words = [crm.get(email), erp.get(email)].filter((row) => row !== undefined)

    return words.toSorted((left, right) => (left.changed < right.changed ? 1 : -1))[0]?.city
  }
  const members = new Map<string, string[]>()

  for (const system of ['crm', 'erp'] as const)
    for (const [email, { key }] of new Map(good[system].flat().map((row) => [row.email, row])))
      members.set(email, [...(members.get(email) ?? []), `${system}:${key}`])
  return {
    golden: [...members.keys()].map((email) => `${email} ${newest(email)}`).toSorted(byCodeUnits),
    clusters: [...members.values()].map((names) => names.join(' ')).toSorted(byCodeUnits),
  }
}

export function toldNight(night: NightOutcome): ToldNight {
  return {
    golden: night
      .says('golden-customers', 'email', 'city')
      .map((cells) => cells.join(' '))
      .toSorted(byCodeUnits),
    clusters: night.clusters(),
  }
}

const byCodeUnits = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0)
