import { legalForms, type LegalForm } from './legal-form-table.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { tidyText } from './text.ts'
import { fold } from './fold.ts'

/** Words that say the company is being wound up: they follow the legal form and belong to neither it nor the name. */
const windingUp = new RegExp(
  '[\\s,(–-]*(?<![\\p{L}.])(?:' +
    'v (?:likvidaci|likvidácii|konkurzu|konkurze|insolvenci|úpadku)|in (?:liquidation|liq\\.?|liquidazione|liquidatie|administration|insolvenz)|' +
    'en (?:liquidation|liquidación)|em liquidação|w (?:likwidacji|upadłości)|u (?:likvidaciji|stečaju)|v stečaju|i likvidation|' +
    'în (?:lichidare|insolvență|faliment)|f\\.\\s?a\\.|i\\.\\s?(?:l|likv)\\.' +
    ')\\)?$',
  'iu',
)
const edges = /^[\s,;:\-–—]+|[\s,;:\-–—]+$/gu
const quoted = /^["'„“”»«]([^"'„“”»«]*)["'„“”»«]$/u

/** A name of nothing but a few capitals is a name, for BT, SCA and KB are companies; these are none. */
const initials = /^(?!(?:LTD|INC|LLC|LLP|PLC|SRO|SRL|KFT|OYJ|APS)$)\p{Lu}{2,3}$/u
const wordsMax = 7
/** Longer texts are no names, and looking for their ends would take the square of their length. */
const lengthMax = 500
const localLengthMax = 4

const formsByKey = new Map<string, LegalForm[]>()
for (const form of legalForms)
  for (const spelling of form.spellings)
    formsByKey.set(keyOf(spelling), [...(formsByKey.get(keyOf(spelling)) ?? []), form])

/** Every ending of a key: a name whose last word is none of them has no form at its end, which one look tells. */
const keyEndings = new Set([...formsByKey.keys()].flatMap((key) => Array.from(key, (_, start) => key.slice(start))))

/** A company name split in two; `legalForm` is null where the name has none. */
export interface SplitName {
  readonly name: string
  readonly legalForm: string | null
}

/** Reads a legal form on its own. `country` decides where a spelling is used by several: AS is a.s. in Prague and AS in Oslo. */
export function readLegalForm(raw: string, country: string | null): Outcome {
  const form = formOf(tidyText(raw), country, true)

  return form === undefined ? reject('legal-form-unknown', raw) : accept(form.canonical)
}

/** Takes legal forms off the end of a name, or off its beginning where a country writes them there, until none is left. */
export function splitLegalForm(text: string, country: string | null): SplitName {
  if (text.length > lengthMax) return { name: text, legalForm: null }
  let name = trimmed(text)
  let legalForm: string | null = null

  for (;;) {
    const active = name.replace(windingUp, '')
    const found = formAtEnd(active, country) ?? formAtStart(active, country)
    if (found === undefined) return { name, legalForm }
    name = trimmed(found.name)
    legalForm ??= found.form.canonical
    if (name === '') return { name, legalForm }
  }
}

/** Without separators at its ends, and without quotation marks around all of it. */
function trimmed(name: string): string {
  const inner = name.replace(edges, '')
  const unquoted = quoted.exec(inner)?.[1]

  return unquoted === undefined ? inner : trimmed(unquoted)
}

function formAtEnd(name: string, country: string | null): { name: string; form: LegalForm } | undefined {
  const lastWord = name.slice(Math.max(name.lastIndexOf(' '), name.lastIndexOf(',')) + 1)
  if (!keyEndings.has(keyOf(lastWord))) return undefined
  if (initials.test(name)) return undefined
  const starts = wordStarts(name)

  for (const start of starts.slice(-wordsMax)) {
    const form = formOf(name.slice(start), country, name === name.toLowerCase())
    if (form !== undefined) return { name: name.slice(0, start), form }
  }
  return undefined
}

/** Two letters before a name are a form only where their country says so: "AB Volvo", but not "AB Cosmetics". */
function formAtStart(name: string, country: string | null): { name: string; form: LegalForm } | undefined {
  const [first = ''] = name.split(' ', 1)
  if (first.length === name.length) return undefined
  const form = formsOf(first, country, false).find(
    ({ mayLead, spellings, countries }) =>
      mayLead && isAsWritten(first, spellings, false) && (first.length > 2 || isIn(countries, country)),
  )

  return form === undefined ? undefined : { name: name.slice(first.length), form }
}

/** Where words begin: after a space, and after a comma that has none behind it ("Acme,s.r.o."). */
function wordStarts(name: string): readonly number[] {
  return [0, ...[...name.matchAll(/\s|,(?=\S)/gu)].map(({ index }) => index + 1)]
}

function formOf(text: string, country: string | null, isCaseFree: boolean): LegalForm | undefined {
  const forms = formsOf(text, country, isCaseFree)

  return forms.find(({ countries }) => isIn(countries, country)) ?? forms[0]
}

/**
 * The forms that a text may be. Two letters without dots are one only in capitals, or in a text that has none: "AG", not "Ag".
 * Local forms count in their own countries, and short ones only as written.
 */
function formsOf(text: string, country: string | null, isCaseFree: boolean): readonly LegalForm[] {
  const key = keyOf(text)
  const forms = formsByKey.get(key)
  if (forms === undefined || /^[,;]/.test(text)) return []
  const isPlainPair = key.length <= 2 && /^\p{L}+$/u.test(text)

  return forms.filter(({ isLocal, countries, spellings }) => {
    if (isLocal && !isIn(countries, country)) return false
    if (isLocal && key.length <= localLengthMax) return isAsWritten(text, spellings, isCaseFree)
    return !isPlainPair || isCaseFree || text === text.toUpperCase() || spellings.includes(text)
  })
}

function isIn(countries: readonly string[], country: string | null): boolean {
  return country !== null && countries.includes(country)
}

/** Exactly as a spelling but for spaces, or all in capitals, or in small letters where the whole name is. */
function isAsWritten(text: string, spellings: readonly string[], isCaseFree: boolean): boolean {
  const bare = text.replaceAll(' ', '')

  return spellings.some((spelling) => {
    const written = spelling.replaceAll(' ', '')
    return bare === written || bare === written.toUpperCase() || (isCaseFree && bare === written.toLowerCase())
  })
}

function keyOf(spelling: string): string {
  return spelling.length > 80 ? '' : fold(spelling).replaceAll(' ', '')
}
