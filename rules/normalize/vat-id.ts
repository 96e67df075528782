import stdnum from 'stdnum'
import { accept, reject, type Outcome } from './outcome.ts'

interface Check {
  validate(number: string): { readonly isValid: boolean }
}

/** Which of a country's numbers in stdnum is its VAT id, by the prefix that the number carries. Greece writes EL, Northern Ireland XI. */
const checkByPrefix: ReadonlyMap<string, Check> = new Map(
  Object.entries({
    ...{
      AT: 'AT.uid',
      BE: 'BE.vat',
      BG: 'BG.vat',
      CY: 'CY.vat',
      CZ: 'CZ.dic',
      DE: 'DE.vat',
      DK: 'DK.cvr',
      EE: 'EE.kmkr',
      EL: 'GR.vat',
    },
    ...{
      ES: 'ES.nif',
      FI: 'FI.alv',
      FR: 'FR.tva',
      GB: 'GB.vat',
      HR: 'HR.oib',
      HU: 'HU.anum',
      IE: 'IE.vat',
      IT: 'IT.iva',
      LT: 'LT.pvm',
    },
    ...{
      LU: 'LU.tva',
      LV: 'LV.pvn',
      MT: 'MT.vat',
      NL: 'NL.btw',
      PL: 'PL.nip',
      PT: 'PT.nif',
      RO: 'RO.cif',
      SE: 'SE.vat',
      SI: 'SI.ddv',
    },
    ...{ SK: 'SK.dph', XI: 'GB.vat' },
  }).map(([prefix, path]) => [prefix, checkAt(path)]),
)

/** Prefixes that differ from the country code people know. */
const prefixByCountry: Readonly<Record<string, string>> = { GR: 'EL', UK: 'GB' }
const bodyForm = /^(?=.*\d)[0-9A-Z+*]+$/
const lengthMax = 20

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
  if (compact.length > lengthMax || !bodyForm.test(compact)) return reject('vat-id-format-invalid', raw)
  const written = compact.slice(0, 2)
  const prefix = prefixByCountry[written] ?? written

  if (checkByPrefix.has(prefix) && /^..[A-Z]*\d/.test(compact)) return readBody(prefix, compact.slice(2), raw)
  return readBare(compact, prefixByCountry[country] ?? country, isCountryStated, raw)
}

function readBare(body: string, home: string, isCountryStated: boolean, raw: string): Outcome {
  if (fits(home, body)) return accept(home + body)
  const isElsewhere = !isCountryStated && [...checkByPrefix.keys()].some((prefix) => fits(prefix, body))
  if (isElsewhere || !checkByPrefix.has(home) || /^[A-Z]{2}\d/.test(body)) return reject('vat-id-country-unknown', raw)

  return readBody(home, body, raw)
}

function readBody(prefix: string, body: string, raw: string): Outcome {
  if (fits(prefix, body)) return accept(prefix + body)

  return reject(
    /^\d{7,12}$/.test(body) || /^U\d{8}$|^\d{9}B\d\d$/.test(body)
      ? 'vat-id-check-digit-wrong'
      : 'vat-id-format-invalid',
    raw,
  )
}

/** A prefix inside the body is refused: stdnum would overlook a doubled one. */
function fits(prefix: string, body: string): boolean {
  return !body.startsWith(prefix) && checkByPrefix.get(prefix)?.validate(body).isValid === true
}
