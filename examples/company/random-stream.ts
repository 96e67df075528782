/** A reproducible source of choices. Two streams with different names never influence each other. */
export interface RandomStream {
  /** A number from 0 (included) to 1 (excluded). */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** Like `pick`, but the first items come up far more often than the last, as names and towns do. */
  pickSkewed<Item>(items: readonly Item[]): Item
  shuffle<Item>(items: readonly Item[]): Item[]
  digits(count: number): string
}

/** Opens the stream `name` of a seed: its own stream per purpose, so that planting one more fault moves nothing else. */
export function randomStream(seed: number, name: string): RandomStream {
  const next = smallFastCounter(seed, name)
  const below = (limit: number) => Math.floor(next() * limit)
  const at = <Item>(items: readonly Item[], index: number): Item => {
    const item = items[index]

    if (item === undefined) throw new RangeError(`The stream "${name}" was asked to pick from an empty list.`)
    return item
  }

  return {
    next,
    between: (from, to) => from + below(to - from + 1),
    chance: (probability) => next() < probability,
    pick: (items) => at(items, below(items.length)),
    // A product of two draws, not a power: multiplication rounds the same way on every machine.
    pickSkewed: (items) => at(items, Math.floor(items.length * next() * next())),
    shuffle: (items) => {
      const shuffled = [...items]

      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = below(last + 1)

        ;[shuffled[last], shuffled[other]] = [at(shuffled, other), at(shuffled, last)]
      }
      return shuffled
    },
    digits: (count) => Array.from({ length: count }, () => below(10)).join(''),
  }
}

/** sfc32 (Chris Doty-Humphrey), its state filled by hashing the seed and the name of the stream. */
function smallFastCounter(seed: number, name: string): () => number {
  let [one, two, three, counter] = initialState(`${seed}/${name}`)

  const next = () => {
    const sum = (one + two + counter) | 0

    counter = (counter + 1) | 0
    one = two ^ (two >>> 9)
    two = (three + (three << 3)) | 0
    three = ((three << 21) | (three >>> 11)) + sum
    return (sum >>> 0) / 4_294_967_296
  }

  for (let warmUp = 0; warmUp < 12; warmUp += 1) next()
  return next
}

function initialState(text: string): [number, number, number, number] {
  const hash = (start: number) => {
    let value = start

    for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193)
    return value ^ (value >>> 15)
  }

  return [hash(0x811c9dc5), hash(0x9e3779b9), hash(0x85ebca6b), 1]
}
