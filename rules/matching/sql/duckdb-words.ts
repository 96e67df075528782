import { MISSPELT_WORDS_MAX } from '../token-rarity.ts'
import { macro, using } from './duckdb-macro.ts'

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
      `found[-1] IS NOT NULL
        AND len(list_filter(list_zip(shorter, found), lambda z: z[1] = longer[z[2]] AND code_units(z[1]) > 1)) >= 1
        AND len(list_filter(list_zip(shorter, found), lambda z: z[1] <> longer[z[2]])) >= 1`,
    ),
  ),
  macro(
    'is_initialled(l, r)',
    using(
      `CASE WHEN len(words(l)) <= len(words(r)) THEN {'l': words(l), 'r': words(r)} ELSE {'l': words(r), 'r': words(l)} END`,
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
    `CASE WHEN len(entries) > ${MISSPELT_WORDS_MAX} THEN 0::BIGINT ELSE list_reduce(
      list_transform(entries, lambda entry: {'possible': spellings(entry, others), 'taken': []::BIGINT[], 'weight': 0::BIGINT}),
      lambda before, entry: ${using(
        'list_filter(entry.possible, lambda candidate: NOT list_contains(before.taken, candidate.position))[1]',
        'chosen',
        `{'possible': entry.possible, 'taken': list_append(before.taken, chosen.position),
          'weight': before.weight + coalesce(round(-chosen.unlike * chosen.less)::BIGINT, 0)}`,
      )},
      {'possible': []::STRUCT(unlike DOUBLE, position BIGINT, less BIGINT)[], 'taken': []::BIGINT[], 'weight': 0::BIGINT}).weight END`,
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

/** What two texts say word by word; needs the functions of likeness. */
export const wordFunctions: readonly string[] = [...words, ...rarity]
