/**
 * Names of months in English, Czech and German, nominative and genitive, with the abbreviations of CLDR 48, without diacritics.
 * Left out: the Czech "srp" and "lis", which are July and October in Croatian.
 */
const names: readonly (readonly string[])[] = [
  ['january', 'jan', 'leden', 'ledna', 'led', 'januar', 'janner', 'jaenner'],
  ['february', 'feb', 'unor', 'unora', 'uno', 'februar', 'feber'],
  ['march', 'mar', 'brezen', 'brezna', 'bre', 'marz', 'maerz', 'mrz'],
  ['april', 'apr', 'duben', 'dubna', 'dub'],
  ['may', 'kveten', 'kvetna', 'kve', 'mai'],
  ['june', 'jun', 'cerven', 'cervna', 'cvn', 'juni'],
  ['july', 'jul', 'cervenec', 'cervence', 'cvc', 'juli'],
  ['august', 'aug', 'srpen', 'srpna'],
  ['september', 'sep', 'sept', 'zari', 'zar'],
  ['october', 'oct', 'rijen', 'rijna', 'rij', 'oktober', 'okt'],
  ['november', 'nov', 'listopad', 'listopadu'],
  ['december', 'dec', 'prosinec', 'prosince', 'pro', 'dezember', 'dez'],
]
const monthByName = new Map(names.flatMap((spellings, index) => spellings.map((name) => [name, index + 1] as const)))

/** The number of the month of this name, 1 to 12; undefined when it is none. */
export function monthNamed(name: string): number | undefined {
  return monthByName.get(name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase())
}
