import { partsOf } from '../../../rules/matching/detach-record.ts'
import { asksSameness, detachmentWanted } from '../../../rules/matching/proposal-reason.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { previewJoin, type JoinPreview } from '../../golden/preview-join.ts'
import { previewSplit, type SplitPreview } from '../../golden/preview-split.ts'
import type { Tools } from '../../operations/tools.ts'
import type { LoadedPlan } from '../../plan/load-plan.ts'
import { assignProposals } from '../../review/assign-proposals.ts'
import { decideAll, planBulk, type BulkOutcome, type BulkWord, type Shown } from '../../review/decide-all.ts'
import { decideProposal } from '../../review/decide-proposal.ts'
import { detachRecord } from '../../review/detach-record.ts'
import { importDecisions } from '../../review/import-decisions.ts'
import { membersNamed } from '../../review/members-named.ts'
import { judgeDetachment, planDetachment, type DetachRequest } from '../../review/plan-detachment.ts'
import { readProposal, type ReadProposal } from '../../review/read-proposal.ts'
import { confirmDecision, refuseDecision } from '../../review/second-word.ts'
import { sameLinksAmong } from '../../store/matching/links.ts'
import { bulkPage, type BulkTotals } from '../../store/review/bulk-proposals.ts'
import { toldWords, undoDecision, type UndoneWord, type UndoRequest } from '../../review/undo-decision.ts'
import type { ProposalFilter } from '../../store/review/proposal-filter.ts'
import {
  proposalPage,
  proposalTotals,
  recordIdsNamed,
  type ProposalPlace,
  type ProposalTotals,
} from '../../store/review/proposal-list.ts'
import { labelsOf } from '../../store/review/proposals.ts'
import type { Session } from '../../store/store.ts'
import { proposalLine, proposalSheet, type ProposalLine, type ProposalSheet } from './proposal-sheet.ts'

/** The filter as a person says it: a member is named `system:key`. */
export interface ProposalWish extends Omit<ProposalFilter, 'recordIds'> {
  readonly member?: string | undefined
}

/** A page of proposals, and how many the filter means. */
export interface ProposalList extends ProposalTotals {
  readonly proposals: readonly ProposalLine[]
  readonly next: ProposalPlace | null
}

type BulkVerdict = BulkWord['verdict']

/** What one word on many proposals would do. */
export interface BulkPreview extends BulkTotals, Shown {
  readonly samples: readonly (ProposalLine & { readonly preview: JoinPreview | null })[]
}

const SAMPLES_MAX = 5

/** What a detachment would do. */
export interface DetachPreview {
  readonly goldenId: string
  readonly detached: readonly string[]
  readonly remaining: readonly string[]
  /** Words of persons that must be named with --undo. */
  readonly against: readonly UndoneWord[]
  readonly needsSecond: boolean
  /** Null where the records are too many to be decided while a person waits. */
  readonly preview: SplitPreview | null
}

