import { counted, readableCount } from '../../../reports/readable-number.ts'
import type { MatchModel } from '../../../rules/matching/match-model.ts'
import { textTable } from '../text-table.ts'
import type { ModelTraining } from './train-models.ts'

/** Smaller changes of a weight decide no pair by themselves. */
const CHANGE_MIN_BITS = 1

interface ChangedLevel {
  readonly comparison: string
  readonly level: string
  readonly before: LevelWeight
  readonly after: LevelWeight
}

interface LevelWeight {
  readonly m: number
  readonly u: number
  /** log2 of m ÷ u: what the level weighs where values are not counted. */
  readonly weight: number
}

/** What a training learnt, for people. */
export function trainingText(training: ModelTraining, isDryRun: boolean): string {
  const { kind, recordCount, candidatePairCount, labels, estimate, before, model, reasons } = training
  const relations = relationsOf(training).map(({ name, pairs }) => `${about(pairs)} ${name}`)
  const changed = changedLevels(before, model)

  return [
    `${kind}: ${counted(recordCount, 'record')}, ${counted(candidatePairCount, 'candidate pair')}`,
    `  ${estimate.hasConverged ? 'settled' : 'did not settle'} after ${counted(estimate.iterations, 'round')}: ${[
      `${about(estimate.match.pairCount)} pairs are the same`,
      ...relations,
    ].join('; ')}`,
    ...(labels.same + labels.different === 0
      ? []
      : [`  decisions used: ${readableCount(labels.same)} same, ${readableCount(labels.different)} different`]),
    ...(changed.length === 0
      ? [`  no level weighs more than ${CHANGE_MIN_BITS} bit more or less than before`]
      : ['', changedTable(changed).trimEnd(), '']),
    ...reasons.map((reason) => `  refused: ${reason}`),
    `  ${outcome(training, isDryRun)}`,
    '',
  ].join('\n')
}

/** The same for programs. */
export function trainingFacts(training: ModelTraining): object {
  const { kind, recordCount, candidatePairCount, labels, estimate, before, model, reasons, version } = training

  return {
    kind,
    records: recordCount,
    candidatePairs: candidatePairCount,
    rounds: estimate.iterations,
    hasSettled: estimate.hasConverged,
    expectedMatches: Math.round(estimate.match.pairCount),
    relations: relationsOf(training).map(({ name, pairs }) => ({ name, expectedPairs: Math.round(pairs) })),
    decisions: labels,
    changed: changedLevels(before, model),
    refused: reasons,
    version: version ?? null,
  }
}

function outcome({ reasons, version, kind }: ModelTraining, isDryRun: boolean): string {
  if (reasons.length > 0) return 'The model in use stays as it was.'
  if (isDryRun) return 'Nothing was stored.'

  return `Stored as version ${version}: nights use it until the next training; touchstone train --reset --kind ${kind} goes back.`
}

function relationsOf({ model, estimate }: ModelTraining): readonly { name: string; pairs: number }[] {
  return model.relations.map(({ name }, index) => ({ name, pairs: estimate.relations[index]?.pairCount ?? 0 }))
}

function changedLevels(before: MatchModel, after: MatchModel): readonly ChangedLevel[] {
  return after.comparisons.flatMap(({ name, levels }, comparison) =>
    levels.flatMap((level, place) => {
      const learnt = weightOf(level)
      const declared = weightOf(before.comparisons[comparison]?.levels[place] ?? level)

      return Math.abs(learnt.weight - declared.weight) > CHANGE_MIN_BITS
        ? [{ comparison: name, level: level.name, before: declared, after: learnt }]
        : []
    }),
  )
}

function weightOf({ m, u }: { readonly m: number; readonly u: number }): LevelWeight {
  return { m, u, weight: Number(Math.log2(m / u).toFixed(2)) }
}

function changedTable(changed: readonly ChangedLevel[]): string {
  const cells = ({ m, u, weight }: LevelWeight) => [share(m), share(u), weight.toFixed(1)]

  return textTable(
    ['  comparison', 'level', 'm before', 'u before', 'weight before', 'm after', 'u after', 'weight after'],
    changed.map(({ comparison, level, before, after }) => [
      `  ${comparison}`,
      level,
      ...cells(before),
      ...cells(after),
    ]),
  )
}

const share = (value: number) => String(Number(value.toPrecision(2)))
const about = (pairs: number) => `about ${readableCount(Math.round(pairs))}`
