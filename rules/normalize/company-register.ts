import stdnum from 'stdnum'
import { readVatId } from './vat-id.ts'

/** How the company register of a country writes its numbers, and which VAT ids are such a number by the law of that country. */
export interface CompanyRegister {
  /** The compact text, as far as people shorten it; anything else is some other number of the company. */
  readonly form: RegExp
  /** The number as the register writes it, from the groups of `form`. */
  readonly written: (number: string) => string
  readonly isChecked: (number: string) => boolean
  /** The VAT id whose group is the register number: only where it can be no other number of the company. */
  readonly ofVatId?: RegExp
}

const asItIs = (number: string) => number
const filledTo = (length: number) => (number: string) => number.padStart(length, '0')
const always = () => true

function checked(path: string): (number: string) => boolean {
  const [country = '', name = ''] = path.split('.')
  const check = stdnum.stdnum[country]?.[name]
  if (check === undefined) throw new Error(`stdnum has no ${path}.`)

  return (number) => check.validate(number).isValid
}

/** For registers whose numbers are proved as the VAT ids made of them. */
function provedAsVatId(country: string): (number: string) => boolean {
  return (number) => readVatId(country + number, country, true).ok
}

/**
 * Registers whose number has a form of its own. `ofVatId` follows the VIES construction rules and the registers themselves: Czech
 * DIČ is CZ and the IČO, Danish VAT DK and the CVR number, Finnish FI and the Y-tunnus, Norwegian the organisasjonsnummer and MVA,
 * Swedish SE, organisationsnummer and 01, Belgian BE and the enterprise number, Bulgarian BG and the EIK, French FR, two digits and
 * the SIREN, Latvian LV and the register number, Portuguese PT and the NIPC, Swiss the UID. Slovak, Polish, German, Austrian,
 * Dutch, Hungarian, British and other VAT ids are numbers of their own; Croatian, Romanian and Spanish companies have a register
 * number beside the tax number and use either, so that one must not be taken for the other.
 */
export const companyRegisters: Readonly<Record<string, CompanyRegister>> = {
  CZ: { form: /^\d{5,8}$/, written: filledTo(8), isChecked: checked('CZ.ico'), ofVatId: /^CZ(\d{8})$/ },
  SK: { form: /^\d{5,8}$/, written: filledTo(8), isChecked: checked('CZ.ico') },
  DK: { form: /^\d{8}$/, written: asItIs, isChecked: provedAsVatId('DK'), ofVatId: /^DK(\d{8})$/ },
  FI: { form: /^\d{7,8}$/, written: filledTo(8), isChecked: checked('FI.ytunnus'), ofVatId: /^FI(\d{8})$/ },
  NO: {
    form: /^\d{9}(?:MVA)?$/,
    written: (number) => number.slice(0, 9),
    isChecked: checked('NO.orgnr'),
    ofVatId: /^NO(\d{9})$/,
  },
  // The third digit of a person's number is below 2.
  SE: {
    form: /^(?:16)?\d{2}[2-9]\d{7}$/,
    written: (number) => number.slice(-10),
    isChecked: checked('SE.orgnr'),
    ofVatId: /^SE(\d{2}[2-9]\d{7})01$/,
  },
  BE: {
    form: /^[01]\d{9}$|^[1-9]\d{8}$/,
    written: filledTo(10),
    isChecked: checked('BE.vat'),
    ofVatId: /^BE(\d{10})$/,
  },
  BG: { form: /^\d{9}$/, written: asItIs, isChecked: provedAsVatId('BG'), ofVatId: /^BG(\d{9})$/ },
  CH: {
    form: /^(?:CHE)?\d{9}(?:MWST|TVA|IVA|TPV|HR|RC)?$/,
    written: (number) => `CHE${number.replace(/\D/g, '')}`,
    isChecked: checked('CH.uid'),
    ofVatId: /^(CHE\d{9})$/,
  },
  // A SIRET is a SIREN and five digits for one of the company's addresses.
  FR: {
    form: /^\d{9}(?:\d{5})?$/,
    written: (number) => number.slice(0, 9),
    isChecked: checked('FR.siren'),
    ofVatId: /^FR[\dA-Z]{2}((?!000)\d{9})$/,
  },
  LV: { form: /^[4-9]\d{10}$/, written: asItIs, isChecked: provedAsVatId('LV'), ofVatId: /^LV([4-9]\d{10})$/ },
  PT: { form: /^[5-9]\d{8}$/, written: asItIs, isChecked: checked('PT.nif'), ofVatId: /^PT([56]\d{8})$/ },
  EE: { form: /^[1789]\d{7}$/, written: asItIs, isChecked: checked('EE.registrikood') },
  HR: { form: /^\d{11}$/, written: asItIs, isChecked: checked('HR.oib') },
  IT: { form: /^\d{11}$/, written: asItIs, isChecked: checked('IT.iva') },
  ES: { form: /^[A-HJNP-SUVW]\d{7}[\dA-J]$/, written: asItIs, isChecked: checked('ES.cif') },
  RO: { form: /^(?:RO)?\d{5,10}$/, written: (number) => number.replace('RO', ''), isChecked: checked('RO.cui') },
  // Companies House gives eight characters, and people leave out the zeros.
  GB: { form: /^\d{6,8}$/, written: filledTo(8), isChecked: always },
  AT: { form: /^(?:FN)?\d{1,6}[A-Z]$/, written: (number) => number.replace('FN', ''), isChecked: always },
  PL: { form: /^\d{9}$/, written: asItIs, isChecked: checked('PL.regon') },
}
