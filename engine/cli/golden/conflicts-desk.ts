import { conflictSheet, type ConflictSheet } from '../../golden/conflict-sheet.ts'
import { thawField, type ThawedField } from '../../golden/thaw-field.ts'
import type { Tools } from '../../operations/tools.ts'
import {
  conflictPage,
  conflictTotals,
  type ConflictCase,
  type ConflictFilter,
  type ConflictPlace,
  type ConflictTotals,
} from '../../store/golden/conflict-list.ts'
import { lastFinishedRun } from '../../store/operations/runs.ts'

/** Days a conflict has been there on the day of the last night. */
interface Aged {
  readonly ageDays: number
}

/** The filter as a person says it. */
export interface ConflictWish extends Omit<ConflictFilter, 'seenUntil'> {
  readonly daysMin?: number | undefined
}

/** A page of conflicts, and how many the filter means. */
export interface ConflictList extends ConflictTotals {
  readonly conflicts: readonly (ConflictCase & Aged)[]
  readonly next: ConflictPlace | null
}

const dayMs = 86_400_000

/** What people ask of conflicts: the command line and the console read and decide through it. */
export const conflictsDesk = {
  list(
    { daysMin, ...wish }: ConflictWish,
    page: { readonly limit: number; readonly after?: ConflictPlace | undefined },
    { store }: Tools,
  ): Promise<ConflictList> {
    return store.transaction(async (session) => {
      const asOf = (await lastFinishedRun(session))?.asOf ?? new Date(0).toISOString()
      const seenUntil = daysMin === undefined ? undefined : new Date(Date.parse(asOf) - daysMin * dayMs).toISOString()
      const filter = { ...wish, seenUntil }
      const totals = await conflictTotals(session, filter)
      const { conflicts, next } = await conflictPage(session, filter, { ...page, isOfFew: totals.isCountExact })

      return {
        ...totals,
        conflicts: conflicts.map((line) => ({ ...line, ageDays: ageDays(line.since, asOf) })),
        next,
      }
    })
  },

  show(golden: string, field: string, { store }: Tools): Promise<ConflictSheet & Aged> {
    return store.transaction(async (session) => {
      const sheet = await conflictSheet(session, golden, field)

      return { ...sheet, ageDays: ageDays(sheet.since, (await lastFinishedRun(session))?.asOf ?? sheet.since) }
    })
  },

  thaw(
    golden: string,
    field: string,
    word: { readonly by: string; readonly reason: string },
    { store, clock }: Tools,
  ): Promise<ThawedField> {
    return store.transaction((session) => thawField(session, golden, field, { ...word, at: clock().toISOString() }))
  },
}

export type ConflictsDesk = typeof conflictsDesk

function ageDays(since: string, asOf: string): number {
  return Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(since)) / dayMs))
}
