import { randomStream, type RandomStream } from '../../examples/company/random-stream.ts'

/** One row of the simulated system: key to cells. */
export interface SimulatedRow {
  readonly key: number
  readonly name: string
  readonly email: string
  readonly city: string
  readonly changed: string
}

export type SimulatedState = readonly SimulatedRow[]

const cities = ['Brno', 'Praha', 'Plzeň', 'Zlín', 'Opava', 'Liberec', 'Olomouc']
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The moment of a night of the simulation. */
export const nightAt = (night: number) => new Date(Date.parse('2026-02-01T02:00:00Z') + night * DAY).toISOString()

/** A time of the day before a night. */
const during = (night: number, stream: RandomStream) =>
  new Date(Date.parse(nightAt(night)) - HOUR - stream.between(0, 20) * HOUR).toISOString()

/** What the system holds in its first night. */
export function firstState(seed: number, size: number): SimulatedState {
  const stream = randomStream(seed, 'first')

  return Array.from({ length: size }, (_, place) => newRow(place + 1, stream, -stream.between(2, 300)))
}

function newRow(key: number, stream: RandomStream, night: number): SimulatedRow {
  const digits = stream.digits(5)

  return {
    key,
    name: `Jana Nováková ${digits}`,
    email: `c${key}.${digits}@example.cz`,
    city: stream.pick(cities),
    changed: during(night, stream),
  }
}

/** What an ordinary day makes of a system, and days that are rare but right. */
export const cleanDays = {
  ordinary: (state: SimulatedState, night: number, stream: RandomStream) => ordinaryDay(state, night, stream),
  quiet: (state: SimulatedState) => state,
  'one change': (state: SimulatedState, night: number, stream: RandomStream) => {
    const place = stream.between(0, state.length - 1)

    return state.map((row, at) => (at === place ? edited(row, night, stream) : row))
  },
  'month-end purge': (state: SimulatedState, night: number, stream: RandomStream) =>
    ordinaryDay(state.slice(Math.floor(state.length * 0.07)), night, stream),
  'scattered purge': (state: SimulatedState, night: number, stream: RandomStream) =>
    ordinaryDay(
      state.filter(() => !stream.chance(0.06)),
      night,
      stream,
    ),
  'bulk import': (state: SimulatedState, night: number, stream: RandomStream) => [
    ...state,
    ...Array.from({ length: Math.floor(state.length * 0.4) }, (_, place) =>
      newRow(nextKey(state) + place, stream, night),
    ),
  ],
  'mass update': (state: SimulatedState, night: number, stream: RandomStream) =>
    state.map((row) => edited(row, night, stream)),
  'a sale begins': (state: SimulatedState, night: number, stream: RandomStream) =>
    state.map((row) =>
      row.key % 5 === 0 ? { ...row, city: `-20% ${row.city}`, changed: during(night, stream) } : row,
    ),
  'a sale ends': (state: SimulatedState, night: number, stream: RandomStream) =>
    state.map((row) =>
      row.city.startsWith('-20% ') ? { ...row, city: row.city.slice(5), changed: during(night, stream) } : row,
    ),
  'a change taken back': (state: SimulatedState, night: number, stream: RandomStream) => {
    const place = stream.between(0, state.length - 1)
    const city = stream.pick(cities)

    return ordinaryDay(state, night, stream).map((row, at) =>
      at === place ? { ...row, city, changed: during(night, stream) } : row,
    )
  },
} as const satisfies Readonly<
  Record<string, (state: SimulatedState, night: number, stream: RandomStream) => SimulatedState>
>

export type CleanDay = keyof typeof cleanDays

const nextKey = (state: SimulatedState) => Math.max(...state.map(({ key }) => key)) + 1

function edited(row: SimulatedRow, night: number, stream: RandomStream): SimulatedRow {
  return { ...row, city: `${stream.pick(cities)} ${stream.between(1, 99)}`, changed: during(night, stream) }
}

