import { approveMatch, refuseMatch, undoMatch, type MatchDecided } from '../../documents/decide-match.ts'
import { showMatch, type MatchSheet } from '../../documents/show-match.ts'
import type { Tools } from '../../operations/tools.ts'
import type { LoadedPlan } from '../../plan/load-plan.ts'
import { decisionPage, type PaymentDecision, type StandingVerdict } from '../../store/documents/payment-decisions.ts'
import {
  proposalPage,
  proposalTotals,
  type WaitingMatch,
  type ProposalPlace,
  type WaitingTotals,
} from '../../store/documents/payment-proposals.ts'

/** What a person says of a match. */
export interface MatchSaid {
  readonly id: string
  readonly by: string
  readonly reason: string
}

export interface ProposalList extends WaitingTotals {
  readonly matches: readonly WaitingMatch[]
  readonly next: ProposalPlace | null
}

export interface DecidedList {
  readonly matches: readonly PaymentDecision[]
  /** The last word of the page, where there are more. */
  readonly next: number | null
}

/** What the `payments` commands ask of the engine. */
export const paymentsDesk = {
  waiting(
    loaded: LoadedPlan,
    page: { readonly limit: number; readonly after?: ProposalPlace | undefined },
    { store }: Tools,
  ): Promise<ProposalList> {
    return store.transaction(async (session) => {
      const { lines, next } = await proposalPage(session, { currency: loaded.plan.company.currency, ...page })

      return { ...(await proposalTotals(session)), matches: lines, next }
    })
  },

  decided(
    verdict: StandingVerdict,
    { limit, before }: { readonly limit: number; readonly before?: number | undefined },
    { store }: Tools,
  ): Promise<DecidedList> {
    return store.transaction(async (session) => {
      const found = await decisionPage(session, verdict, { limit: limit + 1, before })
      const matches = found.slice(0, limit)

      return { matches, next: found.length > limit ? (matches.at(-1)?.id ?? null) : null }
    })
  },

  show(id: string, { store }: Tools): Promise<MatchSheet> {
    return store.transaction((session) => showMatch(session, id))
  },

  approve(
    loaded: LoadedPlan,
    said: MatchSaid & { readonly alternative: number },
    { store, clock }: Tools,
  ): Promise<MatchDecided> {
    const at = clock().toISOString()

    return store.transaction((session) => approveMatch(session, { ...said, at }, loaded.plan.documents.payment))
  },

  refuse(said: MatchSaid, { store, clock }: Tools): Promise<MatchDecided> {
    const at = clock().toISOString()

    return store.transaction((session) => refuseMatch(session, { ...said, at }))
  },

  undo(said: MatchSaid, { store, clock }: Tools): Promise<MatchDecided> {
    const at = clock().toISOString()

    return store.transaction((session) => undoMatch(session, { ...said, at }))
  },
}

export type PaymentsDesk = typeof paymentsDesk
