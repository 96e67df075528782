import { closePeriod, reopenPeriod, type ClosedPeriod } from '../../documents/close-period.ts'
import { decideFindings, type FindingWord } from '../../documents/decide-findings.ts'
import { showFinding, type FindingSheet } from '../../documents/show-finding.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import type { Tools } from '../../operations/tools.ts'
import type { LoadedPlan } from '../../plan/load-plan.ts'
import type { FindingFilter } from '../../store/documents/finding-filter.ts'
import {
  findingPage,
  findingTotals,
  type FindingLine,
  type FindingTotals,
  type ListPlace,
} from '../../store/documents/finding-list.ts'
import { customerNamed } from '../../store/documents/finding-sheet.ts'
import { lastFinishedRun } from '../../store/operations/runs.ts'
import type { Session } from '../../store/store.ts'
import { findingTasks, type FindingTask } from './finding-task.ts'

export interface FindingList extends FindingTotals {
  readonly findings: readonly (FindingLine & FindingTask)[]
  readonly next: ListPlace | null
}

/** What the `documents` commands ask of the engine. `counterparty` of a filter is what the person typed. */
export const documentsDesk = {
  async list(
    loaded: LoadedPlan,
    asked: FindingFilter,
    page: { readonly limit: number; readonly after?: ListPlace | undefined },
    { store }: Tools,
  ): Promise<FindingList> {
    return store.transaction(async (session) => {
      const filter = await resolved(session, asked)
      const totals = await findingTotals(session, filter, 'bounded')
      const order = { currency: loaded.plan.company.currency, ...page, isOfFew: totals.isCountExact }
      const { lines, next } = await findingPage(session, filter, order)
      const task = await tasksOf(loaded, session)

      return {
        ...totals,
        findings: lines.map((line) => ({ ...line, ...task(line) })),
        next,
      }
    })
  },

  async show(loaded: LoadedPlan, id: string, { store }: Tools): Promise<FindingSheet & FindingTask> {
    return store.transaction(async (session) => {
      const sheet = await showFinding(session, id)

      return { ...sheet, ...(await tasksOf(loaded, session))(sheet) }
    })
  },

  async totals(asked: FindingFilter, { store }: Tools): Promise<FindingTotals> {
    return store.transaction(async (session) => findingTotals(session, await resolved(session, asked), 'all'))
  },

  /** Answers the findings the word was said of, all or none. */
  async decide(
    asked: FindingFilter,
    word: FindingWord extends infer Word ? (Word extends unknown ? Omit<Word, 'at'> : never) : never,
    { store, clock }: Tools,
  ): Promise<readonly string[]> {
    const at = clock().toISOString()

    return store.transaction(async (session) =>
      decideFindings(session, await resolved(session, asked), { ...word, at } as FindingWord),
    )
  },

  closePeriod(
    period: string,
    word: { readonly by: string; readonly reason: string },
    { store, clock }: Tools,
  ): Promise<ClosedPeriod> {
    return store.transaction((session) => closePeriod(session, period, { ...word, at: clock().toISOString() }))
  },

  reopenPeriod(
    period: string,
    word: { readonly by: string; readonly reason: string },
    { store, clock }: Tools,
  ): Promise<void> {
    return store.transaction((session) => reopenPeriod(session, period, { ...word, at: clock().toISOString() }))
  },
}

export type DocumentsDesk = typeof documentsDesk

async function resolved(session: Session, filter: FindingFilter): Promise<FindingFilter> {
  if (filter.counterparty === undefined) return filter
  const counterparty = await customerNamed(session, filter.counterparty)

  if (counterparty === undefined) throw new ReconcileError('COUNTERPARTY_UNKNOWN', { name: filter.counterparty })
  return { ...filter, counterparty }
}

async function tasksOf(loaded: LoadedPlan, session: Session): Promise<ReturnType<typeof findingTasks>> {
  return findingTasks(loaded, (await lastFinishedRun(session))?.asOf ?? '')
}