/** Some records change, some are born, now and then one is deleted. */
function ordinaryDay(state: SimulatedState, night: number, stream: RandomStream): SimulatedState {
  const born = Array.from({ length: stream.between(1, 4) }, (_, place) => newRow(nextKey(state) + place, stream, night))

  return [
    ...state.filter(() => !stream.chance(0.003)).map((row) => (stream.chance(0.03) ? edited(row, night, stream) : row)),
    ...born,
  ]
}

/** What a system may hand over in place of its rows: a text for each, in its own format. */
export interface Delivery {
  readonly rows: readonly Readonly<Record<string, string>>[]
  readonly isCut?: true
}

export const cells = ({ key, ...row }: SimulatedRow): Readonly<Record<string, string>> => ({ id: String(key), ...row })

export const whole = (state: SimulatedState): Delivery => ({ rows: state.map(cells) })

/** A fault of the night: what is handed over instead of `today`, and the status that names it. */
export interface Fault {
  readonly status: string
  /** Needs times of change to be told. */
  readonly needsTimes?: true
  /** Cannot happen where rows have a primary key. */
  readonly needsFile?: true
  /** What is handed over; `past` holds the states of the nights before, newest first. */
  readonly deliver: (
    today: SimulatedState,
    past: readonly SimulatedState[],
    stream: RandomStream,
    night: number,
  ) => Delivery
}

const shifted = (row: SimulatedRow, ms: number): SimulatedRow => ({
  ...row,
  changed: new Date(Date.parse(row.changed) + ms).toISOString(),
})

/** Every class of fault, with the status it must be given. */
export const faults: Readonly<Record<string, Fault>> = {
  'empty success': { status: 'empty', deliver: () => ({ rows: [] }) },
  'half the rows': {
    status: 'below-guard',
    deliver: (today) => whole(today.slice(0, Math.floor(today.length / 2))),
  },
  'a page missing': {
    status: 'gap',
    deliver: (today, _, stream) => {
      const from = stream.between(20, today.length - 60)

      return whole([...today.slice(0, from), ...today.slice(from + 15)])
    },
  },
  'the end cut at a line': { status: 'gap', deliver: (today) => whole(today.slice(0, -20)) },
  'the stream cut in a row': {
    status: 'incomplete',
    needsFile: true,
    deliver: (today) => ({ ...whole(today), isCut: true }),
  },
  'a page in the place of another': {
    status: 'repeated',
    needsFile: true,
    deliver: (today, _, stream) => {
      const from = stream.between(30, today.length - 60)

      return whole([...today.slice(0, from), ...today.slice(from - 15, from), ...today.slice(from + 15)])
    },
  },
  'keys written otherwise': {
    status: 'other-keys',
    deliver: (today) => ({
      rows: today.map((row) => ({ ...cells(row), id: `C-${String(row.key).padStart(8, '0')}` })),
    }),
  },
  'another key column': {
    status: 'drifted',
    needsFile: true,
    deliver: (today) => ({ rows: today.map((row) => ({ ...cells(row), id: row.city })) }),
  },
  'a mapped column gone': {
    status: 'drifted',
    deliver: (today) => ({ rows: today.map((row) => ({ ...cells(row) })).map(({ email: _, ...row }) => row) }),
  },
  'a mapped column emptied': {
    status: 'hollow',
    deliver: (today) => ({ rows: today.map((row) => ({ ...cells(row), email: '' })) }),
  },
  'a clock years ahead': {
    status: 'clock-skew',
    needsTimes: true,
    deliver: (today, [yesterday = []]) =>
      whole(today.map((row) => (yesterday.includes(row) ? row : shifted(row, 800 * DAY)))),
  },
  'times an hour off': {
    status: 'clock-skew',
    needsTimes: true,
    deliver: (today) => whole(today.map((row) => shifted(row, -HOUR))),
  },
  'a replayed old export': { status: 'replayed', deliver: (_, past) => whole(past[3] ?? []) },
  'a restored backup': {
    status: 'restored',
    deliver: (_, past, stream, night) => whole(ordinaryDay(past[4] ?? [], night, stream)),
  },
}
