import stdnum from 'stdnum'
import { accept, reject, type Outcome } from './outcome.ts'
import { vatNumberRules } from './vat-number-rules.ts'

interface Check {
  validate(number: string): { readonly isValid: boolean }
}

/** Which of a country's numbers in stdnum is its VAT id: the 27 members, the United Kingdom, Switzerland, Norway. */
const vatNumbers = (
  'AT.uid BE.vat BG.vat CY.vat CZ.dic DE.vat DK.cvr EE.kmkr ES.nif FI.alv FR.tva GB.vat GR.vat HR.oib HU.anum IE.vat IT.iva ' +
  'LT.pvm LU.tva LV.pvn MT.vat NL.btw PL.nip PT.nif RO.cif SE.vat SI.ddv SK.dph CH.uid NO.orgnr'
).split(' ')

/** Prefixes that differ from the country code people know. */
const prefixByCountry: Readonly<Record<string, string>> = { GR: 'EL', UK: 'GB' }

/** By the prefix that the number carries. Greece writes EL, Northern Ireland XI. */
const checkByPrefix: ReadonlyMap<string, Check> = new Map([
  ...vatNumbers.map((path) => [prefixOf(path.slice(0, 2)), checkAt(path)] as const),
  ['XI', checkAt('GB.vat')],
])

/** What people write before the number: its name in the language of the paper. No VAT id begins so. */
const label =
  /^(?:DIČ|DIC|IČDPH|ICDPH|VATREGNO|VATID|VATNO|VATNR|VAT|USTIDNR|USTID|UIDNR|UID|NRTVA|TVA|PARTITAIVA|PIVA|IVA|NIP|NIF|CIF|BTWNR|BTW|MOMS|CVR|ALV|PVM|KMKR|OIB|ΑΦΜ|AFM|ORGNR)+(?=[A-Z]{2}|\d)/u

const bodyForm = /^(?=.*\d)[0-9A-Z+*]+$/
const lengthMax = 24

/** What follows the number of an enterprise that is registered for VAT; the number alone names the enterprise. */
const registeredMark: Readonly<Record<string, RegExp>> = { CH: /(?:MWST|TVA|IVA|TPV|VAT)$/, NO: /MVA$/ }

function prefixOf(country: string): string {
  return prefixByCountry[country] ?? country
}

function checkAt(path: string): Check {
  const [country = '', number = ''] = path.split('.')
  const check = stdnum.stdnum[country]?.[number]
  if (check === undefined) throw new Error(`stdnum has no ${path}.`)

  return check
}

/**
 * Reads a VAT id with its country prefix and proves its check digits. A bare number belongs to `country`, whose check digits
 * must fit. Slovenia checks as Czechia does, so no number could ever rule out all other countries: a number that fits the
 * assumed country is read, and one that fits only others is not given to any of them.
 */
export function readVatId(raw: string, country: string, isCountryStated: boolean): Outcome {
  const compact = raw
    .normalize('NFC')
    .toUpperCase()
    .replace(/[\s.\-/_:]/gu, '')
    .replace(label, '')
  if (compact.length > lengthMax || !bodyForm.test(compact)) return reject('vat-id-format-invalid', raw)
  const prefix = prefixOf(compact.slice(0, 2))

  if (checkByPrefix.has(prefix) && /^..[A-Z]*\d/.test(compact)) return readBody(prefix, compact.slice(2), raw)
  return readBare(compact, prefixOf(country), isCountryStated, raw)
}

function readBare(body: string, home: string, isCountryStated: boolean, raw: string): Outcome {
  const number = canonicalBody(home, body)
  if (number !== undefined) return accept(home + number)
  const isElsewhere =
    !isCountryStated && [...checkByPrefix.keys()].some((prefix) => canonicalBody(prefix, body) !== undefined)
  if (isElsewhere || !checkByPrefix.has(home) || /^[A-Z]{2}\d/.test(body)) return reject('vat-id-country-unknown', raw)

  return readBody(home, body, raw)
}

function readBody(prefix: string, body: string, raw: string): Outcome {
  const number = canonicalBody(prefix, body)
  if (number !== undefined) return accept(prefix + number)

  return reject(
    /^\d{7,12}$/.test(body) || /^[UE]\d{8,9}(?:MWST|TVA|IVA|TPV)?$|^\d{9}(?:B\d\d|MVA)$/.test(body)
      ? 'vat-id-check-digit-wrong'
      : 'vat-id-format-invalid',
    raw,
  )
}

/** The body as its country writes it, where it fits; a prefix inside it is refused: stdnum would overlook a doubled one. */
function canonicalBody(prefix: string, body: string): string | undefined {
  const check = checkByPrefix.get(prefix)
  if (check === undefined || body.startsWith(prefix)) return undefined
  const mark = registeredMark[prefix]
  const number = inPresentForm(prefix, mark === undefined ? body : body.replace(mark, ''))

  return fits(prefix, check, number) ? number : undefined
}

function fits(prefix: string, check: Check, number: string): boolean {
  const rule = vatNumberRules[prefix]
  if (rule !== undefined && 'instead' in rule) return rule.instead(number)
  if (!check.validate(prefix === 'CH' ? `CH${number}` : number).isValid) return false
  if (rule === undefined) return true

  return rule.also instanceof RegExp ? rule.also.test(number) : rule.also(number)
}

/**
 * Numbers whose leading zero was added later or got lost, so that old papers and new ones name one: Belgium added it in 2005, Greece
 * in 1999, and the Dutch number begins with one whose zeros people drop. The check digits prove that they belong there.
 */
const shortForms: Readonly<Record<string, { readonly form: RegExp; readonly length: number }>> = {
  BE: { form: /^\d{9}$/, length: 10 },
  EL: { form: /^\d{8}$/, length: 9 },
  NL: { form: /^\d{7,8}B\d\d$/, length: 12 },
}

function inPresentForm(prefix: string, number: string): string {
  const short = shortForms[prefix]

  return short?.form.test(number) === true ? number.padStart(short.length, '0') : number
}
