import { macro, using } from './duckdb-macro.ts'

const texts = [
  macro('is_ascii(t)', 'strlen(t) = length(t)'),
  macro('has_astral(t)', String.raw`NOT is_ascii(t) AND regexp_matches(t, '[\x{10000}-\x{10FFFF}]')`),
  macro('code_points(t)', 'list_transform(range(1, length(t) + 1), lambda i: substring(t, i, 1))'),
  // Beyond the basic plane, a character is two code units: a high and a low surrogate.
  macro(
    'code_unit_list(t)',
    `flatten(list_transform(code_points(t), lambda c: CASE WHEN unicode(c) < 65536 THEN [unicode(c)]
      ELSE [55296 + ((unicode(c) - 65536) >> 10), 56320 + ((unicode(c) - 65536) & 1023)] END))`,
  ),
  macro('code_units(t)', 'CASE WHEN has_astral(t) THEN len(code_unit_list(t)) ELSE length(t) END'),
  macro('begins_with(t, start)', 'starts_with(t, start)'),
  // By code units: surrogates come before U+E000 to U+FFFF, by code points after them.
  macro(
    'precedes(l, r)',
    `CASE WHEN has_astral(l) OR has_astral(r) THEN code_unit_list(l) < code_unit_list(r) ELSE l < r END`,
  ),
]

const editDistance = [
  // A row of the table of edit distances from the row above: each cell from the cells above, before, and above before.
  macro(
    'next_costs(l, unit, above)',
    `list_reduce(
      list_transform(l, lambda own, i: {'up': above[i + 1] + 1, 'aslant': above[i] + CASE WHEN own = unit THEN 0 ELSE 1 END,
        'costs': []::BIGINT[]}),
      lambda before, cell: {'up': cell.up, 'aslant': cell.aslant,
        'costs': list_append(before.costs, least(before.costs[-1] + 1, cell.up, cell.aslant))},
      {'up': 0::BIGINT, 'aslant': 0::BIGINT, 'costs': [above[1] + 1]}).costs`,
  ),
  macro(
    'edit_distance_of_lists(l, r)',
    `list_reduce(
      list_transform(r, lambda unit: {'l': l, 'unit': unit, 'costs': []::BIGINT[]}),
      lambda above, line: {'l': line.l, 'unit': line.unit, 'costs': next_costs(line.l, line.unit, above.costs)},
      {'l': l, 'unit': 0, 'costs': range(0, len(l) + 1)}).costs[-1]`,
  ),
  macro(
    'edit_distance(l, r)',
    `CASE WHEN is_ascii(l) AND is_ascii(r) THEN levenshtein(l, r)
      ELSE ${using("{'l': code_unit_list(l), 'r': code_unit_list(r)}", 'units', 'edit_distance_of_lists(units.l, units.r)')} END`,
  ),
]

const jaroWinkler = [
  // For each character of l the place of its partner in r: the first equal one within reach that has none yet, or NULL.
  macro(
    'partners(l, r, reach)',
    `list_reduce(
      list_transform(l, lambda c, i: {'places': []::BIGINT[], 'equal': list_filter(
        range(greatest(1, i - reach), least(i + reach, len(r)) + 1), lambda spot: r[spot] = c)}),
      lambda done, own: {'equal': own.equal, 'places': list_append(done.places,
        list_filter(own.equal, lambda place: NOT list_contains(done.places, place))[1])},
      {'places': []::BIGINT[], 'equal': []::BIGINT[]}).places`,
  ),
  macro(
    'transpositions(r, places)',
    `len(list_filter(list_zip(places, list_sort(places)), lambda z: r[z[1]] <> r[z[2]])) // 2`,
  ),
  // Four equal characters at the beginning count as five, as @skyra/jaro-winkler has it.
  macro(
    'equal_start(l, r)',
    `CASE WHEN l[1] IS DISTINCT FROM r[1] THEN 0 WHEN l[2] IS DISTINCT FROM r[2] THEN 1
      WHEN l[3] IS DISTINCT FROM r[3] THEN 2 WHEN l[4] IS DISTINCT FROM r[4] THEN 3 ELSE 5 END`,
  ),
  macro(
    'jaro(l, r, places)',
    `(len(places) / len(l) + len(places) / len(r) + (len(places) - transpositions(r, places)) / len(places)) / 3`,
  ),
  macro('winkler(j, start)', 'j + start * 0.1::DOUBLE * (1 - j)'),
  macro(
    'jaro_winkler_of_lists(l, r)',
    using(
      'list_filter(partners(l, r, greatest(len(l), len(r)) // 2), lambda place: place IS NOT NULL)',
      'found',
      `CASE WHEN len(found) = 0 THEN 0e0 ELSE ${using('jaro(l, r, found)', 'j', 'winkler(j, equal_start(l, r))')} END`,
    ),
  ),
  macro(
    'jaro_winkler(l, r)',
    using(
      `{'l': code_points(l), 'r': code_points(r)}`,
      'characters',
      'jaro_winkler_of_lists(characters.l, characters.r)',
    ),
  ),
]

/**
 * Characters, code units and how alike two texts are. DuckDB's own levenshtein and jaro_winkler_similarity count bytes of UTF-8,
 * and the second has another window and another reward for equal beginnings: only the first is used, and only for ASCII.
 */
export const likenessFunctions: readonly string[] = [...texts, ...editDistance, ...jaroWinkler]
