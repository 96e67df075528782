import type { MatchModel, MatchRelation } from './match-model.ts'
import { isNeutral } from './neutral-level.ts'
import { matesExpected } from './match-weight.ts'
import type { PairWeigher } from './pair-weigher.ts'
import type { Population } from './population.ts'

/**
 * Weighs against a link what else would explain it. Two records that agree by no chance are either of one entity or of two
 * related ones, and `weigh` compares the first with the chance and the others together: the odds against a link are those
 * of chance plus those of each relation, 2^-w = 2^-w0 + Σ 2^-wk, where wk is log2 of (match ÷ relation k).
 * Agreements a household shares so count once: they speak for the household as much as for one person.
 */
export function withRelations(weigher: PairWeigher, model: MatchModel, population: Population): PairWeigher {
  if (model.relations.length === 0) return weigher
  const mates = matesExpected(model, population)
  const relations = model.relations.map((relation) => ({
    moreOften: Math.log2(relation.matesPerRecord / mates),
    gains: relationShares(model, relation).map((shares, comparison) =>
      shares.map((share, level) => Math.log2(share / (model.comparisons[comparison]?.levels[level]?.m as number))),
    ),
  }))
  const { levels } = weigher

  /** Relations only speak against a link: what is below the least without them is with them. */
  function weigh(left: number, right: number, weightMin = -Infinity): number {
    const weight = weigher.weigh(left, right, weightMin)

    if (weight === -Infinity) return weight
    let odds = 2 ** -weight

    for (const { moreOften, gains } of relations) {
      let against = moreOften

      for (let comparison = 0; comparison < gains.length; comparison += 1)
        against += gains[comparison]?.[levels[comparison] as number] as number
      odds += 2 ** against
    }

    return -Math.log2(odds)
  }

  return { ...weigher, weigh }
}

/** Related records at a level that is not named are rarer than this. */
export const RELATION_SHARE_MIN = 1e-5

/** How often related records are at each level of every comparison; of a comparison the relation does not name, as often as matches are. */
export function relationShares({ comparisons }: MatchModel, relation: MatchRelation): readonly (readonly number[])[] {
  const known = new Map(relation.comparisons.map(({ name, levels }) => [name, levels]))

  return comparisons.map(({ name, levels }) => {
    const shares = known.get(name)

    return levels.map((level) =>
      shares === undefined || isNeutral(level) ? level.m : (shares[level.name] ?? RELATION_SHARE_MIN),
    )
  })
}
