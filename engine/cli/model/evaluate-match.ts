import { writeEvaluation } from '../../../reports/write-evaluation.ts'
import type { MatchErrorRow } from '../../../reports/match-errors.ts'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import {
  evaluateLastMatch,
  type ExplainedError,
  type ExplainedErrors,
  type MatchEvaluation,
} from '../../matching/evaluate/evaluate-last-match.ts'
import type { Tools } from '../../operations/tools.ts'

/** An evaluation, and the files that show its curve and its worst errors. */
export interface WrittenEvaluation extends MatchEvaluation {
  readonly files: readonly string[]
}

/** Measures the last match of a kind by a truth file and writes the curve and the worst errors into a folder. */
export async function evaluateMatch(
  kind: MatchedKind,
  truthPath: string,
  folder: string,
  { store, signal }: Tools,
): Promise<WrittenEvaluation> {
  const evaluation = await store.transaction((session) => evaluateLastMatch(session, kind, truthPath, signal))
  const { curve, links, clusters } = evaluation
  const files = await writeEvaluation(
    {
      title: `Precision and recall of ${kind} links`,
      curve,
      marks: [
        { label: `links (probability ${evaluation.linkAbove} on)`, ...links },
        { label: 'clusters', ...clusters },
      ],
      errors: [...rowsOf('false-link', evaluation.falseLinks), ...rowsOf('missed-pair', evaluation.missedPairs)],
    },
    folder,
  )

  return { ...evaluation, files }
}

function rowsOf(error: MatchErrorRow['error'], { shown }: ExplainedErrors): readonly MatchErrorRow[] {
  return shown.flatMap((pair, index) => stepsOf(pair).map((step) => ({ ...step, ...factsOf(error, index + 1, pair) })))
}

function factsOf(error: MatchErrorRow['error'], rank: number, { left, right, waterfall, reason }: ExplainedError) {
  return { error, rank, left, right, weight: waterfall.weight, reason }
}

type Step = Pick<MatchErrorRow, 'step' | 'level' | 'stepWeight' | 'termFrequency' | 'leftValue' | 'rightValue'>

function stepsOf({ waterfall: { prior, parts, relations, relation } }: ExplainedError): readonly Step[] {
  const own = { level: '', termFrequency: 0, leftValue: null, rightValue: null }

  return [
    { ...own, step: 'prior', stepWeight: prior },
    ...parts.map(({ comparison, level, weight, termFrequency, left, right }) => ({
      step: comparison,
      level,
      stepWeight: weight,
      termFrequency,
      leftValue: joined(left),
      rightValue: joined(right),
    })),
    ...(relation === null ? [] : [{ ...own, step: 'relations', level: relation, stepWeight: relations }]),
  ]
}

function joined(values: readonly (string | null)[]): string {
  return values.filter((value) => value !== null).join(' ')
}
