import { macro, using } from './duckdb-macro.ts'

/** Dates, numbers and document numbers; see day-of.ts, decimal-of.ts and number-slip.ts. */
export const valueFunctions: readonly string[] = [
  macro('is_date_text(t)', `regexp_full_match(t, '[0-9]{4}-[0-9]{2}-[0-9]{2}')`),
  macro('day_of(t)', `CASE WHEN is_date_text(t) THEN TRY_CAST(t AS DATE) - DATE '1970-01-01' END`),
  macro('year_of(t)', `CASE WHEN regexp_matches(t, '^[0-9]{4}') THEN CAST(substring(t, 1, 4) AS BIGINT) END`),
  macro(
    'decimal_of(t)',
    String.raw`CASE WHEN regexp_full_match(t, '-?[0-9]{1,30}(\.[0-9]{1,30})?') THEN CAST(t AS DOUBLE) END`,
  ),
  macro(
    'is_date_swap(l, r)',
    `l <> r AND is_date_text(l) AND is_date_text(r) AND substring(l, 1, 4) = substring(r, 1, 4)
      AND substring(l, 6, 2) = substring(r, 9, 2) AND substring(l, 9, 2) = substring(r, 6, 2)`,
  ),
  macro(
    'first_difference(l, r)',
    `coalesce(list_filter(range(1, len(l) + 1), lambda i: l[i] IS DISTINCT FROM r[i])[1], len(l) + 1)`,
  ),
  macro(
    'is_slip_at(l, r, spot, gap)',
    `CASE WHEN len(r) = len(l) + 1 THEN l[spot:] = r[spot + 1:]
      WHEN len(r) <> len(l) OR spot > len(l) THEN FALSE
      WHEN spot < len(l) AND l[spot] = r[spot + 1] AND l[spot + 1] = r[spot] AND l[spot + 2:] = r[spot + 2:] THEN TRUE
      ELSE l[spot + 1:] = r[spot + 1:] AND coalesce(gap >= 100, FALSE) END`,
  ),
  macro(
    'is_number_slip(l, r)',
    using(
      `CASE WHEN code_units(l) <= code_units(r) THEN {'l': code_unit_list(l), 'r': code_unit_list(r)}
        ELSE {'l': code_unit_list(r), 'r': code_unit_list(l)} END`,
      'units',
      using(
        'first_difference(units.l, units.r)',
        'differing',
        'is_slip_at(units.l, units.r, differing, abs(decimal_of(l) - decimal_of(r)))',
      ),
    ),
  ),
]
