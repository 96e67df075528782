import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entityKinds } from '../../../rules/entity/entity.ts'
import { entities } from '../../../rules/entity/entity.ts'
import { readCalendarDate } from '../../../rules/normalize/calendar-date.ts'
import { readCompanyId } from '../../../rules/normalize/company-id.ts'
import { readCompanyName } from '../../../rules/normalize/company-name.ts'
import { compileMapping, type NormalizeContext } from '../../../rules/normalize/compile-mapping.ts'
import { readCountry } from '../../../rules/normalize/country.ts'
import { readCurrency } from '../../../rules/normalize/currency.ts'
import { readDecimal } from '../../../rules/normalize/decimal-number.ts'
import { readEmail } from '../../../rules/normalize/email.ts'
import { fold } from '../../../rules/normalize/fold.ts'
import { readGtin } from '../../../rules/normalize/gtin.ts'
import { readInstant } from '../../../rules/normalize/instant.ts'
import { readLegalForm } from '../../../rules/normalize/legal-form.ts'
import { legalForms } from '../../../rules/normalize/legal-form-table.ts'
import { mappingNames } from '../../../rules/normalize/mapping-names.ts'
import type { Outcome } from '../../../rules/normalize/outcome.ts'
import { readFamilyName, readGivenName, readPersonName } from '../../../rules/normalize/person-name.ts'
import { readPhone } from '../../../rules/normalize/phone.ts'
import { readAddressText, readPostalCode, readStreet } from '../../../rules/normalize/postal-address.ts'
import { rejectionReasons } from '../../../rules/normalize/rejection-reasons.ts'
import { readSku } from '../../../rules/normalize/sku.ts'
import { statedText, tidyText } from '../../../rules/normalize/text.ts'
import { readVatId } from '../../../rules/normalize/vat-id.ts'

const dates = { order: 'day-first', lastYear: 2046, timeZone: 'Europe/Prague' } as const

/** Every normalizer of one text to one text. */
const normalizers: Readonly<Record<string, (raw: string) => Outcome>> = {
  'calendar date': (raw) => readCalendarDate(raw, dates),
  'company id': (raw) => readCompanyId(raw, 'CZ'),
  'company name': (raw) => {
    const outcome = readCompanyName(raw, 'CZ')
    return outcome.ok ? { ok: true, value: outcome.value.name } : outcome
  },
  country: (raw) => readCountry(raw, 'CZ'),
  currency: readCurrency,
  'decimal number': (raw) => readDecimal(raw, '.'),
  'e-mail': readEmail,
  'family name': readFamilyName,
  'given name': readGivenName,
  GTIN: readGtin,
  instant: (raw) => readInstant(raw, dates),
  'legal form': (raw) => readLegalForm(raw, 'CZ'),
  phone: (raw) => readPhone(raw, 'CZ'),
  'postal code': (raw) => readPostalCode(raw, 'CZ', false),
  SKU: readSku,
  street: readStreet,
  town: readAddressText,
  'VAT id': (raw) => readVatId(raw, 'CZ', false),
}

const specimens = [
  ...[
    'Novák, Jan',
    'NOVÁK Jan',
    'Ing. Jan Novák, Ph.D.',
    'Acme, spol. s r.o.',
    '"Acme" GmbH & Co. KG',
    'UAB Acme AB',
    'Acme s.r.o. v likvidaci',
  ],
  ...[
    '777 123 456',
    '+49 (0)30 123456',
    '00420777123456',
    'jan@example.cz',
    'Jan <jan@example.cz>',
    'a@b.cz; c@d.cz',
    '110 00',
    'CZ-11000',
    'EC1A 1BB',
  ],
  ...[
    'CZ02339234',
    'NL805557532B01',
    'EL094259216',
    '02339234',
    '4006381333931',
    'Česko',
    'D',
    '$',
    'kr',
    'Kč',
    '1.234,56',
    '1,234',
    '(12.50)',
    '12-',
  ],
  ...[
    '31.02.2026',
    '3. 4. 26',
    '20260403',
    '2026-03-29 02:30',
    '2026-10-25T02:30:00+01:00',
    '24:00',
    '9999-12-31T23:59:59-18:00',
    '0001-01-01T00:00+05:00',
  ],
]
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme-composite' }),
  fc.constantFrom(...specimens),
  fc
    .tuple(fc.constantFrom(...specimens), fc.string({ maxLength: 3 }), fc.constantFrom(...specimens))
    .map((parts) => parts.join('')),
  fc.stringMatching(/^[-+ ().,/:'\d]{0,24}$/),
  fc.stringMatching(/^[A-Z]{2}[A-Z\d]{6,12}$/),
)

describe.each(Object.entries(normalizers))('%s', (_, read) => {
  test('accepts or rejects with a listed reason, whatever the text, and never throws', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const outcome = read(raw)
        if (!outcome.ok) expect(rejectionReasons).toHaveProperty(outcome.issue)
      }),
    )
  })

  test('reads what it accepted as itself', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const outcome = read(raw)
        if (outcome.ok) expect(read(outcome.value)).toEqual(outcome)
      }),
    )
  })
})

test('text, folding and whole names never throw, and text and folding are idempotent', () => {
  fc.assert(
    fc.property(anyText, (raw) => {
      readPersonName(raw)
      statedText(raw)
      expect(tidyText(tidyText(raw))).toBe(tidyText(raw))
      expect(fold(fold(raw))).toBe(fold(raw))
    }),
  )
})

test('every legal form is read from each of its spellings in its own countries, and found at the end of a name', () => {
  for (const { canonical, countries, spellings } of legalForms) {
    for (const country of countries) {
      for (const spelling of spellings) {
        expect(readLegalForm(spelling, country), `${spelling} in ${country}`).toEqual({ ok: true, value: canonical })
        expect(readCompanyName(`Zenit ${spelling}`, country), `Zenit ${spelling} in ${country}`).toEqual({
          ok: true,
          value: { name: 'Zenit', legalForm: canonical },
        })
      }
    }
  }
})

test('every code of ISO 20275 has its four characters, and every form a country', () => {
  expect(legalForms.flatMap(({ elfCodes }) => elfCodes).filter((code) => !/^[A-Z\d]{4}$/.test(code))).toEqual([])
  expect(legalForms.filter(({ countries }) => countries.length === 0)).toEqual([])
})

const context: NormalizeContext = {
  company: { country: 'CZ', currency: 'CZK', timeZone: 'Europe/Prague' },
  systemName: 'erp',
  system: {},
  dateOrders: new Map(),
  asOf: '2026-07-01T04:00:00.000Z',
}

test.each(entityKinds)('every row of any text becomes a valid canonical %s', (kind) => {
  const names = mappingNames(kind)
  const normalize = compileMapping(kind, Object.fromEntries(names.map((name) => [name, name])), context)
  const row = fc.record({
    changedAt: fc.option(anyText),
    fields: fc.dictionary(fc.constantFrom(...names), fc.option(anyText)),
  })

  fc.assert(
    fc.property(row, ({ changedAt, fields }) => {
      const normalized = normalize({ changedAt, fields })

      expect(entities[kind].safeParse(normalized.record).error?.issues ?? []).toEqual([])
      expect(normalized.changedAt ?? '2026-01-01T00:00:00.000Z').toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      expect(new Set(normalized.rejections.map(({ field }) => field)).size).toBe(normalized.rejections.length)
    }),
  )
})
