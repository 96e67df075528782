import { fieldsOfModel } from '../../../rules/matching/match-model.ts'
import { weightOfProbability } from '../../../rules/matching/match-weight.ts'
import type { Tools } from '../../operations/tools.ts'
import { linksOf, recordsLinkedTo, type StoredLink } from '../../store/matching/linked-records.ts'
import { matchFields, matchRows } from '../../store/matching/match-rows.ts'
import { spokenTogether, wordsOfKind } from '../../store/matching/persons-words.ts'
import type { Session } from '../../store/store.ts'
import type { FrozenPopulation } from '../../store/matching/term-frequencies.ts'
import { encodeRows } from '../encode-rows.ts'
import { openKernel } from '../kernel/kernel.ts'
import { workInline } from '../kernel-workers.ts'
import { linkRecords } from '../link-records.ts'
import type { MatchOutcome } from '../match-outcome.ts'
import { prepareKernel } from '../prepare-kernel.ts'
import { compareAgain, type PairsFound } from './compare-again.ts'
import { thawPopulation } from './frozen-population.ts'
import { pageSize, type MatchRun } from './match-run.ts'
import { readTouchedBlocks } from './read-touched-blocks.ts'
import type { ChangedKeys, TouchedBlocks } from './touched-blocks.ts'
import { weighPairs } from './weigh-pairs.ts'

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
  // A word that is said or taken back, and a record that is back, may let words about other pairs hold or rest.
  const spoken = await spokenTogether(session, run.kind, [...basis.keys.old.keys(), ...basis.keys.fresh.keys()])
  const blocks = await readTouchedBlocks(session, run, basis.keys, spoken)
  const examined = new Set([...basis.keys.fresh.keys(), ...blocks.unsettled])
  const renewed = new Set([...basis.keys.old.keys(), ...examined])
  const found = await compareAgain(session, run, basis, { blocks, examined }, tools.signal)

  return { ...(await clusterAgain(session, run, basis, { renewed, found }, tools)), blocks, pairCount: found.pairCount }
}

interface Finding {
  /** Records whose stored links no longer count. */
  readonly renewed: ReadonlySet<number>
  readonly found: PairsFound
}

/** Clusters every component of links, old and new, that a record with renewed links belongs to. */
async function clusterAgain(
  session: Session,
  { kind, model }: MatchRun,
  { frozen }: Basis,
  { renewed, found }: Finding,
  tools: Tools,
): Promise<Omit<FoundAgain, 'blocks' | 'pairCount'>> {
  const { holding } = await wordsOfKind(session, kind)
  const seeds = new Set([...renewed, ...found.left, ...found.right])
  const reached = await recordsLinkedTo(session, kind, [...seeds], weightOfProbability(model.linkAbove))
  const replaced = await linksOf(session, kind, reached, [...renewed])
  const rows = await encodeRows(
    { fields: matchFields(kind), batches: matchRows(session, kind, pageSize, reached), assertions: [] },
    fieldsOfModel(model),
    tools.signal,
    model.duplicateFree,
  )
  const data = await prepareKernel(rows, model, workInline(tools.signal), (columns) => thawPopulation(frozen, columns))
  const kernel = openKernel(data)
  const rowOf = new Map(Array.from(rows.recordIds, (recordId, row) => [recordId, row]))
  const pairs = [
    ...found.left.map((left, pair) => ({ left, right: found.right[pair] as number })),
    // Nothing put these in question: they are weighed for the clusters, and weigh what they did.
    ...replaced.filter(({ left, right }) => !renewed.has(left) && !renewed.has(right)),
  ].map(({ left, right }) => pairOf(rowOf.get(left) as number, rowOf.get(right) as number, rows.count))
  const linked = linkRecords(weighPairs(pairs, data, kernel), holding, rows, kernel, data)

  return { ...linked, recordIds: rows.recordIds, replaced }
}

/** The lower row is on the left. */
function pairOf(one: number, other: number, count: number): number {
  return Math.min(one, other) * count + Math.max(one, other)
}
