import { fieldsOf } from '../../rules/entity/entity.ts'
import { separationWords } from '../../rules/matching/separation-words.ts'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { explainWeights } from '../matching/explain/explain-records.ts'
import type { Tools } from '../operations/tools.ts'
import { linksBetween, type ShownLink } from '../store/links.ts'
import { recordsOf } from '../store/cluster-members.ts'
import { goldenIdsOf, labelsOf, openProposals, proposalOf, type StoredProposal } from '../store/proposals.ts'
import type { ProposalLine, ProposalSheet } from './night.ts'

/** The open proposals, strongest first. */
export async function listProposals(
  limit: number,
  { store }: Tools,
): Promise<{ readonly proposals: readonly ProposalLine[]; readonly openCount: number }> {
  const { proposals, openCount } = await openProposals(store, limit)
  const labels = await labelsOf(store, [...new Set(proposals.flatMap((proposal) => proposal.memberIds))])

  return { proposals: proposals.map((proposal) => lineOf(proposal, labels)), openCount }
}

/** One proposal: its records side by side, those of one golden record together, and the links that would join golden records. */
export async function showProposal(id: string, { store, signal }: Tools): Promise<ProposalSheet> {
  const found = await proposalOf(store, id)

  if (found === undefined) throw new ReconcileError('PROPOSAL_UNKNOWN', { id })
  const golden = await goldenIdsOf(store, found.memberIds)
  const goldenOf = (member: number) => golden.get(member) ?? ''
  // The members are in the order of their labels already; sorting is stable.
  const memberIds = found.memberIds.toSorted((left, right) => byCodeUnits(goldenOf(left), goldenOf(right)))
  const proposal = { ...found, memberIds }
  const labels = await labelsOf(store, memberIds)
  const records = await recordsOf(store, proposal.entity, memberIds)
  const links = await linksBetween(store, proposal.entity, memberIds)
  const joining = links.filter(({ left, right }) => goldenOf(left) !== goldenOf(right))
  const outermost = [...new Set([joining[0], joining.at(-1)])].filter((link) => link !== undefined)
  const rows = fieldsOf(proposal.entity)
    .map((field) => ({ field, values: memberIds.map((member) => records.get(member)?.[field] ?? null) }))
    .filter(({ values }) => values.some((value) => value !== null))

  return {
    ...lineOf(proposal, labels),
    rows: [{ field: 'golden record', values: memberIds.map(goldenOf) }, ...rows],
    evidence: [
      ...joining.slice(0, evidenceMax).map((link) => evidenceLine(link, labels)),
      ...(joining.length > evidenceMax ? [`and ${joining.length - evidenceMax} weaker links`] : []),
    ],
    waterfalls: await store.transaction((session) => explainWeights(session, proposal.entity, outermost, signal)),
  }
}

const evidenceMax = 12

function evidenceLine(
  { left, right, weight, decidingField, heldApartBy }: ShownLink,
  labels: ReadonlyMap<number, string>,
): string {
  const reason = heldApartBy === null ? '' : `, held apart: ${separationWords(heldApartBy)}`

  return `${labels.get(left) ?? ''} and ${labels.get(right) ?? ''}: match weight ${weight.toFixed(2)}, most from ${decidingField}${reason}`
}

function lineOf(
  { id, entity, status, memberIds, reason, weight }: StoredProposal,
  labels: ReadonlyMap<number, string>,
): ProposalLine {
  return {
    id,
    entity,
    state: status,
    members: memberIds.map((member) => labels.get(member) ?? ''),
    question: `Is this one ${entity}? Match weight ${weight.toFixed(2)}, ${reason}.`,
  }
}
