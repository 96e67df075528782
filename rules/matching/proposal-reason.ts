import { separationWords } from './separation-words.ts'

/** Why a link is asked about when nothing holds it apart. */
export const betweenThresholds = 'between-thresholds'

/** A person answered, and what is known of the records is another thing since. */
export const newEvidence = 'new-evidence'

/** Persons contradict each other; see contradictions.ts. */
export const personsDisagree = 'persons-disagree'

/** A person wants what was decided taken back, and two persons have to agree. */
export const undoWanted = 'undo-wanted'

/** A person wants records parted from their golden record, and two persons have to agree. */
export const detachmentWanted = 'detachment-wanted'

/** Persons pinned different values of one golden record; see pinned-fields.ts. */
export const pinsDisagree = 'pins-disagree'

/** Asked by a person, not by a night: answered by `confirm` or `refuse`, and no night closes it. */
export function isAskedByPerson(reason: string): boolean {
  return reason === undoWanted || reason === detachmentWanted
}

/** Whether "same" and "different" answer it. */
export function asksSameness(reason: string): boolean {
  return reason !== pinsDisagree && !isAskedByPerson(reason)
}

/** Why a proposal waits for a person, in words; a held-apart code stands for itself. */
export function proposalReasonWords(reason: string): string {
  if (reason === betweenThresholds) return 'between the review and the link threshold'
  if (reason === newEvidence) return 'answered before, but the records say something new since'
  if (reason === personsDisagree) return 'persons contradict each other'
  if (reason === undoWanted) return 'a person wants a decision taken back'
  if (reason === detachmentWanted) return 'a person wants records parted'
  if (reason === pinsDisagree) return 'persons pinned different values'
  return `held apart: ${separationWords(reason)}`
}
