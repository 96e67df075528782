import { sql, type RawBuilder, type SqlBool } from 'kysely'

export type FindingState = 'open' | 'accepted' | 'resolved'

/** Which findings are meant; what is left out does not narrow. */
export interface FindingFilter {
  readonly ids?: readonly string[] | undefined
  readonly state?: FindingState | undefined
  /** YYYY-MM. */
  readonly period?: string | undefined
  readonly cause?: string | undefined
  /** A system on either side of the finding. */
  readonly system?: string | undefined
  /** Golden id of the customer. */
  readonly counterparty?: string | undefined
  /** In whole units of each finding's own currency, as a plain decimal. */
  readonly amountMin?: string | undefined
}

const stateConditions: Readonly<Record<FindingState, RawBuilder<SqlBool>>> = {
  open: sql`mismatch.resolved_run is null and mismatch.state = 'open'`,
  accepted: sql`mismatch.resolved_run is null and mismatch.state = 'accepted'`,
  resolved: sql`mismatch.resolved_run is not null`,
}

/** The filter as a condition on `documents.mismatch as mismatch`. */
export function matchesFilter(filter: FindingFilter): RawBuilder<SqlBool> {
  const { ids, state, period, cause, system, counterparty, amountMin } = filter
  const conditions = [
    sql<SqlBool>`true`,
    ids && sql<SqlBool>`mismatch.id = any(${[...ids]}::text[])`,
    state && stateConditions[state],
    period && sql<SqlBool>`mismatch.period = ${period}`,
    cause && sql<SqlBool>`mismatch.cause = ${cause}`,
    system && sql<SqlBool>`(mismatch.system = ${system} or mismatch.other_system = ${system})`,
    counterparty && sql<SqlBool>`mismatch.counterparty = ${counterparty}`,
    amountMin && sql<SqlBool>`mismatch.money_currency <> '' and mismatch.money_order <= -(${amountMin}::numeric)`,
  ].filter((condition) => condition !== undefined && condition !== '')

  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}
