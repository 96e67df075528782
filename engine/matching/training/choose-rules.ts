import { blockColumns, type MatchModel } from '../../../rules/matching/match-model.ts'
import { pairsBetween, type Blocks } from '../kernel/block-records.ts'
import { sharedInt32 } from '../kernel/shared-columns.ts'

/** A blocking rule with the pairs it yields alone, and whether it was taken. */
export interface RuleCost {
  readonly name: string
  readonly pairs: number
  readonly isTaken: boolean
}

export interface ChosenRules {
  /** Places of the rules taken, cheapest first. */
  readonly taken: readonly number[]
  readonly costs: readonly RuleCost[]
}

const RULES_MAX = 24
/** Pairs a record may cost: many where there are few records, and as few as tight rules yield where there are millions. */
const PAIRS_PER_RECORD_MAX = 60
const PAIRS_PER_RECORD_MIN = 3
const FEW_RECORDS = 30_000

/** Pairs that may be compared among so many records. */
function pairBudget(recordCount: number): number {
  const share = Math.min(1, FEW_RECORDS / recordCount) ** 0.75

  return recordCount * Math.max(PAIRS_PER_RECORD_MIN, PAIRS_PER_RECORD_MAX * share)
}

/**
 * Takes the rules with the fewest keys, the cheapest of them first, until the budget of pairs is spent: a rule of one key
 * finds all that a narrower one does, and a rule that only narrows one already taken finds nothing new. Where the blocks are
 * those of a sample, a pair of the sample stands for as many as its records do.
 */
export function chooseRules(
  { blockingRules }: MatchModel,
  blocks: Blocks,
  sampleCount: number,
  recordCount: number,
): ChosenRules {
  const budget = pairBudget(recordCount)
  const scale = (recordCount / sampleCount) ** 2
  const pairs = blocks.rules.map((rule) => Math.round(scale * pairsBetween(rule, 0, rule.counts[0] as number)))
  const keyCounts = blockingRules.map((rule) => blockColumns(rule).length)
  const byCost = (one: number, other: number) => (pairs[one] as number) - (pairs[other] as number) || one - other
  const widestFirst = blockingRules
    .map((_, rule) => rule)
    .sort((one, other) => (keyCounts[one] as number) - (keyCounts[other] as number) || byCost(one, other))
  const taken: number[] = []
  let spent = 0

  for (const rule of widestFirst) {
    const cost = pairs[rule] as number

    if ((cost === 0 && scale === 1) || cost > budget / 2 || taken.length === RULES_MAX || spent + cost > budget)
      continue
    if (taken.some((other) => narrows(rule, other, blockingRules))) continue
    taken.push(rule)
    spent += cost
  }

  return {
    taken: taken.sort(byCost),
    costs: blockingRules.map(({ name }, rule) => ({
      name,
      pairs: pairs[rule] as number,
      isTaken: taken.includes(rule),
    })),
  }
}

/** A rule whose keys contain all of another's finds only pairs the other finds. */
function narrows(rule: number, other: number, rules: MatchModel['blockingRules']): boolean {
  const keys = new Set(blockColumns(rules[rule] as MatchModel['blockingRules'][number]))

  return blockColumns(rules[other] as MatchModel['blockingRules'][number]).every((key) => keys.has(key))
}

/** The blocks of some of the rules, in the order given. */
export function keepRules(blocks: Blocks, taken: readonly number[], recordCount: number): Blocks {
  const blockOf = sharedInt32(recordCount * taken.length)

  for (let record = 0; record < recordCount; record += 1) {
    taken.forEach((rule, place) => {
      blockOf[record * taken.length + place] = blocks.blockOf[record * blocks.ruleCount + rule] as number
    })
  }

  return {
    ...blocks,
    ruleCount: taken.length,
    blockOf,
    rules: taken.map((rule) => blocks.rules[rule] as Blocks['rules'][number]),
  }
}
