import type { ComparisonLevel, MatchModel, MatchRelation } from '../match-model.ts'
import { weightOfProbability } from '../match-weight.ts'
import { frequencyColumns } from '../population.ts'
import { relationShares } from '../relation-weight.ts'
import { doubleLiteral } from './sql-dialect.ts'

/**
 * The statement that weighs the compared pairs as pair-weigher.ts and relation-weight.ts do, in double precision and in the
 * same order of sums, and keeps those worth a look. Logarithms and powers of two engines may differ in the last bit.
 */
export function weighSql(model: MatchModel): string {
  const frequencies = frequencyColumns(model)
  const parts = model.comparisons.map(
    ({ levels }, comparison) =>
      `CASE level_${comparison} ${levels.map((level, index) => `WHEN ${index} THEN ${part(level, frequencies)}`).join(' ')} END AS part_${comparison}`,
  )
  const sum = ['prior', ...parts.map((_, comparison) => `part_${comparison}`)].join(' + ')

  return `CREATE TABLE weighed_pair AS
SELECT left_id, right_id, rule, pattern, weight, weight >= ${threshold(model.linkAbove)} AS is_link
FROM (
  SELECT left_id, right_id, rule, ${patternSum(model)} AS pattern, ${againstRelations(model)} AS weight
  FROM (
    SELECT *, ${sum} AS against_chance
    FROM (
      SELECT compared_pair.*, prior, mates,
        ${parts.join(',\n        ')}
      FROM compared_pair CROSS JOIN population
    ) AS part
  ) AS summed
) AS weighed
WHERE weight >= ${threshold(model.reviewAbove)}`
}

/** The weight once the other explanations of the agreement count against it. */
function againstRelations(model: MatchModel): string {
  if (model.relations.length === 0) return 'against_chance'
  const odds = model.relations.map((relation) => `power(2e0, ${relationOverMatch(model, relation)})`)

  return `-log2(${['power(2e0, -against_chance)', ...odds].join(' + ')})`
}

/** How much likelier two records of the pair's levels are so related than one entity's, as log2. */
function relationOverMatch(model: MatchModel, relation: MatchRelation): string {
  const gains = relationShares(model, relation).map((shares, comparison) =>
    shares.map((share, level) => Math.log2(share / (model.comparisons[comparison]?.levels[level]?.m as number))),
  )
  const terms = gains.flatMap((ofLevels, comparison) =>
    ofLevels.every((gain) => gain === 0) ? [] : [gainOf(ofLevels, comparison)],
  )

  return [`log2(${doubleLiteral(relation.matesPerRecord)} / mates)`, ...terms].join(' + ')
}

function gainOf(gains: readonly number[], comparison: number): string {
  const cases = gains.flatMap((gain, level) => (gain === 0 ? [] : [`WHEN ${level} THEN ${doubleLiteral(gain)}`]))

  return `CASE level_${comparison} ${cases.join(' ')} ELSE 0e0 END`
}

function threshold(probability: number): string {
  return doubleLiteral(weightOfProbability(probability))
}

function part({ m, u, termFrequency }: ComparisonLevel, frequencies: readonly string[]): string {
  const fixed = doubleLiteral(Math.log2(m / u))

  if (termFrequency === undefined) return fixed
  const { column, others, times, floor } = termFrequency
  const index = frequencies.indexOf(column)
  const excess = `excess_${index}`
  const strangers = `${excess} * power(least(1e0, ${doubleLiteral(others)} * ${excess}), 2)`
  const unseen =
    termFrequency.unseen === undefined
      ? `least(${doubleLiteral(others)} / filled_${index}, ${doubleLiteral(u)})`
      : doubleLiteral(termFrequency.unseen)
  const share = `(${strangers} / filled_${index} + ${unseen}) * ${doubleLiteral(times)}`

  // Not left to coalesce: least and greatest overlook a NULL.
  return (
    `CASE WHEN ${excess} IS NULL THEN ${fixed}` +
    ` ELSE log2(${doubleLiteral(m)} / least(1e0, greatest(${share}, ${doubleLiteral(floor)}))) END`
  )
}

/** The levels as one number, see pattern.ts. */
function patternSum({ comparisons }: MatchModel): string {
  let radix = 1
  const digits = comparisons.map(({ levels }, comparison) => {
    const digit = `CAST(level_${comparison} AS BIGINT) * ${radix}`

    radix *= levels.length

    return digit
  })

  return digits.join(' + ')
}
