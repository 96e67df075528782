import countries from 'i18n-iso-countries'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCompanyId } from '../../../rules/normalize/company-id.ts'
import { readCompanyName } from '../../../rules/normalize/company-name.ts'
import { readCountry } from '../../../rules/normalize/country.ts'
import { deliveredMailbox } from '../../../rules/normalize/delivered-mailbox.ts'
import { readEmail } from '../../../rules/normalize/email.ts'
import { readGtin } from '../../../rules/normalize/gtin.ts'
import { readAccount, readIban } from '../../../rules/normalize/iban.ts'
import { readLegalForm } from '../../../rules/normalize/legal-form.ts'
import { legalForms } from '../../../rules/normalize/legal-form-table.ts'
import { accept, type Outcome } from '../../../rules/normalize/outcome.ts'
import { readFamilyName, readGivenName, readPersonName } from '../../../rules/normalize/person-name.ts'
import { readPhone } from '../../../rules/normalize/phone.ts'
import { readAddressText, readPostalCode, readStreet } from '../../../rules/normalize/postal-address.ts'
import { rejectionReasons } from '../../../rules/normalize/rejection-reasons.ts'
import { readSku } from '../../../rules/normalize/sku.ts'
import { readVatId } from '../../../rules/normalize/vat-id.ts'
import { anyText, hugeText } from './hostile-text.ts'

const homes = ['CZ', 'DE', 'GB', 'FR', 'NL', 'CH', 'NO', 'GR', 'LT', 'HU', 'BE', 'SK', 'US', 'SE', 'XX']
const home = fc.constantFrom(...homes)

interface Law {
  readonly read: (raw: string, country: string, isStated: boolean) => Outcome
  /** Letters and digits that a documented rule adds; everything else must stand in the text. */
  readonly adds: string
}

const joined = (parts: readonly (string | null)[]) => parts.filter((part) => part !== null).join(' ')

/** What each normalizer may add: the country's prefix, the zeros before a number, the calling code. */
const laws: Readonly<Record<string, Law>> = {
  'company id': { read: readCompanyId, adds: '000CHE' },
  'company name': { read: (raw, country) => nameOf(readCompanyName(raw, country)), adds: '' },
  'e-mail': { read: readEmail, adds: '' },
  'family name': { read: readFamilyName, adds: '' },
  'given name': { read: readGivenName, adds: '' },
  "person's name": { read: (raw, country) => partsOf(readPersonName(raw, country)), adds: '' },
  GTIN: { read: readGtin, adds: '000000' },
  IBAN: { read: readIban, adds: '' },
  'account, country assumed': { read: (raw, country) => readAccount(raw, country, false), adds: '' },
  'postal code': { read: readPostalCode, adds: 'LTLVMDAD' },
  SKU: { read: readSku, adds: '' },
  street: { read: readStreet, adds: '' },
  town: { read: readAddressText, adds: '' },
  'VAT id': { read: readVatId, adds: '00ATBEBGCYCZDEDKEEELESFIFRGBHRHUIEITLTLULVMTNLPLPTROSESISKXICHNO' },
}

function nameOf(outcome: ReturnType<typeof readCompanyName>): Outcome {
  return outcome.ok ? accept(outcome.value.name) : outcome
}

function partsOf(outcome: ReturnType<typeof readPersonName>): Outcome {
  return outcome.ok ? accept(joined([outcome.value.givenName, outcome.value.familyName])) : outcome
}

/** Letters and digits without case, each as often as it stands there. */
function counted(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const upper = text.normalize('NFC').toUpperCase().normalize('NFD')

  for (const sign of upper) if (/[\p{L}\p{N}]/u.test(sign)) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  return counts
}

function invented(value: string, source: string): readonly string[] {
  const known = counted(source)

  return [...counted(value)].filter(([sign, count]) => count > (known.get(sign) ?? 0)).map(([sign]) => sign)
}

describe.each(Object.entries(laws))('%s', (name, { read, adds }) => {
  test('every letter and digit of the answer stands in the text, or a documented rule adds it', () => {
    fc.assert(
      fc.property(anyText, home, fc.boolean(), (raw, country, isStated) => {
        fc.pre(!(name === 'e-mail' && /xn--/i.test(raw)))
        const outcome = read(raw, country, isStated)
        if (outcome.ok) expect(invented(outcome.value, raw + adds)).toEqual([])
        else expect(outcome.raw).toBe(raw)
      }),
      { numRuns: 300 },
    )
  })

  test('reads its own answer as itself, and rejects with a listed reason', () => {
    fc.assert(
      fc.property(anyText, home, fc.boolean(), (raw, country, isStated) => {
        const outcome = read(raw, country, isStated)
        if (!outcome.ok) expect(rejectionReasons).toHaveProperty(outcome.issue)
        else if (name !== "person's name") expect(read(outcome.value, country, isStated)).toEqual(outcome)
      }),
      { numRuns: 300 },
    )
  })

  test('answers 100 KB of anything within a second', () => {
    fc.assert(
      fc.property(hugeText, home, (raw, country) => {
        const start = performance.now()
        read(raw, country, true)
        expect(performance.now() - start).toBeLessThan(1_000)
      }),
      { numRuns: 20 },
    )
  })
})

test('countries and legal forms come from their tables, phones have the digits of the text behind a calling code', () => {
  const canonical = new Set(legalForms.map((form) => form.canonical))

  fc.assert(
    fc.property(anyText, home, (raw, country) => {
      const [read, form, phone] = [readCountry(raw, country), readLegalForm(raw, country), readPhone(raw, country)]

      if (read.ok) expect(countries.getAlpha2Codes()).toHaveProperty(read.value)
      if (form.ok) expect(canonical).toContain(form.value)
      if (phone.ok) expect(phone.value).toMatch(/^\+[1-9]\d{6,14}$/)
    }),
  )
})

test('a Czech account gives the IBAN that holds its digits, and two check digits', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('CZ', 'SK'), (raw, country) => {
      const account = readAccount(raw, country, true)

      if (account.ok && account.value.startsWith(country) && !raw.toUpperCase().includes(country))
        expect(invented(account.value.slice(4), `${raw}00000000000000`)).toEqual([])
    }),
  )
})

test('the mailbox that an address reaches is an address, and reaches itself', () => {
  fc.assert(
    fc.property(anyText, (raw) => {
      const mailbox = deliveredMailbox(raw)

      expect(deliveredMailbox(mailbox)).toBe(mailbox)
      if (readEmail(raw).ok) expect(mailbox).toMatch(/^[^@]+@[^@]+$/)
    }),
  )
})