/** What stewards ask of the engine: the command line and the console read and decide through it. */
export const reviewDesk = {
  list(
    wish: ProposalWish,
    page: { readonly limit: number; readonly after?: ProposalPlace | undefined },
    { store }: Tools,
  ): Promise<ProposalList> {
    return store.transaction(async (session) => {
      const filter = await filterOf(session, wish)
      const totals = await proposalTotals(session, filter)
      const { proposals, next } = await proposalPage(session, filter, { ...page, isOfFew: totals.isCountExact })
      const labels = await labelsOf(session, [...new Set(proposals.flatMap(({ memberIds }) => memberIds))])

      return {
        ...totals,
        proposals: proposals.map((proposal) => proposalLine(proposal, labels)),
        next,
      }
    })
  },

  /** One proposal with its evidence and history, and the golden record that these members, or all, would become. */
  show(loaded: LoadedPlan, id: string, members: readonly string[], { store, signal }: Tools): Promise<ProposalSheet> {
    return store.transaction(async (session) => {
      const read = await readProposal(session, id, { isToChange: false })
      const isJoin = asksSameness(read.proposal.reason)
      const preview = isJoin ? await previewOf(session, loaded, read, members) : undefined
      const split = await wantedSplit(session, loaded, read)

      return { ...(await proposalSheet(session, read, signal)), preview: preview ?? null, split: split ?? null }
    })
  },

  /** The golden record that "same" would make of these members; of all of them when none is named. */
  preview(
    loaded: LoadedPlan,
    id: string,
    members: readonly string[],
    { store }: Tools,
  ): Promise<JoinPreview | undefined> {
    return store.transaction(async (session) => {
      const read = await readProposal(session, id, { isToChange: false })

      return previewOf(session, loaded, read, members)
    })
  },

  /** What one word on all proposals of a filter would do, with the first of them; nothing is written. */
  planAll(loaded: LoadedPlan, wish: ProposalWish, verdict: BulkVerdict, { store }: Tools): Promise<BulkPreview> {
    return store.transaction(async (session) => {
      const filter = await filterOf(session, wish)
      const plan = await planBulk(session, filter)
      const samples = []

      for (const proposal of await bulkPage(session, filter, plan.runId, { after: '', limit: SAMPLES_MAX })) {
        const read = await readProposal(session, proposal.id, { isToChange: false })
        const preview = verdict === 'same' ? await previewOf(session, loaded, read, []) : undefined

        samples.push({ ...proposalLine(proposal, read.labels), preview: preview ?? null })
      }
      return { ...plan, samples }
    })
  },

  /** Says one word of all proposals of a filter, at most of those that were shown. */
  async decideAll(
    { wish, ...word }: Omit<BulkWord, 'filter'> & { readonly wish: ProposalWish },
    shown: Shown,
    tools: Tools,
  ): Promise<BulkOutcome> {
    return decideAll({ ...word, filter: await filterOf(tools.store, wish) }, shown, tools)
  },

  decide: decideProposal,
  confirm: confirmDecision,
  refuse: refuseDecision,
  assign: assignProposals,
  import: importDecisions,
  undo: ({ plan }: LoadedPlan, request: UndoRequest, tools: Tools) => undoDecision(request, plan, tools),
  detach: ({ plan }: LoadedPlan, request: DetachRequest, tools: Tools) => detachRecord(request, plan, tools),

  /** Who would leave a golden record, and the golden records there would be. */
  previewDetach(
    { plan }: LoadedPlan,
    request: Pick<DetachRequest, 'record' | 'kind' | 'subTree'>,
    { store }: Tools,
  ): Promise<DetachPreview> {
    return store.transaction(async (session) => {
      const planned = await planDetachment(session, request)
      const { kind, goldenId, detached, remaining, sides, labels, against } = planned
      const named = (ids: readonly number[]) => ids.map((member) => labels.get(member) ?? '')

      return {
        ...{ goldenId, detached: named(detached), remaining: named(remaining) },
        against: await toldWords(session, against),
        needsSecond: (await judgeDetachment(session, planned, plan)).needsSecond,
        preview: (await previewSplit(session, kind, plan.truth[kind] ?? {}, sides)) ?? null,
      }
    })
  },
}

export type ReviewDesk = typeof reviewDesk

function previewOf(session: Session, { plan }: LoadedPlan, read: ReadProposal, members: readonly string[]) {
  const { entity } = read.proposal

  return previewJoin(session, entity, plan.truth[entity] ?? {}, membersNamed(read, members))
}

/** What the detachment that a proposal asks for would make. */
async function wantedSplit(session: Session, { plan }: LoadedPlan, { proposal }: ReadProposal) {
  const { entity, reason, pending, memberIds } = proposal

  if (reason !== detachmentWanted || pending === null) return undefined
  const links = await sameLinksAmong(session, entity, memberIds)
  const remaining = memberIds.filter((member) => !pending.memberIds.includes(member))
  const sides = [...partsOf(remaining, links), ...partsOf(pending.memberIds, links)]

  return previewSplit(session, entity, plan.truth[entity] ?? {}, sides)
}

async function filterOf(session: Session, { member, ...filter }: ProposalWish): Promise<ProposalFilter> {
  if (member === undefined) return filter
  const recordIds = await recordIdsNamed(session, member)

  if (recordIds.length === 0) throw new ReconcileError('RECORD_UNKNOWN', { record: member })
  return { ...filter, recordIds }
}
