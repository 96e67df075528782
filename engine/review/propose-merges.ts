import { createHash } from 'node:crypto'
import type { MatchedKind } from '../../rules/entity/entity.ts'
import { separationWords } from '../../rules/matching/separation-words.ts'
import { labelsOf, openLinks, settleProposals, type OpenLink, type ProposalRow } from '../store/proposals.ts'
import type { Session } from '../store/store.ts'

/** More open links than this are not proposed tonight; the strongest come first and the run says so. */
export const openLinkCountMax = 50_000

/** Turns possible links into one proposal per set of golden records they would join. Answers a line when the bound was hit. */
export async function proposeMerges(session: Session, kind: MatchedKind, runId: number): Promise<readonly string[]> {
  const links = await openLinks(session, kind, openLinkCountMax)
  const labels = await labelsOf(session, [...new Set(links.flatMap(({ left, right }) => [left, right]))])
  const proposals = componentsOf(links).map((component) => proposalOf(kind, component, labels))

  await settleProposals(session, kind, runId, proposals)
  return links.length < openLinkCountMax
    ? []
    : [`${kind}: more than ${openLinkCountMax} possible links wait for review; the weakest are not proposed yet.`]
}

/** Links that hang together through golden records, in the order of their strongest link. */
export function componentsOf(links: readonly OpenLink[]): readonly (readonly OpenLink[])[] {
  const parents = new Map<string, string>()
  const rootOf = (id: string): string => {
    let root = id

    while (parents.get(root) !== undefined) root = parents.get(root) ?? root
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
    reason:
      heldApart === null || heldApart === undefined
        ? 'between the review and the link threshold'
        : `held apart: ${separationWords(heldApart)}`,
  }
}
