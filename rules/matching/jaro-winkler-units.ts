import { jaroWinklerOfLong } from './jaro-winkler-long.ts'
import { lettersLacking, lookAt, MASK_LENGTH, type TextUnits } from './text-units.ts'
import { forgetPlaces, notePlaces, placesOf } from './unit-places.ts'

/** What equal beginnings add at most: of what is missing to 1, as much. The library counts four equal characters as five. */
const PREFIX_GAIN_MAX = 0.5

/** Slack for rounding, so that a bound is never below what is measured. */
const SLACK = 1e-9

/**
 * Jaro-Winkler of two texts given by their codes, on the units in memory: to the last bit what the library answers, in which
 * the text that sorts first is matched against the other. Below `least` any number below `least` may be answered: a letter
 * the other text lacks has no partner, which settles most pairs without measuring. Texts too long for a bit per place, or
 * with characters outside the basic plane, are measured as strings.
 */
export function jaroWinklerOf(
  left: TextUnits,
  right: TextUnits,
  least: number,
): (leftCode: number, rightCode: number) => number {
  return (leftCode, rightCode) => {
    const leftLength = lookAt(left, leftCode)
    const rightLength = lookAt(right, rightCode)

    if (leftLength > MASK_LENGTH || rightLength > MASK_LENGTH)
      return longMeasure(left.text(leftCode), right.text(rightCode))
    const leftLetters = left.letters[leftCode] as number
    const rightLetters = right.letters[rightCode] as number
    const matches = Math.min(
      leftLength - lettersLacking(leftLetters, rightLetters),
      rightLength - lettersLacking(rightLetters, leftLetters),
    )
    const jaro = (matches / leftLength + matches / rightLength + 1) / 3

    if (jaro + PREFIX_GAIN_MAX * (1 - jaro) + SLACK < least) return 0

    return measureUnits(
      left.units,
      left.offsets[leftCode] as number,
      leftLength,
      right.units,
      right.offsets[rightCode] as number,
      rightLength,
    )
  }
}

function longMeasure(left: string, right: string): number {
  return left < right ? jaroWinklerOfLong(left, right) : jaroWinklerOfLong(right, left)
}

function measureUnits(
  left: Uint16Array,
  leftFrom: number,
  leftLength: number,
  right: Uint16Array,
  rightFrom: number,
  rightLength: number,
): number {
  const shorter = leftLength < rightLength ? leftLength : rightLength
  let same = 0

  while (same < shorter && left[leftFrom + same] === right[rightFrom + same]) same += 1
  if (same === leftLength && same === rightLength) return same === 0 ? 0 : 1
  const isLeftFirst =
    same === shorter ? leftLength === shorter : (left[leftFrom + same] as number) < (right[rightFrom + same] as number)
  const jaro = isLeftFirst
    ? jaroOf(left, leftFrom, leftLength, right, rightFrom, rightLength)
    : jaroOf(right, rightFrom, rightLength, left, leftFrom, leftLength)

  return jaro + (same >= 4 ? 5 : same) * 0.1 * (1 - jaro)
}

/** Each unit of the first text takes the first free equal unit of the other within reach (Jaro 1989, by bit masks). */
function jaroOf(
  first: Uint16Array,
  firstFrom: number,
  firstLength: number,
  other: Uint16Array,
  otherFrom: number,
  otherLength: number,
): number {
  const reach = (firstLength > otherLength ? firstLength : otherLength) >> 1
  let free = -1
  let taking = 0

  notePlaces(other, otherFrom, otherLength)
  for (let place = 0; place < firstLength; place += 1) {
    const partners = (placesOf[first[firstFrom + place] as number] as number) & placesAround(place, reach) & free

    // The lowest bit: none where there is no partner.
    free ^= partners & -partners
    if (partners !== 0) taking |= 1 << place
  }
  forgetPlaces(other, otherFrom, otherLength)
  if (taking === 0) return 0
  let taken = ~free
  let matches = 0
  let unequal = 0

  while (taking !== 0) {
    matches += 1
    if (first[firstFrom + lowestPlace(taking)] !== other[otherFrom + lowestPlace(taken)]) unequal += 1
    taking &= taking - 1
    taken &= taken - 1
  }

  return (matches / firstLength + matches / otherLength + (matches - (unequal >> 1)) / matches) / 3
}

/** Bits from `place - reach` to `place + reach`. */
function placesAround(place: number, reach: number): number {
  const from = place > reach ? -1 << (place - reach) : -1

  return place + reach < 31 ? from & ((2 << (place + reach)) - 1) : from
}

function lowestPlace(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}
