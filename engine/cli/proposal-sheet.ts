import { fieldsOf } from '../../rules/entity/entity.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { linksBetween } from '../store/links.ts'
import { recordsOf } from '../store/cluster-members.ts'
import { labelsOf, openProposals, proposalOf, type StoredProposal } from '../store/proposals.ts'
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

/** One proposal: its records side by side and the links that speak for it. */
export async function showProposal(id: string, { store }: Tools): Promise<ProposalSheet> {
  const proposal = await proposalOf(store, id)

  if (proposal === undefined) throw new ReconcileError('PROPOSAL_UNKNOWN', { id })
  const labels = await labelsOf(store, proposal.memberIds)
  const records = await recordsOf(store, proposal.entity, proposal.memberIds)
  const links = await linksBetween(store, proposal.entity, proposal.memberIds)
  const rows = fieldsOf(proposal.entity)
    .map((field) => ({ field, values: proposal.memberIds.map((member) => records.get(member)?.[field] ?? null) }))
    .filter(({ values }) => values.some((value) => value !== null))

  return {
    ...lineOf(proposal, labels),
    rows,
    evidence: links.map(
      ({ left, right, weight, decidingField, heldApartBy }) =>
        `${labels.get(left) ?? ''} and ${labels.get(right) ?? ''}: match weight ${weight.toFixed(2)}, most from ${decidingField}` +
        (heldApartBy === null ? '' : `, held apart by ${heldApartBy}`),
    ),
  }
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
