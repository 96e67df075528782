import countries from 'i18n-iso-countries'
import { fold } from './fold.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { tidyText } from './text.ts'

/** Languages in which a country may be named; those of the European Union first, then the big ones. */
const languages = [
  ...[
    'cs',
    'sk',
    'en',
    'de',
    'pl',
    'hu',
    'fr',
    'it',
    'es',
    'pt',
    'nl',
    'da',
    'sv',
    'fi',
    'no',
    'et',
    'lv',
    'lt',
    'sl',
    'hr',
  ],
  ...['sr', 'bg', 'ro', 'el', 'ru', 'uk', 'tr', 'ja', 'zh', 'ko', 'ar'],
]

/** Names and abbreviations in use that no ISO list has; written as `fold` writes them. */
const aliases: Readonly<Record<string, string>> = {
  ...{
    uk: 'GB',
    'great britain': 'GB',
    britain: 'GB',
    england: 'GB',
    scotland: 'GB',
    wales: 'GB',
    'northern ireland': 'GB',
  },
  ...{
    xi: 'GB',
    el: 'GR',
    hellas: 'GR',
    usa: 'US',
    'u s a': 'US',
    'u s': 'US',
    america: 'US',
    'united states of america': 'US',
  },
  ...{
    cesko: 'CZ',
    'ceska rep': 'CZ',
    'c r': 'CZ',
    tschechien: 'CZ',
    'czech rep': 'CZ',
    'ceska republika': 'CZ',
    'tschechische republik': 'CZ',
  },
  ...{ 'slovenska rep': 'SK', 'slovak republic': 'SK', slovensko: 'SK', 'slovenska republika': 'SK', slowakei: 'SK' },
  ...{
    's r': 'SK',
    brd: 'DE',
    'federal republic of germany': 'DE',
    holland: 'NL',
    holandsko: 'NL',
    'the netherlands': 'NL',
  },
  ...{ d: 'DE', a: 'AT', f: 'FR', i: 'IT', e: 'ES', b: 'BE', h: 'HU', l: 'LU', p: 'PT', s: 'SE', n: 'NO' },
  ...{
    anglie: 'GB',
    'velka britanie': 'GB',
    'spojene kralovstvi': 'GB',
    recko: 'GR',
    rusko: 'RU',
    kosovo: 'XK',
    swiss: 'CH',
  },
}

/** ISO codes that are also the everyday abbreviation of another country: CR is Costa Rica or Česká republika, SR Suriname or Slovenská republika. */
const everydayAbbreviations = new Set(['CR', 'SR'])
const speakers = new Set(['CZ', 'SK'])

const alpha2Codes = countries.getAlpha2Codes()
let codeByName: ReadonlyMap<string, string> | undefined

/** Reads a country code or a name in a major language as ISO 3166-1 alpha-2; `companyCountry` says whose abbreviations are meant. */
export function readCountry(raw: string, companyCountry: string): Outcome {
  const text = tidyText(raw)
  const upper = text.toUpperCase()

  if (upper === 'ČR') return accept('CZ')
  if (everydayAbbreviations.has(upper) && speakers.has(companyCountry)) return reject('country-ambiguous', raw)
  const code = codeOf(upper) ?? names().get(fold(text))

  return code === undefined ? reject('country-unknown', raw) : accept(code)
}

function codeOf(upper: string): string | undefined {
  if (!/^(?:[A-Z]{2,3}|\d{3})$/.test(upper)) return undefined
  const code = countries.toAlpha2(upper)

  // Two letters come back unchanged, whether they are a code or not.
  return code !== undefined && Object.hasOwn(alpha2Codes, code) ? code : undefined
}

function names(): ReadonlyMap<string, string> {
  codeByName ??= readNames()
  return codeByName
}

/** A name that two countries share in some language is left out: it decides nothing. */
function readNames(): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const shared = new Set<string>()

  for (const language of languages.filter((known) => countries.getSupportedLanguages().includes(known))) {
    for (const [code, spellings] of Object.entries(countries.getNames(language, { select: 'all' }))) {
      for (const name of spellings.map(fold)) {
        if ((found.get(name) ?? code) !== code) shared.add(name)
        found.set(name, code)
      }
    }
  }
  for (const name of shared) found.delete(name)
  for (const [name, code] of Object.entries(aliases)) found.set(name, code)
  return found
}
