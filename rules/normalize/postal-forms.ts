/** How a country writes its postal codes: the compact text, and where its own form has a space or dash. */
export interface PostalForm {
  readonly compact: RegExp
  readonly written: string
}

const form = (compact: RegExp, written = '$1'): PostalForm => ({ compact, written })
const fiveDigits = form(/^((?!00000)\d{5})$/)
const fourDigits = form(/^([1-9]\d{3})$/)
const sixDigits = form(/^((?!000000)\d{6})$/)
/** Districts of post towns, Girobank's own code, and the forces' offices. */
const british = form(/^(?:(GIR|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?)(\d[ABD-HJLNP-UW-Z]{2})|(BFPO)(\d{1,4}))$/, '$1$3 $2$4')

/**
 * Forms and, where the country gives only some, first digits, as the postal services and the Universal Postal Union publish them.
 * Countries without a row have no codes, or no form we know.
 */
export const postalForms: ReadonlyMap<string, PostalForm> = new Map([
  ...[
    'DE',
    'FR',
    'FI',
    'EE',
    'UA',
    'TR',
    'RS',
    'BA',
    'ME',
    'MX',
    'MC',
    'KR',
    'TH',
    'MY',
    'ID',
    'MA',
    'EG',
    'SA',
    'XK',
  ].map((country) => [country, fiveDigits] as const),
  ...['AT', 'CH', 'HU', 'BE', 'LU', 'SI', 'BG', 'CY', 'LI', 'MK', 'AL', 'TN'].map(
    (country) => [country, fourDigits] as const,
  ),
  ...['RO', 'RU', 'BY', 'KZ', 'CN', 'SG', 'VN'].map((country) => [country, sixDigits] as const),
  ...['DK', 'NO', 'AU', 'ZA', 'NZ', 'PH', 'GE'].map((country) => [country, form(/^((?!0000)\d{4})$/)] as const),
  ...['GB', 'GG', 'JE', 'IM'].map((country) => [country, british] as const),
  ['CZ', form(/^([1-7]\d{2})(\d{2})$/, '$1 $2')],
  ['SK', form(/^([089]\d{2})(\d{2})$/, '$1 $2')],
  ['SE', form(/^([1-9]\d{2})(\d{2})$/, '$1 $2')],
  ['GR', form(/^([1-8]\d{2})(\d{2})$/, '$1 $2')],
  ['IT', form(/^((?!00000)\d{5})$/)],
  ['SM', form(/^(4789\d)$/)],
  ['VA', form(/^(00120)$/)],
  ['ES', form(/^((?:0[1-9]|[1-4]\d|5[0-2])\d{3})$/)],
  ['AD', form(/^(?:AD)?([1-7]00)$/, 'AD$1')],
  ['HR', form(/^([1-5]\d{4})$/)],
  ['IS', form(/^([1-9]\d{2})$/)],
  ['PL', form(/^((?!00000)\d{2})(\d{3})$/, '$1-$2')],
  ['PT', form(/^([1-9]\d{3})(\d{3})$/, '$1-$2')],
  ['JP', form(/^(\d{3})(\d{4})$/, '$1-$2')],
  ['BR', form(/^(\d{5})(\d{3})$/, '$1-$2')],
  ['IN', form(/^([1-9]\d{2})(\d{3})$/, '$1 $2')],
  ['LT', form(/^(?:LT)?(\d{5})$/, 'LT-$1')],
  ['LV', form(/^(?:LV)?(\d{4})$/, 'LV-$1')],
  ['MD', form(/^(?:MD)?(\d{4})$/, 'MD-$1')],
  ['NL', form(/^([1-9]\d{3})((?!S[ADS])[A-Z]{2})$/, '$1 $2')],
  ['IE', form(/^([AC-FHKNPRTV-Y]\d[\dW])([AC-FHKNPRTV-Y\d]{4})$/, '$1 $2')],
  ['CA', form(/^([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])(\d[ABCEGHJ-NPRSTV-Z]\d)$/, '$1 $2')],
  ['MT', form(/^([A-Z]{3})(\d{4})$/, '$1 $2')],
  ['US', form(/^((?!00000)\d{5})(\d{4})?$/, '$1-$2')],
])

/** Car and ISO signs that people put before a code: "D-80331", "CZ 110 00". */
const carSigns: Readonly<Record<string, string>> = {
  DE: 'D',
  AT: 'A',
  FR: 'F',
  IT: 'I',
  ES: 'E',
  BE: 'B',
  HU: 'H',
  SE: 'S',
  LU: 'L',
  FI: 'FIN',
  NO: 'N',
  PT: 'P',
  SI: 'SLO',
  EE: 'EST',
  LI: 'FL',
  RO: 'R',
}

/** The sign of the country before a code, with the space or dash that tells it from a letter of the code. */
export const postalSigns: ReadonlyMap<string, RegExp> = new Map(
  [...postalForms.keys()].map((country) => [
    country,
    new RegExp(`^(?:${[country, carSigns[country]].filter((sign) => sign !== undefined).join('|')})[\\s-]+(?=\\w)`),
  ]),
)
