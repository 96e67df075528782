import { legalForms, type LegalForm } from './legal-form-table.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { tidyText } from './text.ts'
import { fold } from './fold.ts'

/** Words that say the company is being wound up: they follow the legal form and belong to neither it nor the name. */
const windingUp =
  /[\s,(–-]*(?:v (?:likvidaci|likvidácii|konkurzu|konkurze)|in (?:liquidation|liq\.?|liquidazione|liquidatie)|i\.\s?l\.|w likwidacji)\)?$/iu
const edges = /^[\s,;:\-–—]+|[\s,;:\-–—]+$/gu
const quoted = /^["'„“”»«]([^"'„“”»«]*)["'„“”»«]$/u
const wordsMax = 6

const formsByKey = new Map<string, LegalForm[]>()
for (const form of legalForms)
  for (const spelling of form.spellings)
    formsByKey.set(keyOf(spelling), [...(formsByKey.get(keyOf(spelling)) ?? []), form])

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
  const starts = wordStarts(name)

  for (const start of starts.slice(-wordsMax)) {
    const form = formOf(name.slice(start), country, name === name.toLowerCase())
    if (form !== undefined) return { name: name.slice(0, start), form }
  }
  return undefined
}

function formAtStart(name: string, country: string | null): { name: string; form: LegalForm } | undefined {
  const [first = ''] = name.split(' ', 1)
  const form = formOf(first, country, false)

  return form?.mayLead === true && first.length < name.length ? { name: name.slice(first.length), form } : undefined
}

/** Where words begin: after a space, and after a comma that has none behind it ("Acme,s.r.o."). */
function wordStarts(name: string): readonly number[] {
  return [0, ...[...name.matchAll(/\s|,(?=\S)/gu)].map(({ index }) => index + 1)]
}

/** Two letters without dots are a legal form only in capitals, or in a text that has none: "AG", not "Ag". */
function formOf(text: string, country: string | null, isCaseFree: boolean): LegalForm | undefined {
  const key = keyOf(text)
  const forms = formsByKey.get(key)
  if (forms === undefined || /^[,;]/.test(text)) return undefined
  const isPlainPair = key.length <= 2 && /^\p{L}+$/u.test(text)
  if (
    isPlainPair &&
    !isCaseFree &&
    text !== text.toUpperCase() &&
    !forms.some(({ spellings }) => spellings.includes(text))
  )
    return undefined

  return forms.find(({ countries }) => country !== null && countries.includes(country)) ?? forms[0]
}

function keyOf(spelling: string): string {
  return spelling.length > 80 ? '' : fold(spelling).replaceAll(' ', '')
}
