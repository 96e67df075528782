import { createHash } from 'node:crypto'
import type { MatchedKind } from '../../rules/entity/entity.ts'
import type { FourEyes } from '../../rules/matching/four-eyes.ts'
import { betweenThresholds } from '../../rules/matching/proposal-reason.ts'
import { weighProposals, type FourEyesTerms } from '../store/proposal-stakes.ts'
import { wordsOfKind } from '../store/persons-words.ts'
import { labelsOf, openLinks, type OpenLink } from '../store/proposals.ts'
import { settleProposals, type ProposalRow } from '../store/settle-proposals.ts'
import type { Session } from '../store/store.ts'
import { contradictionCountMax, contradictionProposals } from './contradiction-proposals.ts'

/** More open links than this are not proposed tonight; the strongest come first and the run says so. */
export const openLinkCountMax = 250_000

/** What the night knows when it proposes. */
export interface ProposalOrder {
  readonly kind: MatchedKind
  readonly runId: number
  /** The company's own currency: what is at stake is told in it. */
  readonly currency: string
  readonly fourEyes: FourEyes | undefined
}

/** Turns possible links into one proposal per set of golden records they would join. Answers a line when the bound was hit. */
export async function proposeMerges(session: Session, order: ProposalOrder): Promise<readonly string[]> {
  const { kind, runId, currency, fourEyes } = order
  const words = await wordsOfKind(session, kind)
  const apart = words.holding.filter(({ verdict }) => verdict === 'different')
  const links = await openLinks(session, kind, apart, openLinkCountMax)
  const labels = await labelsOf(session, [...new Set(links.flatMap(({ left, right }) => [left, right]))])
  const merges = componentsOf(links).map((component) => proposalOf(kind, component, labels))
  const disagreements = await contradictionProposals(session, kind, words)

  await settleProposals(session, kind, runId, [...disagreements, ...merges])
  await weighProposals(session, kind, currency, termsOf(fourEyes))
  return [
    ...(links.length < openLinkCountMax
      ? []
      : [`${kind}: more than ${openLinkCountMax} possible links wait for review; the weakest are not proposed yet.`]),
    ...(disagreements.length < contradictionCountMax
      ? []
      : [
          `${kind}: persons contradict each other more than ${contradictionCountMax} times; the newest are not asked about yet.`,
        ]),
  ]
}

function termsOf(fourEyes: FourEyes | undefined): FourEyesTerms {
  const terms = fourEyes === undefined || fourEyes === 'always' ? {} : fourEyes

  return {
    isAlways: fourEyes === 'always',
    membersMin: terms.membersMin ?? null,
    weightBelow: terms.weightBelow ?? null,
    stakeMin: terms.stakeMin ?? null,
  }
}

/** Links that hang together through golden records, in the order of their strongest link. */
export function componentsOf(links: readonly OpenLink[]): readonly (readonly OpenLink[])[] {
  const parents = new Map<string, string>()
  const rootOf = (id: string): string => {
    let root = id

    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) {
      const above = parents.get(parent)

      // Every walk halves the way of the next one.
      if (above !== undefined) parents.set(root, above)
      root = parent
    }
    return root
  }

  for (const { leftGolden, rightGolden } of links) {
    const left = rootOf(leftGolden)
    const right = rootOf(rightGolden)

    if (left !== right) parents.set(left < right ? right : left, left < right ? left : right)
  }
  const components = new Map<string, OpenLink[]>()

  for (const link of links) {
    const root = rootOf(link.leftGolden)
    const component = components.get(root)

    if (component === undefined) components.set(root, [link])
    else component.push(link)
  }
  return [...components.values()]
}

function proposalOf(kind: MatchedKind, links: readonly OpenLink[], labels: ReadonlyMap<number, string>): ProposalRow {
  const members = [...new Set(links.flatMap(({ left, right }) => [left, right]))].toSorted((left, right) =>
    (labels.get(left) ?? '') < (labels.get(right) ?? '') ? -1 : 1,
  )
  const names = members.map((member) => labels.get(member) ?? '')
  const heldApart = links.find(({ heldApartBy }) => heldApartBy !== null)?.heldApartBy

  return {
    id: `pro_${createHash('sha256')
      .update(`${kind}\n${names.join('\n')}`)
      .digest('hex')
      .slice(0, 12)}`,
    memberIds: members,
    weight: links[0]?.weight ?? 0,
    reason: heldApart ?? betweenThresholds,
  }
}
