import type { MatchedKind } from '../../rules/entity/entity.ts'
import type { MatchModel } from '../../rules/matching/match-model.ts'
import { byteText } from '../store/matching/block-keys.ts'
import type { CopyRow } from '../store/copy-format.ts'
import type { BlockKeys } from './incremental/block-keys.ts'
import { linkVerdicts, type MatchOutcome } from './match-outcome.ts'

const batchSize = 10_000

/** The links of an outcome as the store's rows, new in the given run, in batches. */
export async function* linkRows(
  model: MatchModel,
  version: string,
  runId: number,
  { links, separationReasons }: Pick<MatchOutcome, 'links' | 'separationReasons'>,
): AsyncGenerator<readonly CopyRow[]> {
  const reasonOf = (code: number) => (code === -1 ? null : (separationReasons[code] as string))

  yield* inBatches(links.left.length, (link) => [
    model.kind,
    links.left[link] as number,
    links.right[link] as number,
    linkVerdicts[links.verdict[link] as number] as string,
    links.weight[link] as number,
    model.comparisons[links.decidingComparison[link] as number]?.name as string,
    reasonOf(links.separatedBy[link] as number),
    version,
    links.isAsserted[link] === 1 ? 't' : 'f',
    runId,
  ])
}

/** Every record with the record that names its cluster and its block keys, in batches. */
export async function* clusterRows(
  kind: MatchedKind,
  { recordIds, clusterOf }: Pick<MatchOutcome, 'recordIds' | 'clusterOf'>,
  { starts, keys }: BlockKeys,
): AsyncGenerator<readonly CopyRow[]> {
  yield* inBatches(recordIds.length, (record) => [
    recordIds[record] as number,
    kind,
    recordIds[clusterOf[record] as number] as number,
    byteText(keys.subarray(starts[record], starts[record + 1])),
  ])
}

async function* inBatches(count: number, rowOf: (index: number) => CopyRow): AsyncGenerator<readonly CopyRow[]> {
  for (let from = 0; from < count; from += batchSize)
    yield Array.from({ length: Math.min(batchSize, count - from) }, (_, offset) => rowOf(from + offset))
}
