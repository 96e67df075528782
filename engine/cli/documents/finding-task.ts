import { findingOwners } from '../../plan/finding-owners.ts'
import type { LoadedPlan } from '../../plan/load-plan.ts'
import type { FindingLine } from '../../store/documents/finding-list.ts'

/** What a finding needs of a person: who is to act, and how long it waits. */
export interface FindingTask {
  /** The person it was handed to, else the owner the plan names. */
  readonly actor: string | null
  readonly ageDays: number
}

const dayMs = 86_400_000

/** Who is to act on a finding, and its age on the day of a night. */
export function findingTasks(loaded: LoadedPlan, asOf: string): (line: FindingLine) => FindingTask {
  const ownerOf = findingOwners(loaded)

  return ({ assignee, system, kind, since }) => ({
    actor: assignee ?? ownerOf(system, kind),
    ageDays: Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(since)) / dayMs) || 0),
  })
}
