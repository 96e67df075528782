import { counted } from '../../../reports/readable-number.ts'
import { fieldsOf } from '../../../rules/entity/entity.ts'
import {
  detachmentWanted,
  newEvidence,
  pinsDisagree,
  proposalReasonWords,
  undoWanted,
} from '../../../rules/matching/proposal-reason.ts'
import { separationWords } from '../../../rules/matching/separation-words.ts'
import { byCodeUnits } from '../../../rules/truth/code-unit-order.ts'
import type { JoinPreview } from '../../golden/preview-join.ts'
import type { SplitPreview } from '../../golden/preview-split.ts'
import { explainWeights } from '../../matching/explain/explain-records.ts'
import type { PairWaterfall } from '../../matching/explain/explanation.ts'
import { contradictionsAmong } from '../../review/contradicted-words.ts'
import { newsSince } from '../../review/proposal-changes.ts'
import type { ReadProposal } from '../../review/read-proposal.ts'
import { linksBetween, type ShownLink } from '../../store/matching/links.ts'
import { proposalEvents, type ProposalEvent } from '../../store/review/proposal-events.ts'
import { wordsAmong } from '../../store/review/proposal-members.ts'
import type { StoredProposal } from '../../store/review/proposals.ts'
import type { Session } from '../../store/store.ts'
import { disputedPins, type ShownPin } from './disputed-pins.ts'

/** One task, as a line of a list. */
export interface ProposalLine {
  readonly id: string
  readonly entity: string
  readonly state: string
  readonly members: readonly string[]
  readonly question: string
  /** Code of the reason for being there. */
  readonly reason: string
  readonly weight: number
  /** Money at stake in the company's currency, a plain decimal. */
  readonly stake: string
  readonly systems: readonly string[]
  readonly assignee: string | null
  readonly needsSecond: boolean
  /** The first person's word that waits for a second one. */
  readonly pending: ShownWord | null
  /** The night that asked first. */
  readonly since: string
}

/** What a person said of members, by name. */
export interface ShownWord {
  readonly verdict: string
  readonly members: readonly string[]
  readonly by: string
  readonly confirmedBy: string | null
  readonly reason: string
  readonly at: string
}

/** One task with what speaks for and against. */
export interface ProposalSheet extends ProposalLine {
  /** Columns of the sheet: one per member, `system:key`. */
  readonly rows: readonly { readonly field: string; readonly values: readonly (string | null)[] }[]
  readonly evidence: readonly string[]
  /** Why the strongest of these links weighs what it does, and the weakest. */
  readonly waterfalls: readonly PairWaterfall[]
  /** The golden record that "same" would make of all members; null where they are too many to tell, or where that is not asked. */
  readonly preview: JoinPreview | null
  /** Of a detachment that waits for a second person: the golden records there would be. */
  readonly split: SplitPreview | null
  /** Of a proposal that is asked again: what became new since. */
  readonly news: readonly string[]
  /** Of a golden record whose pins disagree: the fields, and who pinned what. */
  readonly pins: readonly ShownPin[]
  /** What persons said of pairs of these members, oldest first. */
  readonly words: readonly ShownWord[]
  readonly history: readonly ProposalEvent[]
  /** Names what is seen here; a decision that carries it is refused when that has changed. */
  readonly version: string
}

const EVIDENCE_MAX = 12
const HISTORY_MAX = 100

