/**
 * Jaro-Winkler of two texts of any length and any characters, the one that sorts first being `first`: what the library
 * answers, but in time that grows with the length and not with its square. A character takes the first free equal one
 * within reach; what has fallen out of reach stays so, so that the places of a character are passed only once.
 */
export function jaroWinklerOfLong(first: string, other: string): number {
  const one = charactersOf(first)
  const two = charactersOf(other)
  const taken = new Uint8Array(two.length)
  const taking = takePartners(one, two, taken)
  const matches = taking.length

  if (matches === 0) return 0
  let unequal = 0
  let place = 0

  for (const index of taking) {
    while (taken[place] === 0) place += 1
    if (one[index] !== two[place]) unequal += 1
    place += 1
  }
  const jaro = (matches / one.length + matches / two.length + (matches - (unequal >> 1)) / matches) / 3

  return jaro + sharedBeginning(one, two) * 0.1 * (1 - jaro)
}

function charactersOf(text: string): readonly number[] {
  return Array.from(text, (character) => character.codePointAt(0) as number)
}

/** Places in `one` that find a partner in `two`, which is noted in `taken`. */
function takePartners(one: readonly number[], two: readonly number[], taken: Uint8Array): readonly number[] {
  const reach = Math.floor(Math.max(one.length, two.length) / 2)
  const next = new Int32Array(two.length)
  const heads = new Map<number, number>()
  const taking: number[] = []

  for (let place = two.length - 1; place >= 0; place -= 1) {
    next[place] = heads.get(two[place] as number) ?? -1
    heads.set(two[place] as number, place)
  }
  for (const [index, character] of one.entries()) {
    let place = heads.get(character) ?? -1

    while (place !== -1 && place < index - reach) place = next[place] as number
    const isPartner = place !== -1 && place <= index + reach

    if (isPartner) {
      taking.push(index)
      taken[place] = 1
    }
    heads.set(character, isPartner ? (next[place] as number) : place)
  }

  return taking
}

/** The library counts four equal characters as five; of equal texts, past whose end nothing differs, too. */
function sharedBeginning(one: readonly number[], two: readonly number[]): number {
  let same = 0

  while (same < 4 && one[same] === two[same]) same += 1

  return same === 4 ? 5 : same
}
