import { separationWords } from './separation-words.ts'

/** Why a link is asked about when nothing holds it apart. */
export const betweenThresholds = 'between-thresholds'

/** A person answered, and what is known of the records is another thing since. */
export const newEvidence = 'new-evidence'

/** Persons contradict each other; see contradictions.ts. */
export const personsDisagree = 'persons-disagree'

/** Why a proposal waits for a person, in words; a held-apart code stands for itself. */
export function proposalReasonWords(reason: string): string {
  if (reason === betweenThresholds) return 'between the review and the link threshold'
  if (reason === newEvidence) return 'answered before, but the records say something new since'
  if (reason === personsDisagree) return 'persons contradict each other'
  return `held apart: ${separationWords(reason)}`
}
