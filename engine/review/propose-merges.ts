import type { MatchedKind } from '../../rules/entity/entity.ts'
import type { FourEyes } from '../../rules/matching/four-eyes.ts'
import { rootOf } from '../../rules/matching/root-of.ts'
import type { MatchModel } from '../../rules/matching/match-model.ts'
import { betweenThresholds, newEvidence } from '../../rules/matching/proposal-reason.ts'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import { lastDecisionId } from '../store/staging/changed-records.ts'
import { weighProposals } from '../store/review/proposal-stakes.ts'
import { wordsOfKind } from '../store/matching/persons-words.ts'
import { labelsOf, openLinks, type OpenLink } from '../store/review/proposals.ts'
import { countProposalsAnew, settleProposals, type ProposalRow } from '../store/review/settle-proposals.ts'
import type { Session } from '../store/store.ts'
import { contradictionCountMax, contradictionProposals } from './contradiction-proposals.ts'
import { changedPairCountMax, findEvidence, type SpokenPair } from './find-evidence.ts'
import { fourEyesTerms } from './four-eyes-plan.ts'
import { pinProposals, pinQuestionCountMax } from './pin-proposals.ts'
import { proposalId } from './proposal-id.ts'
import { reaskedCountMax, reaskedProposals } from './reasked-proposals.ts'

/** More open links than this are not proposed tonight; the strongest come first and the run says so. */
export const openLinkCountMax = 250_000

/** What the night knows when it proposes. */
export interface ProposalOrder {
  readonly kind: MatchedKind
  readonly runId: number
  /** The company's own currency: what is at stake is told in it. */
  readonly currency: string
  readonly fourEyes: FourEyes | undefined
  /** The model of tonight: which fields it compares, and which identifiers an entity has one of. */
  readonly model: MatchModel
}

/**
 * Turns possible links into one proposal per set of golden records they would join; asks where persons contradict each other,
 * about records or by pins, and again where records say something new since a person spoke. Answers what people should be told of it.
 */
export async function proposeMerges(session: Session, order: ProposalOrder): Promise<readonly string[]> {
  const { kind, runId, currency, fourEyes, model } = order
  const wordsUpTo = await lastDecisionId(session, kind)
  const words = await wordsOfKind(session, kind)
  const evidence = await findEvidence(session, kind, model)
  const spokenAnew = keysOf(evidence.different)
  const apart = words.holding.filter((word) => word.verdict === 'different' && !spokenAnew.has(keyOf(word)))
  const links = await openLinks(session, kind, apart, openLinkCountMax)
  const labels = await labelsOf(session, [...new Set(links.flatMap(({ left, right }) => [left, right]))])
  const newLinks = keysOf(evidence.links)
  const merges = componentsOf(links).map((component) => mergeOf(kind, component, labels, newLinks))
  const reasked = await reaskedProposals(session, kind, evidence.same)
  const disagreements = await contradictionProposals(session, kind, words)
  const pinned = await pinProposals(session, kind)
  const proposals = [
    ...new Map([...reasked, ...merges, ...disagreements, ...pinned].map((one) => [one.id, one])).values(),
  ]

  const settled = await settleProposals(session, kind, { runId, wordsUpTo }, proposals)
  const weighed = await weighProposals(session, kind, currency, fourEyesTerms(fourEyes))

  if (settled + weighed > 0) await countProposalsAnew(session)
  return [
    ...askedAnew(kind, proposals.filter(({ reason }) => reason === newEvidence).length),
    ...limitsHit(kind, [
      [links.length, openLinkCountMax, 'possible links wait for review; the weakest are not proposed yet'],
      [
        disagreements.length,
        contradictionCountMax,
        'persons contradict each other; the newest are not asked about yet',
      ],
      [pinned.length, pinQuestionCountMax, 'golden records have pins that disagree; not all are asked about yet'],
      [evidence.same.length, reaskedCountMax, 'records called the same say something new; not all are asked about yet'],
      [evidence.looked, changedPairCountMax, 'pairs persons spoke about changed; not all were looked at'],
    ]),
  ]
}

function askedAnew(kind: MatchedKind, count: number): readonly string[] {
  if (count === 0) return []
  return [
    `${kind}: ${count} answers of persons hold, but the records say something new since: \`touchstone review list --why ${newEvidence}\`.`,
  ]
}

function limitsHit(
  kind: MatchedKind,
  limits: readonly (readonly [found: number, max: number, what: string])[],
): readonly string[] {
  return limits.flatMap(([found, max, what]) => (found < max ? [] : [`${kind}: ${max} or more: ${what}.`]))
}

const keyOf = ({ left, right }: SpokenPair) => `${left} ${right}`
const keysOf = (pairs: readonly SpokenPair[]) => new Set(pairs.map(keyOf))

/** Links that hang together through golden records, in the order of their strongest link. */
export function componentsOf(links: readonly OpenLink[]): readonly (readonly OpenLink[])[] {
  const parents = new Map<string, string>()

  for (const { leftGolden, rightGolden } of links) {
    const left = rootOf(parents, leftGolden)
    const right = rootOf(parents, rightGolden)

    if (left !== right) parents.set(left < right ? right : left, left < right ? left : right)
  }
  const components = new Map<string, OpenLink[]>()

  for (const link of links) {
    const root = rootOf(parents, link.leftGolden)
    const component = components.get(root)

    if (component === undefined) components.set(root, [link])
    else component.push(link)
  }
  return [...components.values()]
}

function mergeOf(
  kind: MatchedKind,
  links: readonly OpenLink[],
  labels: ReadonlyMap<number, string>,
  newLinks: ReadonlySet<string>,
): ProposalRow {
  const nameOf = (member: number) => labels.get(member) ?? ''
  const memberIds = [...new Set(links.flatMap(({ left, right }) => [left, right]))].toSorted((left, right) =>
    byCodeUnits(nameOf(left), nameOf(right)),
  )
  const heldApart = links.find(({ heldApartBy }) => heldApartBy !== null)?.heldApartBy

  return {
    id: proposalId(kind, memberIds.map(nameOf)),
    memberIds,
    weight: links[0]?.weight ?? 0,
    reason: links.some((link) => newLinks.has(keyOf(link))) ? newEvidence : (heldApart ?? betweenThresholds),
  }
}
