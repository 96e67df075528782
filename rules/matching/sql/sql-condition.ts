import type { Condition } from '../condition.ts'
import { holdsForEqual, type MeasuredCondition } from '../measured-condition.ts'
import { call, doubleLiteral } from './sql-dialect.ts'

/** How the compiled SQL names what it has of one record of a pair. */
export interface RecordNames {
  identity(column: string): string
  text(column: string): string
  /** What the words of the value weigh together, by their rarity. */
  weight(column: string): string
}

/** How the compiled SQL names what it has of the two records of a pair. */
export interface PairNames {
  readonly left: RecordNames
  readonly right: RecordNames
  /** The Jaro-Winkler measure of a value of the left record and one of the right; NULL where either is missing. */
  jaroWinkler(leftColumn: string, rightColumn: string): string
  /** What the words weigh that the two values share, by their rarity; NULL where either is missing or both are equal. */
  sharedWeight(column: string): string
}

/**
 * A condition as a boolean expression that is never NULL: what is missing makes a test false, as it does in
 * compile-condition.ts, and so its negation true.
 */
export function conditionSql(condition: Condition, names: PairNames): string {
  switch (condition.is) {
    case 'all':
      return joined(condition.of, ' AND ', names)
    case 'any':
      return joined(condition.of, ' OR ', names)
    case 'not':
      return `NOT ${conditionSql(condition.of, names)}`
    case 'otherwise':
      return 'TRUE'
    case 'crossed':
      return crossed(condition, names)
    case 'missing':
    case 'bothMissing':
    case 'exact':
    case 'different':
      return identityTest(condition.is, names.left.identity(condition.of), names.right.identity(condition.of))
    default:
      return measuredTest(condition, names)
  }
}

function joined(conditions: readonly Condition[], operator: string, names: PairNames): string {
  return `(${conditions.map((condition) => conditionSql(condition, names)).join(operator)})`
}

function identityTest(is: 'missing' | 'bothMissing' | 'exact' | 'different', left: string, right: string): string {
  switch (is) {
    case 'missing':
      return `(${left} IS NULL OR ${right} IS NULL)`
    case 'bothMissing':
      return `(${left} IS NULL AND ${right} IS NULL)`
    case 'exact':
      return `coalesce(${left} = ${right}, FALSE)`
    case 'different':
      return `coalesce(${left} <> ${right}, FALSE)`
  }
}

function crossed({ of, with: other, min }: Extract<Condition, { is: 'crossed' }>, names: PairNames): string {
  const alike = (leftColumn: string, rightColumn: string) =>
    min < 1
      ? `coalesce(${names.jaroWinkler(leftColumn, rightColumn)} >= ${doubleLiteral(min)}, FALSE)`
      : `coalesce(${names.left.text(leftColumn)} = ${names.right.text(rightColumn)}, FALSE)`

  return `(${alike(of, other)} AND ${alike(other, of)})`
}

/** Equal values are not measured: the answer for them is part of the condition. */
function measuredTest(condition: MeasuredCondition, names: PairNames): string {
  const left = names.left.identity(condition.of)
  const right = names.right.identity(condition.of)
  const test = measuredSql(condition, names.left.text(condition.of), names.right.text(condition.of), names)

  return `coalesce(CASE WHEN ${left} = ${right} THEN ${holdsForEqual(condition) ? 'TRUE' : 'FALSE'} WHEN ${left} <> ${right} THEN ${test} END, FALSE)`
}

function measuredSql(condition: MeasuredCondition, left: string, right: string, names: PairNames): string {
  switch (condition.is) {
    case 'levenshtein':
      return `${call('levenshtein', left, right)} <= ${doubleLiteral(condition.max)}`
    case 'jaroWinkler':
      return `${names.jaroWinkler(condition.of, condition.of)} >= ${doubleLiteral(condition.min)}`
    case 'tokenOverlap':
    case 'tokenJaccard':
      return tokensTest(condition.is, condition.min, left, right)
    case 'sharesToken':
      return `${call('sharedWords', left, right)} > 0`
    case 'prefix':
      return prefixTest(condition.minLength, left, right)
    case 'dateSwap':
    case 'numberSlip':
    case 'wordReplaced':
    case 'initials':
    case 'acronym':
      return call(condition.is, left, right)
    case 'daysWithin':
      return `abs(${call('day', left)} - ${call('day', right)}) <= ${doubleLiteral(condition.max)}`
    case 'yearsApart':
      return `abs(${call('year', left)} - ${call('year', right)}) >= ${doubleLiteral(condition.min)}`
    case 'numberWithin':
    case 'ratioIn':
      return numbersTest(condition, call('decimal', left), call('decimal', right))
    case 'rarityOverlap':
    case 'rarityJaccard':
      return rarityTest(condition.is, condition.of, condition.min, names)
  }
}

function tokensTest(is: 'tokenOverlap' | 'tokenJaccard', min: number, left: string, right: string): string {
  const shared = call('sharedWords', left, right)
  const leftSize = call('wordCount', left)
  const rightSize = call('wordCount', right)
  const all = is === 'tokenOverlap' ? `least(${leftSize}, ${rightSize})` : `(${leftSize} + ${rightSize} - ${shared})`

  return `CAST(${shared} AS DOUBLE) / ${all} >= ${doubleLiteral(min)}`
}

function rarityTest(is: 'rarityOverlap' | 'rarityJaccard', column: string, min: number, names: PairNames): string {
  const shared = names.sharedWeight(column)
  const left = names.left.weight(column)
  const right = names.right.weight(column)
  const all = is === 'rarityOverlap' ? `least(${left}, ${right})` : `(${left} + ${right} - ${shared})`

  return `CAST(${shared} AS DOUBLE) / ${all} >= ${doubleLiteral(min)}`
}

function prefixTest(minLength: number, left: string, right: string): string {
  const begins = (long: string, start: string) =>
    `(${call('startsWith', long, start)} AND ${call('codeUnits', start)} >= ${minLength})`

  return `(${begins(left, right)} OR ${begins(right, left)})`
}

type NumberCondition = Extract<MeasuredCondition, { is: 'numberWithin' | 'ratioIn' }>

function numbersTest(condition: NumberCondition, left: string, right: string): string {
  if (condition.is === 'numberWithin') {
    const allowed = `${doubleLiteral(condition.percent / 100)} * greatest(abs(${left}), abs(${right}))`

    return `abs(${left} - ${right}) <= greatest(${doubleLiteral(condition.absolute)}, ${allowed})`
  }
  const ratio = `greatest(${left} / ${right}, ${right} / ${left})`
  const percent = doubleLiteral(condition.percent)
  const holds = condition.ratios.map((wanted) => `abs(${ratio} / ${doubleLiteral(wanted)} - 1) * 100 <= ${percent}`)

  return `CASE WHEN ${left} * ${right} > 0 THEN ${['FALSE', ...holds].join(' OR ')} END`
}
