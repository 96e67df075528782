import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { MatchModel } from '../../../rules/matching/match-model.ts'
import type { HotKeyRow } from '../../store/matching/block-keys.ts'

/** The matching of one kind in one night. */
export interface MatchRun {
  readonly kind: MatchedKind
  readonly model: MatchModel
  readonly modelVersion: string
  /** Of everything the outcome depends on, see matchInputFingerprint. */
  readonly fingerprint: string
  readonly runId: number
  readonly stage: string
}

/** Rows read from the store at a time. */
export const pageSize = 20_000

const LINES_PER_RULE_MAX = 50

/** The limits that were hit, without the values themselves: reports say which rule and how many. */
export function limitLines(
  { kind, model }: Pick<MatchRun, 'kind' | 'model'>,
  hot: readonly HotKeyRow[],
): readonly string[] {
  return model.blockingRules.flatMap(({ name }) =>
    hot
      .filter(({ rule }) => rule === name)
      .slice(0, LINES_PER_RULE_MAX)
      .map(
        ({ recordCount }) =>
          `${kind}: ${recordCount} records share one value of blocking rule "${name}"; it was taken out of blocking.`,
      ),
  )
}
