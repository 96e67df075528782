/**
 * The one place where database values become JavaScript values, the same for `pg` and PGlite: bigint, numeric and date stay
 * text (exact), an instant becomes ISO 8601 in UTC, JSON is parsed. Both drivers run with TimeZone UTC and DateStyle ISO.
 */
export const valueParsers: Readonly<Record<number, (text: string) => unknown>> = {
  20: (bigint) => bigint,
  1082: (date) => date,
  1114: (timestamp) => timestamp,
  1184: (instant) => new Date(instant).toISOString(),
  1700: (numeric) => numeric,
  114: (json) => JSON.parse(json) as unknown,
  3802: (jsonb) => JSON.parse(jsonb) as unknown,
}
