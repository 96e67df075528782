import { columnWords, countShared, type ColumnWords } from './column-words.ts'
import { dayOf, yearOf } from './day-of.ts'
import { decimalOf } from './decimal-of.ts'
import { jaroWinklerOf } from './jaro-winkler-units.ts'
import { levenshteinOf } from './levenshtein-units.ts'
import type { MatchColumn, MatchColumns } from './match-column.ts'
import { numberTest, type ColumnMeasureName, type NumberCondition, type Threshold } from './measured-condition.ts'
import { measures } from './measure.ts'
import { rememberedMeasure } from './remembered-measure.ts'
import { haveOwnLetters, haveSameLetters, lookAt, prefixOf, textUnits, type TextUnits } from './text-units.ts'
import { tokenRarity, type RarityShares } from './token-rarity.ts'

/** A measure of two different values of one column, by their codes. */
export type CodeMeasure = (leftCode: number, rightCode: number) => number

/** The measures of a run's columns, by name; what they know of a value they share. */
export interface CodeMeasures {
  /** Exact where it is within the limit; where it is not, any number that is not either may be answered. */
  measure(name: ColumnMeasureName, column: string, threshold: Threshold): CodeMeasure
  /** 1 where the condition holds, 0 where it does not. */
  numberTest(condition: NumberCondition, column: string): CodeMeasure
  /** 1 where a value of one column is like a value of the other, 0 where it is not. */
  alikeTest(one: string, other: string, min: number): CodeMeasure
}

export function codeMeasures(columns: MatchColumns): CodeMeasures {
  const of = <Known>(make: (column: MatchColumn) => Known) => onceForEach(columns, make)
  const unitsOf = of(textUnits)
  const wordsOf = of(columnWords)
  const rarityOf = of(tokenRarity)
  const daysOf = of((column) => numbersOf(column, dayOf))
  const yearsOf = of((column) => numbersOf(column, yearOf))
  const decimalsOf = of((column) => numbersOf(column, decimalOf))

  return {
    measure(name, column, { limit }) {
      switch (name) {
        case 'jaroWinkler':
          return jaroWinklerOf(unitsOf(column), unitsOf(column), limit)
        case 'levenshtein':
          return levenshteinOf(unitsOf(column), limit)
        case 'tokenOverlap':
          return overlapOf(unitsOf(column), wordsOf(column), limit)
        case 'tokenJaccard':
        case 'sharesToken':
          return wordsMeasure(name, wordsOf(column))
        case 'days':
          return distanceOf(daysOf(column))
        case 'years':
          return distanceOf(yearsOf(column))
        case 'prefix':
          return prefixMeasure(unitsOf(column))
        case 'dateSwap':
          return dateSwapOf(unitsOf(column))
        case 'rarityOverlap':
        case 'rarityJaccard':
          return rarityMeasure(name === 'rarityOverlap' ? 'overlap' : 'jaccard', rarityOf(column))
        default:
          return rememberedMeasure(measures[name], columns.get(column) as MatchColumn)
      }
    },
    numberTest(condition, column) {
      const numbers = decimalsOf(column)
      const holds = numberTest(condition)

      return (leftCode, rightCode) => (holds(numbers(leftCode), numbers(rightCode)) ? 1 : 0)
    },
    alikeTest: (one, other, min) => alikeTest(unitsOf(one), unitsOf(other), min),
  }
}

function onceForEach<Known>(columns: MatchColumns, make: (column: MatchColumn) => Known): (name: string) => Known {
  const known = new Map<string, Known>()

  return (name) => {
    const value = known.get(name) ?? make(columns.get(name) as MatchColumn)

    known.set(name, value)

    return value
  }
}

/** A value's number, read when it is first asked for. */
function numbersOf({ size, text }: MatchColumn, read: (text: string) => number): (code: number) => number {
  const numbers = new Float64Array(size)
  const isRead = new Uint8Array(size)

  return (code) => {
    if (isRead[code] === 0) {
      numbers[code] = read(text(code))
      isRead[code] = 1
    }

    return numbers[code] as number
  }
}

function distanceOf(numbers: (code: number) => number): CodeMeasure {
  return (leftCode, rightCode) => Math.abs(numbers(leftCode) - numbers(rightCode))
}

/** Words within words have no letter the others lack. */
function overlapOf(units: TextUnits, column: ColumnWords, least: number): CodeMeasure {
  return (leftCode, rightCode) => {
    if (least >= 1 && haveOwnLetters(units, leftCode, rightCode)) return 0
    const left = column.of(leftCode)
    const right = column.of(rightCode)
    const words = column.words()

    return countShared(words, left, right) / Math.min(words[left - 1] as number, words[right - 1] as number)
  }
}

function wordsMeasure(measure: 'tokenJaccard' | 'sharesToken', column: ColumnWords): CodeMeasure {
  return (leftCode, rightCode) => {
    const left = column.of(leftCode)
    const right = column.of(rightCode)
    const words = column.words()
    const shared = countShared(words, left, right)

    if (measure === 'sharesToken') return shared > 0 ? 1 : 0

    return shared / ((words[left - 1] as number) + (words[right - 1] as number) - shared)
  }
}

function prefixMeasure(units: TextUnits): CodeMeasure {
  return (leftCode, rightCode) => prefixOf(units, leftCode, rightCode)
}

function rarityMeasure(
  share: keyof RarityShares,
  shares: (leftCode: number, rightCode: number) => RarityShares,
): CodeMeasure {
  return (leftCode, rightCode) => shares(leftCode, rightCode)[share]
}

/** Day and month exchanged, the figures are the same. */
function dateSwapOf(units: TextUnits): CodeMeasure {
  return (leftCode, rightCode) =>
    haveSameLetters(units, leftCode, rightCode) ? measures.dateSwap(units.text(leftCode), units.text(rightCode)) : 0
}

function alikeTest(one: TextUnits, other: TextUnits, min: number): CodeMeasure {
  const measure = jaroWinklerOf(one, other, min)

  return (oneCode, otherCode) => {
    const areEmpty = lookAt(one, oneCode) === 0 && lookAt(other, otherCode) === 0

    return areEmpty || measure(oneCode, otherCode) >= min ? 1 : 0
  }
}
