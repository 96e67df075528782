import type { SqlDialect } from './sql-dialect.ts'

/**
 * The functions of the compiled SQL for DuckDB, tested with 1.5.5.
 *
 * DuckDB's own levenshtein and jaro_winkler_similarity count bytes of UTF-8, and the second has another window and another
 * reward for equal beginnings: only the first is used, and only for ASCII. Two rules keep the macros right. An argument is
 * computed wherever it is written and its names can be captured, so `using` computes a list once and lambdas that meet have
 * names of their own. A lambda of list_reduce reads only its own arguments: a column it captures may come from another row
 * (duckdb/duckdb#25816).
 */
function macro(signature: string, body: string): string {
  return `CREATE OR REPLACE TEMPORARY MACRO ${signature} AS (${body})`
}

/** A local name for a value: a list of one element. */
function using(value: string, name: string, body: string): string {
  return `list_transform([${value}], lambda ${name}: ${body})[1]`
}

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
      `CASE WHEN precedes(l, r) THEN {'l': code_points(l), 'r': code_points(r)} ELSE {'l': code_points(r), 'r': code_points(l)} END`,
      'ordered',
      'jaro_winkler_of_lists(ordered.l, ordered.r)',
    ),
  ),
]

const values = [
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

const SMALL_WORDS = "['of', 'the', 'and', 'for', 'de', 'des', 'der', 'und', 'et', 'la', 'du', 'y', 'e', 'in', 'a']"

const words = [
  macro('words(t)', `string_split(t, ' ')`),
  macro('distinct_words(t)', `list_distinct(words(t))`),
  macro('word_count(t)', `len(distinct_words(t))`),
  macro('shared_words(l, r)', `len(list_intersect(distinct_words(l), distinct_words(r)))`),
  macro(
    'are_spellings(l, r)',
    `CASE WHEN starts_with(l, r) OR starts_with(r, l) THEN TRUE ELSE jaro_winkler(l, r) >= 0.85::DOUBLE END`,
  ),
  macro(
    'has_unlike(own, others)',
    `len(list_filter(own, lambda word: len(list_filter(others, lambda other: are_spellings(word, other))) = 0)) > 0`,
  ),
  macro('words_without(own, others)', `list_filter(own, lambda word: NOT list_contains(others, word))`),
  macro(
    'is_word_replaced(l, r)',
    using(
      `{'l': words(l), 'r': words(r)}`,
      'texts',
      using(
        `{'l': words_without(texts.l, texts.r), 'r': words_without(texts.r, texts.l)}`,
        'left_over',
        'has_unlike(left_over.l, left_over.r) AND has_unlike(left_over.r, left_over.l)',
      ),
    ),
  ),
  macro(
    'abbreviates(l, r)',
    `l = r OR (code_units(l) = 1 AND starts_with(r, l)) OR (code_units(r) = 1 AND starts_with(l, r))`,
  ),
  // For each word of the shorter list its place in the longer, in order; NULL from the first that has none.
  macro(
    'abbreviation_places(shorter, longer)',
    `list_reduce(
      list_transform(shorter, lambda word: {'places': []::BIGINT[], 'possible': list_filter(
        range(1, len(longer) + 1), lambda spot: abbreviates(word, longer[spot]))}),
      lambda done, own: {'possible': own.possible, 'places': list_append(done.places,
        list_filter(own.possible, lambda place: place > done.places[-1])[1])},
      {'possible': []::BIGINT[], 'places': [0::BIGINT]}).places[2:]`,
  ),
  macro(
    'is_abbreviated(shorter, longer)',
    using(
      'abbreviation_places(shorter, longer)',
      'found',
      `found[-1] IS NOT NULL AND len(list_filter(list_zip(shorter, found), lambda z: z[1] = longer[z[2]]))
        BETWEEN 1 AND len(shorter) - 1`,
    ),
  ),
  macro(
    'is_initialled(l, r)',
    using(
      `CASE WHEN len(words(l)) < len(words(r)) OR (len(words(l)) = len(words(r)) AND precedes(l, r))
        THEN {'l': words(l), 'r': words(r)} ELSE {'l': words(r), 'r': words(l)} END`,
      'ordered',
      'is_abbreviated(ordered.l, ordered.r)',
    ),
  ),
  // Half a character is no letter of a well-formed text: a blank instead, which no acronym has.
  macro(
    'first_letters(list)',
    `array_to_string(list_transform(list, lambda word: CASE WHEN has_astral(substring(word, 1, 1)) THEN ' '
      ELSE substring(word, 1, 1) END), '')`,
  ),
  macro(
    'is_acronym_of(short, long)',
    `NOT contains(short, ' ') AND code_units(short) >= 2 AND len(words(long)) >= 2 AND (short = first_letters(words(long))
      OR short = first_letters(list_filter(words(long), lambda word: NOT list_contains(${SMALL_WORDS}, word))))`,
  ),
  macro('is_acronym(l, r)', `is_acronym_of(l, r) OR is_acronym_of(r, l)`),
]

/** Words with the weight of their rarity, as lists of {word, weight} in the order of the text; see token-rarity.ts. */
const rarity = [
  macro('placed_words(t)', `list_transform(words(t), lambda word, place: {'word': word, 'place': place})`),
  macro('words_of(entries)', `list_transform(entries, lambda entry: entry.word)`),
  macro(
    'likeness_of_words(l, r)',
    `CASE WHEN code_units(l) >= 5 AND code_units(r) >= 5
      AND code_unit_list(substring(l, 1, 1))[1] = code_unit_list(substring(r, 1, 1))[1] THEN jaro_winkler(l, r) END`,
  ),
  // The words a word may be a misspelling of, the most alike first, then the first.
  macro(
    'spellings(entry, others)',
    `list_sort(list_filter(
      list_transform(others, lambda other, position: {'unlike': -likeness_of_words(entry.word, other.word),
        'position': position, 'less': least(entry.weight, other.weight)}),
      lambda candidate: candidate.unlike <= -0.92::DOUBLE))`,
  ),
  macro(
    'weight_misspelt(entries, others)',
    `list_reduce(
      list_transform(entries, lambda entry: {'possible': spellings(entry, others), 'taken': []::BIGINT[], 'weight': 0::BIGINT}),
      lambda before, entry: ${using(
        'list_filter(entry.possible, lambda candidate: NOT list_contains(before.taken, candidate.position))[1]',
        'chosen',
        `{'possible': entry.possible, 'taken': list_append(before.taken, chosen.position),
          'weight': before.weight + coalesce(round(-chosen.unlike * chosen.less)::BIGINT, 0)}`,
      )},
      {'possible': []::STRUCT(unlike DOUBLE, position BIGINT, less BIGINT)[], 'taken': []::BIGINT[], 'weight': 0::BIGINT}).weight`,
  ),
  macro(
    'weight_equal(entries, others)',
    `coalesce(list_sum(list_transform(list_filter(entries, lambda entry: list_contains(others, entry.word)),
      lambda entry: entry.weight))::BIGINT, 0)`,
  ),
  macro(
    'entries_without(entries, others)',
    `list_filter(entries, lambda entry: NOT list_contains(others, entry.word))`,
  ),
  macro(
    'shared_weight(l_words, l_weight, l, r_words, r_weight, r)',
    using(
      `CASE WHEN l_weight < r_weight OR (l_weight = r_weight AND precedes(l, r)) THEN {'l': l_words, 'r': r_words}
        ELSE {'l': r_words, 'r': l_words} END`,
      'ordered',
      `weight_equal(ordered.l, words_of(ordered.r)) + weight_misspelt(
        entries_without(ordered.l, words_of(ordered.r)), entries_without(ordered.r, words_of(ordered.l)))`,
    ),
  ),
]

export const duckdbDialect: SqlDialect = {
  name: 'duckdb',
  textType: 'VARCHAR',
  functions: [...texts, ...editDistance, ...jaroWinkler, ...values, ...words, ...rarity],
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  eachOf: (list) => `unnest(${list})`,
  weighedWords: 'list({word: word, weight: weight} ORDER BY place)',
  lacks: {},
}
