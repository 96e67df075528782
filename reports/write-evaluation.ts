import { join } from 'node:path'
import { matchErrors, type MatchErrorRow } from './match-errors.ts'
import { precisionRecallCurve, type CurvePoint } from './precision-recall-curve.ts'
import { precisionRecallSvg, type MarkedPoint } from './precision-recall-svg.ts'
import { writeAtomically } from './write-atomically.ts'
import { writeCsv } from './write-csv.ts'

export interface EvaluationRows {
  readonly title: string
  readonly curve: readonly CurvePoint[]
  readonly marks: readonly MarkedPoint[]
  readonly errors: readonly MatchErrorRow[]
}

/** Writes the curve as CSV and as a picture, and the worst errors, into a folder; answers the paths. */
export async function writeEvaluation(
  { title, curve, marks, errors }: EvaluationRows,
  folder: string,
): Promise<readonly string[]> {
  const paths = [precisionRecallCurve.fileName, 'precision-recall.svg', matchErrors.fileName].map((name) =>
    join(folder, name),
  )
  const [curvePath = '', picturePath = '', errorsPath = ''] = paths

  await writeCsv(precisionRecallCurve, once(curve), curvePath, { byteOrderMark: false })
  await writeAtomically(picturePath, [precisionRecallSvg(title, curve, marks)])
  await writeCsv(matchErrors, once(errors), errorsPath, { byteOrderMark: false })

  return paths
}

async function* once<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows
}
