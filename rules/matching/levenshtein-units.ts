import { measures } from './measure.ts'
import { lettersLacking, lookAt, UNUSUAL, type TextUnits } from './text-units.ts'
import { forgetPlaces, notePlaces, placesOf } from './unit-places.ts'

/**
 * The edit distance of two texts of one column given by their codes, on the units in memory. Above `most` any number above
 * `most` may be answered: a letter the other text lacks costs an edit, which settles most pairs without measuring.
 */
export function levenshteinOf(column: TextUnits, most: number): (leftCode: number, rightCode: number) => number {
  const { units, offsets, letters } = column

  return (leftCode, rightCode) => {
    const leftLength = lookAt(column, leftCode)
    const rightLength = lookAt(column, rightCode)

    if (leftLength === UNUSUAL || rightLength === UNUSUAL)
      return measures.levenshtein(column.text(leftCode), column.text(rightCode))
    const leftLetters = letters[leftCode] as number
    const rightLetters = letters[rightCode] as number

    if (
      Math.abs(leftLength - rightLength) > most ||
      lettersLacking(leftLetters, rightLetters) > most ||
      lettersLacking(rightLetters, leftLetters) > most
    )
      return Infinity

    return distanceOf(units, offsets[leftCode] as number, leftLength, offsets[rightCode] as number, rightLength)
  }
}

/** What both begin with and end with costs nothing; what is left is mostly a letter or two. */
function distanceOf(
  units: Uint16Array,
  leftStart: number,
  leftLength: number,
  rightStart: number,
  rightLength: number,
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

  if (leftRest === 0 || rightRest === 0) return leftRest + rightRest
  if (leftRest === 1 && rightRest === 1) return 1

  return editDistance(units, leftStart + start, leftRest, rightStart + start, rightRest)
}

/** Myers 1999, a column of the table of distances in two words of bits. */
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
