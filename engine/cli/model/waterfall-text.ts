import type { ExplainedPart, ExplainedWeight } from '../../matching/explain/weigh-again.ts'
import { textTable } from '../text-table.ts'
import { shownValue } from '../shown-value.ts'

const BAR_WIDTH = 28

/** One line of the waterfall: the sum runs from `from` to `to`. */
interface Step {
  readonly cells: readonly string[]
  readonly values: readonly string[]
  readonly from: number
  readonly to: number
}

/** The waterfall of a pair as a table: what each comparison adds, how the sum runs, and what the two records say. */
export function waterfallText(fall: ExplainedWeight, left: string, right: string): string {
  const steps = stepsOf(fall)
  const edges = steps.flatMap(({ from, to }) => [from, to])
  const low = Math.min(...edges)
  const high = Math.max(...edges)

  return textTable(
    ['comparison', 'level', 'weight', 'of it rarity', 'the sum so far', left, right],
    steps.map((step) => [...step.cells, bar(step, low, high), ...step.values]),
  )
}

function stepsOf({ prior, parts, relations, relation, weight }: ExplainedWeight): readonly Step[] {
  const steps: Step[] = [{ cells: ['prior', '', signed(prior), ''], values: [], from: 0, to: prior }]
  let sum = prior

  for (const part of parts) {
    steps.push({
      cells: [
        part.comparison,
        part.level,
        signed(part.weight),
        part.termFrequency === 0 ? '' : signed(part.termFrequency),
      ],
      values: valuesOf(part),
      from: sum,
      to: sum + part.weight,
    })
    sum += part.weight
  }
  if (Math.abs(relations) >= 0.005)
    steps.push({
      cells: ['or else', relation ?? '', signed(relations), ''],
      values: [],
      from: sum,
      to: weight,
    })

  return [...steps, { cells: ['sum', '', signed(weight), ''], values: [], from: 0, to: weight }]
}

/** The right value is "=" where it is the left one. */
function valuesOf({ left, right }: ExplainedPart): readonly string[] {
  const one = joined(left)
  const other = joined(right)

  return [shownValue(one), one === other && one !== '' ? '=' : shownValue(other)]
}

function joined(values: readonly (string | null)[]): string {
  return values.filter((value) => value !== null).join(' ')
}

function signed(weight: number): string {
  const text = weight.toFixed(2)

  return (weight >= 0 ? `+${text}` : text).padStart(7)
}

/** Full blocks where the sum rises, shaded ones where it falls. */
function bar({ from, to }: Step, low: number, high: number): string {
  const place = (sum: number) => (high === low ? 0 : Math.round(((sum - low) / (high - low)) * BAR_WIDTH))
  const start = place(Math.min(from, to))
  const length = Math.max(place(Math.max(from, to)) - start, Math.abs(to - from) < 0.005 ? 0 : 1)

  return ' '.repeat(start) + (to >= from ? '█' : '░').repeat(length)
}
