import type { MatchColumn } from '../match-column.ts'

/** What the values of one column look like; shares are of the records that have a value. */
export interface ColumnProfile {
  readonly name: string
  /** Share of all records with a value. */
  readonly filled: number
  readonly distinct: number
  /** Records per distinct value. */
  readonly repeats: number
  /** Share of values of each shape; a value can have several. */
  readonly shapes: Readonly<Record<Shape, number>>
  readonly meanLength: number
  readonly meanWords: number
}

export type Shape =
  | 'email'
  | 'url'
  | 'phone'
  | 'isoDate'
  | 'shortDate'
  | 'compactDate'
  | 'year'
  | 'number'
  | 'letters'
  | 'digits'
  | 'list'

/** Values looked at per column; their share of each shape is known to a few percent. */
const SAMPLE_SIZE = 2000
/** Records looked at to see how many have a value. */
const RECORDS_MAX = 100_000

const shapes: Readonly<Record<Shape, RegExp>> = {
  email: /^[^@\s]+@[^@\s]+$/,
  url: /^(https?:\/\/|www\.)\S+$|^[\w-]+(\.[\w-]+)*\.(com|org|net|cz|de|at|ch|fr|nl|uk|pl|it|es|eu|edu|gov|info)(\/\S*)?$/i,
  phone: /^[+(]?(?=(?:.*\d){6})[\d\s()./+-]+$/,
  isoDate: /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ].*)?$/,
  shortDate: /^\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})(?: .*)?$/,
  compactDate: /^(?:1[6-9]|20)\d{6}$/,
  year: /^(?:1[5-9]|20)\d{2}$/,
  number: /^[-+]?\d+(?:[.,]\d+)*(?:\s?[%€$£])?$/,
  letters: /\p{L}/u,
  digits: /\d/,
  list: /^[^,;|]+(?:[,;|][^,;|]+)+$/,
}

/** Profiles a column from an even sample of its distinct values. */
export function profileColumn(name: string, column: MatchColumn, recordCount: number): ColumnProfile {
  const { codes, stride, offset, size, text } = column
  const distinct = size - 1
  const step = Math.max(1, Math.floor(distinct / SAMPLE_SIZE))
  const counts = Object.fromEntries(Object.keys(shapes).map((shape) => [shape, 0])) as Record<Shape, number>
  let sampled = 0
  let length = 0
  let words = 0
  let filled = 0
  let looked = 0
  const recordStep = Math.max(1, Math.floor(recordCount / RECORDS_MAX))

  for (let record = 0; record < recordCount; record += recordStep) {
    looked += 1
    if (codes[record * stride + offset] !== 0) filled += 1
  }
  for (let code = 1; code < size; code += step) {
    const value = text(code).slice(0, 1000)

    sampled += 1
    length += value.length
    words += value.split(/\s+/).length
    for (const shape of Object.keys(shapes) as Shape[]) if (shapes[shape].test(value)) counts[shape] += 1
  }
  const filledShare = looked === 0 ? 0 : filled / looked
  const share = (count: number) => (sampled === 0 ? 0 : count / sampled)

  return {
    name,
    filled: filledShare,
    distinct,
    repeats: distinct === 0 ? 0 : (filledShare * recordCount) / distinct,
    shapes: Object.fromEntries(Object.entries(counts).map(([shape, count]) => [shape, share(count)])) as Record<
      Shape,
      number
    >,
    meanLength: share(length),
    meanWords: share(words),
  }
}
