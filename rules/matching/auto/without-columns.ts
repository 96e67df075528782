import type { Condition } from '../condition.ts'
import type { MatchModelSource } from '../match-model.ts'

type Comparison = MatchModelSource['comparisons'][number]

/** The parts of a model that still say something when only some of its columns exist. */
export function withoutColumns<Parts extends Pick<MatchModelSource, 'columns' | 'blockingRules' | 'comparisons'>>(
  parts: Parts,
  fields: ReadonlySet<string>,
): Parts {
  const known = new Set(fields)
  const columns = parts.columns.filter(({ name, from, needs }) => {
    const isKnown =
      needs === 'any' ? from.some((source) => known.has(source)) : from.every((source) => known.has(source))

    // A column may have the name of the field it is derived from.
    if (isKnown) known.add(name)
    else known.delete(name)
    return isKnown
  })
  const names = new Set(columns.map(({ name }) => name))

  return {
    ...parts,
    columns: columns.map((column) => ({
      ...column,
      from: column.from.filter((source) => names.has(source) || fields.has(source)),
    })),
    blockingRules: parts.blockingRules.filter(({ keys = [], eachOf }) =>
      [...keys, ...(eachOf === undefined ? [] : [eachOf])].every((key) => names.has(key)),
    ),
    comparisons: parts.comparisons.map((comparison) => prune(comparison, names)).filter(saysSomething),
  }
}

/** A comparison whose levels all say nothing, or of which only one can ever hold, is left out. */
function saysSomething({ levels }: Comparison): boolean {
  return levels.filter(({ m, u }) => m !== u).length > 1
}

function prune(comparison: Comparison, names: ReadonlySet<string>): Comparison {
  const levels: Comparison['levels'] = []

  for (const level of comparison.levels) {
    const when = simplify(level.when as Condition, names)

    if (when === false) continue
    const { termFrequency, ...rest } = level
    const counted = termFrequency !== undefined && names.has(termFrequency.column) ? { termFrequency } : {}

    levels.push({ ...rest, ...counted, when: when === true ? { is: 'otherwise' } : when })
    if (when === true) break
  }

  return { ...comparison, levels }
}

/** What is left of a condition when columns are missing in every record: itself in part, or always true or false. */
function simplify(condition: Condition, names: ReadonlySet<string>): Condition | boolean {
  switch (condition.is) {
    case 'otherwise':
      return true
    case 'all':
    case 'any': {
      const isAll = condition.is === 'all'
      const parts = condition.of.map((part) => simplify(part, names))

      if (parts.includes(!isAll)) return !isAll
      const open = parts.filter((part) => typeof part !== 'boolean')

      return open.length === 0 ? isAll : open.length === 1 ? (open[0] as Condition) : { is: condition.is, of: open }
    }
    case 'not': {
      const part = simplify(condition.of, names)

      return typeof part === 'boolean' ? !part : { is: 'not', of: part }
    }
    case 'missing':
    case 'bothMissing':
      return names.has(condition.of) ? condition : true
    case 'crossed':
      return names.has(condition.of) && names.has(condition.with) ? condition : false
    default:
      return names.has(condition.of) ? condition : false
  }
}
