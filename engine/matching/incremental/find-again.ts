import { fieldsOfModel } from '../../../rules/matching/match-model.ts'
import { weightOfProbability } from '../../../rules/matching/match-weight.ts'
import type { Tools } from '../../operations/tools.ts'
import { recordsByKey, storedBlockKeys } from '../../store/block-keys.ts'
import { linksOf, recordsLinkedTo, type StoredLink } from '../../store/linked-records.ts'
import { assertions } from '../../store/links.ts'
import { matchFields, matchRows } from '../../store/match-rows.ts'
import type { Session } from '../../store/store.ts'
import type { FrozenPopulation } from '../../store/term-frequencies.ts'
import { encodeRows, type EncodedRows } from '../encode-rows.ts'
import { pairCollector, type WeighedPairs } from '../kernel/compare-piece.ts'
import { openKernel, type Kernel, type KernelData } from '../kernel/kernel.ts'
import { linkRecords } from '../link-records.ts'
import type { MatchOutcome, PairAssertion } from '../match-outcome.ts'
import { prepareKernel } from '../prepare-kernel.ts'
import { candidatePairs } from './candidate-pairs.ts'
import { thawPopulation } from './frozen-population.ts'
import { pageSize, type MatchRun } from './match-run.ts'
import { keysOf, touchBlocks, type ChangedKeys, type TouchedBlocks } from './touched-blocks.ts'

export interface Basis {
  readonly keys: ChangedKeys
  readonly frozen: FrozenPopulation
  readonly pageCount: number
}

/** What was found among the records looked at again. */
export interface FoundAgain extends Pick<MatchOutcome, 'recordIds' | 'clusterOf' | 'links' | 'separationReasons'> {
  /** The stored links that the found ones replace. */
  readonly replaced: readonly StoredLink[]
  readonly blocks: TouchedBlocks
  readonly pairCount: number
}

/** Compares the changed records with their block-mates and clusters all that hang together with any of them. */
export async function findAgain(session: Session, run: MatchRun, basis: Basis, tools: Tools): Promise<FoundAgain> {
  const { kind, model } = run
  const said = await assertions(session, kind)
  const blocks = await readBlocks(session, run, basis.keys)
  const examined = new Set([...basis.keys.fresh.keys(), ...blocks.unsettled])
  const renewed = [...new Set([...basis.keys.old.keys(), ...examined])]
  const reached = await recordsLinkedTo(
    session,
    kind,
    [...new Set([...renewed, ...matesOf(examined, blocks, model.blockSizeMax), ...partnersOf(examined, said)])],
    weightOfProbability(model.linkAbove),
  )
  const rows = await encodeRows(
    { fields: matchFields(kind), batches: matchRows(session, kind, pageSize, reached), assertions: [] },
    fieldsOfModel(model),
    tools.signal,
  )
  const data = prepareKernel(rows, model, (columns) => thawPopulation(basis.frozen, columns))
  const kernel = openKernel(data)
  const replaced = await linksOf(session, kind, reached, renewed)
  const pairs = candidatePairs(
    data,
    Uint8Array.from(rows.recordIds, (recordId) => (examined.has(recordId) ? 1 : 0)),
    (key) => (blocks.members.get(key)?.length ?? Infinity) <= model.blockSizeMax,
    basis.pageCount,
  )
  const weighed = weigh(data, kernel, [...pairs, ...pairsKept(replaced, new Set(renewed), rows)])

  return {
    ...linkRecords(weighed, said, rows, kernel, data),
    recordIds: rows.recordIds,
    replaced,
    blocks,
    pairCount: pairs.length,
  }
}

/** The blocks of the changed records, and those of the records they unsettled. */
async function readBlocks(session: Session, { kind, model }: MatchRun, keys: ChangedKeys): Promise<TouchedBlocks> {
  const touched = touchBlocks(await recordsByKey(session, kind, keysOf(keys)), keys, model.blockSizeMax)

  if (touched.unsettled.size === 0) return touched
  const unsettledKeys = [...(await storedBlockKeys(session, [...touched.unsettled])).values()].flatMap((own) => [
    ...own,
  ])
  const others = await recordsByKey(
    session,
    kind,
    unsettledKeys.filter((key) => !touched.members.has(key)),
  )

  return { ...touched, members: new Map([...touched.members, ...others]) }
}

/** Records that share a block with an examined one, where the block may be compared. */
function matesOf(examined: ReadonlySet<number>, { members }: TouchedBlocks, blockSizeMax: number): ReadonlySet<number> {
  const mates = new Set<number>()

  for (const recordIds of members.values()) {
    if (recordIds.length > blockSizeMax || !recordIds.some((recordId) => examined.has(recordId))) continue
    for (const recordId of recordIds) mates.add(recordId)
  }

  return mates
}

/** A person's "same" may rest until the other record is back. */
function partnersOf(examined: ReadonlySet<number>, said: readonly PairAssertion[]): readonly number[] {
  return said.flatMap(({ left, right }) => (examined.has(left) ? [right] : examined.has(right) ? [left] : []))
}

/** Stored links that nothing put in question: they are weighed again, for the clusters, and weigh what they did. */
function pairsKept(links: readonly StoredLink[], renewed: ReadonlySet<number>, rows: EncodedRows): readonly number[] {
  const rowOf = new Map(Array.from(rows.recordIds, (recordId, row) => [recordId, row]))

  return links
    .filter(({ left, right }) => !renewed.has(left) && !renewed.has(right))
    .map(({ left, right }) => (rowOf.get(left) as number) * rows.count + (rowOf.get(right) as number))
}

function weigh({ model, weightMin, count }: KernelData, { weigher }: Kernel, pairs: readonly number[]): WeighedPairs {
  const kept = pairCollector(model)

  for (const pair of pairs) {
    const left = Math.floor(pair / count)
    const right = pair % count
    const weight = weigher.weigh(left, right)

    if (weight >= weightMin) kept.add(left, right, weight, weigher)
  }

  return kept.take()
}
