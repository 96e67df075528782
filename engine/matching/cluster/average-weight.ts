import type { Part } from './part.ts'

/** Averages over more than this many are taken from a sample of that size, evenly spread: a bound on the work. */
const SAMPLE_SIZE = 16

/** The average weight of the pairs between two parts, remembered while both are what they are. */
export function averageWeights(weigh: (left: number, right: number) => number): (one: Part, other: Part) => number {
  const known = new Map<Part, Map<Part, number>>()

  return (one, other) => {
    const [first, second] = (one.records[0] as number) < (other.records[0] as number) ? [one, other] : [other, one]
    const remembered = known.get(first) ?? new Map<Part, number>()
    const average = remembered.get(second) ?? averageBetween(first, second, weigh)

    known.set(first, remembered.set(second, average))

    return average
  }
}

function averageBetween(one: Part, other: Part, weigh: (left: number, right: number) => number): number {
  const left = sampleOf(one.voices)
  const right = sampleOf(other.voices)
  let sum = 0

  for (const voice of left) for (const answer of right) sum += heaviest(voice, answer, weigh)

  return sum / (left.length * right.length)
}

function heaviest(
  voice: readonly number[],
  answer: readonly number[],
  weigh: (left: number, right: number) => number,
): number {
  let weight = -Infinity

  for (const one of sampleOf(voice))
    for (const other of sampleOf(answer)) weight = Math.max(weight, weigh(Math.min(one, other), Math.max(one, other)))

  return weight
}

/** At most `SAMPLE_SIZE` of the values, evenly spread. */
export function sampleOf<Value>(values: readonly Value[]): readonly Value[] {
  if (values.length <= SAMPLE_SIZE) return values

  return Array.from(
    { length: SAMPLE_SIZE },
    (_, index) => values[Math.floor((index * values.length) / SAMPLE_SIZE)] as Value,
  )
}
