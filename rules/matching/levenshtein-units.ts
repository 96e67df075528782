import { levenshteinWithin } from './levenshtein-long.ts'
import { LENGTH_KNOWN, lettersLacking, lookAt, MASK_LENGTH, type TextUnits } from './text-units.ts'
import { forgetPlaces, notePlaces, placesOf } from './unit-places.ts'

/**
 * The edit distance of two texts of one column given by their codes, on the units in memory. Above `most` any number above
 * `most` may be answered: a letter the other text lacks costs an edit, which settles most pairs without measuring.
 */
export function levenshteinOf(column: TextUnits, most: number): (leftCode: number, rightCode: number) => number {
  const { units, offsets, letters } = column

  return (leftCode, rightCode) => {
    const leftLength = lookAt(column, leftCode) & LENGTH_KNOWN
    const rightLength = lookAt(column, rightCode) & LENGTH_KNOWN
    const leftLetters = letters[leftCode] as number
    const rightLetters = letters[rightCode] as number

    if (
      Math.abs(leftLength - rightLength) > most ||
      lettersLacking(leftLetters, rightLetters) > most ||
      lettersLacking(rightLetters, leftLetters) > most
    )
      return Infinity
    const leftStart = offsets[leftCode] as number
    const rightStart = offsets[rightCode] as number

    return distanceOf(
      units,
      leftStart,
      (offsets[leftCode + 1] as number) - leftStart,
      rightStart,
      (offsets[rightCode + 1] as number) - rightStart,
      most,
    )
  }
}

/** What both begin with and end with costs nothing; what is left is mostly a letter or two. */
function distanceOf(
  units: Uint16Array,
  leftStart: number,
  leftLength: number,
  rightStart: number,
  rightLength: number,
  most: number,
): number {
  const shorter = Math.min(leftLength, rightLength)
  let start = 0
  let end = 0

  while (start < shorter && units[leftStart + start] === units[rightStart + start]) start += 1
  const left = leftStart + leftLength - 1
  const right = rightStart + rightLength - 1

  while (end < shorter - start && units[left - end] === units[right - end]) end += 1
  const leftRest = leftLength - start - end
  const rightRest = rightLength - start - end

  return leftRest < rightRest
    ? restDistance(units, leftStart + start, leftRest, rightStart + start, rightRest, most)
    : restDistance(units, rightStart + start, rightRest, leftStart + start, leftRest, most)
}

function restDistance(
  units: Uint16Array,
  shorter: number,
  shorterLength: number,
  longer: number,
  longerLength: number,
  most: number,
): number {
  if (shorterLength === 0 || longerLength === 1) return longerLength
  if (shorterLength > MASK_LENGTH) return levenshteinWithin(units, shorter, shorterLength, longer, longerLength, most)

  return editDistance(units, shorter, shorterLength, longer, longerLength)
}

/** Myers 1999, a column of the table of distances in two words of bits, so the first text has at most 32 units. */
function editDistance(
  units: Uint16Array,
  first: number,
  firstLength: number,
  other: number,
  otherLength: number,
): number {
  const last = 1 << (firstLength - 1)
  let rising = -1
  let falling = 0
  let distance = firstLength

  notePlaces(units, first, firstLength)
  for (let place = 0; place < otherLength; place += 1) {
    const equal = placesOf[units[other + place] as number] as number
    const vertical = equal | falling
    const horizontal = equal | (((equal & rising) + rising) ^ rising)
    let up = falling | ~(horizontal | rising)
    let down = rising & horizontal

    if ((up & last) !== 0) distance += 1
    if ((down & last) !== 0) distance -= 1
    up = (up << 1) | 1
    down <<= 1
    rising = down | ~(vertical | up)
    falling = up & vertical
  }
  forgetPlaces(units, first, firstLength)

  return distance
}
