import { fieldsOfModel } from '../../../rules/matching/match-model.ts'
import { matchValues } from '../../store/matching/match-rows.ts'
import type { Session } from '../../store/store.ts'
import type { FrozenPopulation } from '../../store/matching/term-frequencies.ts'
import { encodeRows, type EncodedRows } from '../encode-rows.ts'
import { openKernel } from '../kernel/kernel.ts'
import { workInline } from '../kernel-workers.ts'
import type { MatchRow } from '../match-outcome.ts'
import { prepareKernel } from '../prepare-kernel.ts'
import { candidatePairs } from './candidate-pairs.ts'
import { thawPopulation } from './frozen-population.ts'
import type { MatchRun } from './match-run.ts'
import type { TouchedBlocks } from './touched-blocks.ts'
import { weighPairs } from './weigh-pairs.ts'

/** Records whose links are found anew, and the blocks they are in. */
export interface Examination {
  readonly blocks: TouchedBlocks
  readonly examined: ReadonlySet<number>
}

/** Pairs of record ids that weigh enough to be seen, and how many were compared. */
export interface PairsFound {
  readonly left: readonly number[]
  readonly right: readonly number[]
  readonly pairCount: number
}

/** Compares every examined record with its block-mates. */
export async function compareAgain(
  session: Session,
  run: MatchRun,
  { frozen, pageCount }: { readonly frozen: FrozenPopulation; readonly pageCount: number },
  { blocks, examined }: Examination,
  signal: AbortSignal,
): Promise<PairsFound> {
  const { model } = run
  const isCompared = (recordIds: readonly number[] | undefined) =>
    recordIds !== undefined && recordIds.length <= model.blockSizeMax
  const compared = new Set(examined)

  for (const recordIds of blocks.members.values()) {
    if (!isCompared(recordIds) || !recordIds.some((recordId) => examined.has(recordId))) continue
    for (const recordId of recordIds) compared.add(recordId)
  }
  const rows = await readValues(session, run, [...compared], signal)
  const data = await prepareKernel(rows, model, workInline(signal), (columns) => thawPopulation(frozen, columns))
  const pairs = candidatePairs(
    data,
    Uint8Array.from(rows.recordIds, (recordId) => (examined.has(recordId) ? 1 : 0)),
    (key) => isCompared(blocks.members.get(key)),
    pageCount,
  )
  const { left, right } = weighPairs(pairs, data, openKernel(data))
  const idOf = (row: number) => rows.recordIds[row] as number

  return { left: Array.from(left, idOf), right: Array.from(right, idOf), pairCount: pairs.length }
}

/** Pairs are symmetric, so any order of the records will do: their labels, which cost a join, are not read. */
async function readValues(
  session: Session,
  { kind, model }: MatchRun,
  recordIds: readonly number[],
  signal: AbortSignal,
): Promise<EncodedRows> {
  const fields = fieldsOfModel(model)

  async function* batches(): AsyncGenerator<readonly MatchRow[]> {
    for await (const batch of matchValues(session, kind, fields, recordIds))
      yield batch.map(([recordId, ...values]) => ({
        recordId,
        values,
        label: String(recordId).padStart(10, '0'),
        system: '',
      }))
  }

  return encodeRows({ fields, batches: batches(), assertions: [] }, fields, signal)
}