/** One proposal: its records side by side, those of one golden record together, and the links that would join golden records. */
export async function proposalSheet(
  session: Session,
  read: ReadProposal,
  signal: AbortSignal,
): Promise<Omit<ProposalSheet, 'preview' | 'split'>> {
  const { proposal: found, labels, records, goldenMembers, version } = read
  const golden = new Map(goldenMembers.map(({ recordId, goldenId }) => [recordId, goldenId]))
  const goldenOf = (member: number) => golden.get(member) ?? ''
  // The members are in the order of their labels already; sorting is stable.
  const memberIds = found.memberIds.toSorted((left, right) => byCodeUnits(goldenOf(left), goldenOf(right)))
  const proposal = { ...found, memberIds }
  const links = await linksBetween(session, proposal.entity, memberIds)
  const joining = links.filter(({ left, right }) => goldenOf(left) !== goldenOf(right))
  const outermost = [...new Set([joining[0], joining.at(-1)])].filter((link) => link !== undefined)
  const said = await wordsAmong(session, memberIds, 0, HISTORY_MAX)
  const disagreements = await contradictionsAmong(session, proposal.entity, memberIds)
  const rows = fieldsOf(proposal.entity)
    .map((field) => ({ field, values: memberIds.map((member) => records.get(member)?.[field] ?? null) }))
    .filter(({ values }) => values.some((value) => value !== null))

  return {
    ...proposalLine(proposal, labels),
    rows: [{ field: 'golden record', values: memberIds.map(goldenOf) }, ...rows],
    evidence: [
      ...disagreements,
      ...joining.slice(0, EVIDENCE_MAX).map((link) => evidenceLine(link, labels)),
      ...(joining.length > EVIDENCE_MAX ? [`and ${joining.length - EVIDENCE_MAX} weaker links`] : []),
    ],
    waterfalls: await explainWeights(session, proposal.entity, outermost, signal),
    news: found.reason === newEvidence ? await newsSince(session, read, said) : [],
    pins: found.reason === pinsDisagree ? await disputedPins(session, read) : [],
    words: said.map(({ left, right, verdict, by, confirmedBy, reason, at }) => ({
      ...{ verdict, by, confirmedBy, reason, at },
      members: [left, right].map((member) => labels.get(member) ?? ''),
    })),
    history: await proposalEvents(session, proposal.id, HISTORY_MAX),
    version,
  }
}

function evidenceLine(
  { left, right, weight, decidingField, heldApartBy }: ShownLink,
  labels: ReadonlyMap<number, string>,
): string {
  const reason = heldApartBy === null ? '' : `, held apart: ${separationWords(heldApartBy)}`

  return `${labels.get(left) ?? ''} and ${labels.get(right) ?? ''}: match weight ${weight.toFixed(2)}, most from ${decidingField}${reason}`
}

/** A proposal by the names of its members. */
export function proposalLine(proposal: StoredProposal, labels: ReadonlyMap<number, string>): ProposalLine {
  const { id, entity, status, memberIds, reason, weight, pending, needsSecond } = proposal
  const { stake, systems, assignee, since } = proposal
  const named = (ids: readonly number[]) => ids.map((member) => labels.get(member) ?? '')

  return {
    ...{ id, entity, reason, weight, stake, systems, assignee, needsSecond, since },
    state: pending === null ? status : 'awaiting',
    members: named(memberIds),
    question: questionOf(proposal, labels),
    pending: pending === null ? null : pendingWord(pending, named(pending.memberIds)),
  }
}

function questionOf({ entity, reason, weight, pending }: StoredProposal, labels: ReadonlyMap<number, string>): string {
  if (reason === undoWanted) {
    return `Is what was said as ${pending?.decision ?? 'a decision'} to be taken back, ${counted(pending?.count ?? 0, 'word')}?`
  }
  if (reason === detachmentWanted) {
    const detached = (pending?.memberIds ?? []).map((member) => labels.get(member) ?? '')

    return `Is ${detached.join(', ')} to be parted from the rest of this ${entity}?`
  }
  if (reason === pinsDisagree) return `Which value of this ${entity} is right? Persons pinned different ones.`
  return `Is this one ${entity}? Match weight ${weight.toFixed(2)}, ${proposalReasonWords(reason)}.`
}

function pendingWord(
  { verdict, by, reason, at }: NonNullable<StoredProposal['pending']>,
  members: readonly string[],
): ShownWord {
  return { verdict, members, by, confirmedBy: null, reason, at }
}
