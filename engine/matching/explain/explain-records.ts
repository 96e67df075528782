import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { contradictionWords } from '../../../rules/matching/contradiction-words.ts'
import { contradictions } from '../../../rules/matching/contradictions.ts'
import { weightOfProbability } from '../../../rules/matching/match-weight.ts'
import {
  clusterAround,
  decisionOn,
  linkBetween,
  partingWords,
  type MatchedLink,
} from '../../store/matching/explain-rows.ts'
import { wordsAround } from '../../store/matching/persons-words.ts'
import { labelsOf } from '../../store/review/proposals.ts'
import type { Session } from '../../store/store.ts'
import type { ClusterExplanation, ExplainedLink, PairExplanation, PairWaterfall } from './explanation.ts'
import { findRecords, recordUnknown, type FoundRecord } from './find-records.ts'
import { byStrength, holdingLinks, pathBetween } from './hold-cluster.ts'
import { isOutdated, reloadMatch, type ReloadedMatch } from './reload-match.ts'
import { sharedRules } from './shared-rules.ts'
import { weighAgain } from './weigh-again.ts'

/** Members and links of a cluster beyond this are not read; the explanation says so. */
const linksMax = 100_000

/** Of the words that hold a pair apart, more are not told. */
const wordsMax = 10

/** Why two records are, or are not, the same in the last match. Needs a transaction. */
export async function explainPair(
  session: Session,
  names: readonly [string, string],
  kindWanted: MatchedKind | undefined,
  signal: AbortSignal,
): Promise<PairExplanation> {
  const { kind, records } = await findRecords(session, names, kindWanted)
  const [left, right] = records as readonly [(typeof records)[0], (typeof records)[0]]
  const reloaded = (await reloadMatch(session, kind, signal, [left.id, right.id])) as ReloadedMatch
  const leftRow = rowOf(reloaded, left)
  const rightRow = rowOf(reloaded, right)
  const link = await linkBetween(session, kind, left.id, right.id)

  return {
    ...weighAgain(reloaded, leftRow, rightRow),
    kind,
    left: left.name,
    right: right.name,
    verdict: verdictOf(link),
    heldApartBy: link?.heldApartBy ?? null,
    apartByWords: await apartByWords(session, kind, [left.id, right.id], link),
    linkWeight: weightOfProbability(reloaded.model.linkAbove),
    reviewWeight: weightOfProbability(reloaded.model.reviewAbove),
    ...(await sharedRules(session, reloaded, leftRow, rightRow)),
    decision: (await decisionOn(session, kind, left.id, right.id)) ?? null,
    contradictions: await contradictionsOf(session, kind, left, right),
    path: await pathOf(session, kind, left.id, right.id, link),
    isOutdated: await isOutdated(session, reloaded),
  }
}

async function apartByWords(
  session: Session,
  kind: MatchedKind,
  pair: readonly [number, number],
  link: MatchedLink | undefined,
): Promise<PairExplanation['apartByWords']> {
  if (link?.heldApartBy?.endsWith('asserted-different') !== true) return []
  const words = await partingWords(session, kind, pair, wordsMax)
  const labels = await labelsOf(
    session,
    words.flatMap(({ left, right }) => [left, right]),
  )

  return words.map(({ left, right, actor }) => ({
    by: actor,
    left: labels.get(left) ?? '',
    right: labels.get(right) ?? '',
  }))
}

async function contradictionsOf(
  session: Session,
  kind: MatchedKind,
  left: FoundRecord,
  right: FoundRecord,
): Promise<readonly string[]> {
  const found = contradictions(await wordsAround(session, kind, [left.id, right.id]), linksMax).filter(({ pairs }) =>
    pairs.some((pair) => pair.left === Math.min(left.id, right.id) && pair.right === Math.max(left.id, right.id)),
  )
  const labels = await labelsOf(
    session,
    found.flatMap(({ pairs }) => pairs.flatMap((pair) => [pair.left, pair.right])),
  )

  return found.map((one) => contradictionWords(one, (record) => labels.get(record) ?? ''))
}

/** Why each of the pairs has its weight; those of a record that is gone are left out. Needs a transaction. */
export async function explainWeights(
  session: Session,
  kind: MatchedKind,
  pairs: readonly { readonly left: number; readonly right: number }[],
  signal: AbortSignal,
): Promise<readonly PairWaterfall[]> {
  const ids = pairs.flatMap(({ left, right }) => [left, right])
  const reloaded = pairs.length === 0 ? undefined : await reloadMatch(session, kind, signal, ids)

  if (reloaded === undefined) return []
  const { rows, labels } = reloaded

  return pairs
    .map(({ left, right }) => [rows.recordIds.indexOf(left), rows.recordIds.indexOf(right)] as const)
    .filter(([left, right]) => left !== -1 && right !== -1)
    .map(([left, right]) => ({
      left: labels[left] as string,
      right: labels[right] as string,
      ...weighAgain(reloaded, left, right),
    }))
}

/** What holds the cluster of a record together in the last match. */
export async function explainCluster(
  session: Session,
  name: string,
  kindWanted: MatchedKind | undefined,
): Promise<ClusterExplanation> {
  const { kind, records } = await findRecords(session, [name], kindWanted)
  const [record] = records as readonly [(typeof records)[0]]
  const cluster = await clusterAround(session, kind, record.id, linksMax)

  if (cluster === undefined) throw recordUnknown(name)
  const labels = await labelsOf(session, cluster.memberIds)
  const holding = holdingLinks(cluster.links).map((link) => named(link, labels))
  const { memberCount, linkCount } = cluster

  return {
    kind,
    record: name,
    members: [...labels.values()].toSorted(),
    memberCount,
    linkCount,
    holding,
    weakest: holding.at(-1) ?? null,
    density: memberCount < 2 ? null : linkCount / ((memberCount * (memberCount - 1)) / 2),
    isCut: memberCount > linksMax || linkCount > linksMax,
  }
}

function rowOf({ rows }: ReloadedMatch, { id, name }: { readonly id: number; readonly name: string }): number {
  const row = rows.recordIds.indexOf(id)

  // A run that was killed after staging may have seen the record vanish.
  if (row === -1) throw recordUnknown(name)

  return row
}

function verdictOf(link: MatchedLink | undefined): PairExplanation['verdict'] {
  if (link === undefined) return 'non-link'

  return link.verdict === 'same' ? 'link' : 'possible link'
}

/** The strongest way through the cluster both are in, of equals the direct one; empty when they are in two. */
async function pathOf(
  session: Session,
  kind: MatchedKind,
  from: number,
  to: number,
  direct: MatchedLink | undefined,
): Promise<readonly ExplainedLink[]> {
  const cluster = await clusterAround(session, kind, from, linksMax)
  const strongest = pathBetween(holdingLinks(cluster?.links ?? []), from, to)
  const isDirect = direct?.verdict === 'same' && strongest.some((link) => byStrength(direct, link) <= 0)
  const path = isDirect ? [direct] : strongest
  const labels = await labelsOf(
    session,
    path.flatMap(({ left, right }) => [left, right]),
  )

  return path.map((link) => named(link, labels))
}

function named({ left, right, weight, isAsserted }: MatchedLink, labels: ReadonlyMap<number, string>): ExplainedLink {
  return { left: labels.get(left) ?? '', right: labels.get(right) ?? '', weight, isAsserted }
}
