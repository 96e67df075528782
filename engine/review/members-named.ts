import { ReconcileError } from '../domain/reconcile-error.ts'
import type { ReadProposal } from './read-proposal.ts'

/** The members of a proposal that go by these names `system:key`; all of them when none is named. */
export function membersNamed({ proposal, labels }: ReadProposal, names: readonly string[]): readonly number[] {
  if (names.length === 0) return proposal.memberIds
  return names.map((name) => {
    const found = [...labels].find(([, label]) => label === name)

    if (found !== undefined) return found[0]
    throw new ReconcileError('MEMBER_UNKNOWN', {
      proposal: proposal.id,
      member: name,
      members: [...labels.values()].join(', '),
    })
  })
}
