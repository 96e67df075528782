import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileMapping, type NormalizeContext } from '../../../rules/normalize/compile-mapping.ts'
import type { FieldMapping } from '../../../rules/normalize/field-mapping.ts'
import { renderField } from '../../../rules/normalize/render-field.ts'

const context: NormalizeContext = {
  company: { country: 'CZ', currency: 'CZK', timeZone: 'Europe/Prague' },
  systemName: 'erp',
  system: { decimalMark: ',' },
  dateOrders: new Map([['d', 'day-first']]),
  asOf: '2026-07-01T04:00:00.000Z',
}
const text = (value: Date) => value.toISOString()
const moment = fc.date({ min: new Date('1970-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })

/** A law is worth little if nothing is ever written: each of these must always be writable. */
const alwaysWritable: [string, string, FieldMapping, fc.Arbitrary<string>, string?][] = [
  ['grossMinor', 'gross', 'c', fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map(String)],
  [
    'grossMinor',
    'total',
    { from: 'c', vat: 'inclusive', decimalMark: '.' },
    fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map(String),
  ],
  ['vatRate', 'vatRate', 'c', fc.integer({ min: -999, max: 9999 }).map((tenths) => String(tenths / 10))],
  ['issuedOn', 'issuedOn', { from: 'c', format: 'dd.MM.yyyy' }, moment.map((value) => text(value).slice(0, 10))],
  ['issuedOn', 'issuedOn', { from: 'c', format: 'yyMMdd' }, moment.map((value) => text(value).slice(0, 10))],
  ['issuedOn', 'issuedOn', 'd', moment.map((value) => text(value).slice(0, 10)), '31.12.2025'],
]

test.each<[string, string, FieldMapping, fc.Arbitrary<string>, string?]>(alwaysWritable)(
  '%s written through %s is read back as itself',
  (field, name, mapping, values, before) => {
    const mappings = { [name]: mapping }
    const normalize = compileMapping('invoice', mappings, context)

    fc.assert(
      fc.property(values, (value) => {
        const rendered = renderField('invoice', field, value, mappings, context, { before })
        expect(rendered).toBeDefined()
        const row = normalize({ changedAt: null, fields: { [rendered?.column ?? '']: rendered?.raw ?? '' } })

        expect(row.record[field]).toBe(value)
      }),
    )
  },
)

test('any text offered for any customer field is read back as itself, or not offered', () => {
  const mappings = { email: 'e', phone: 'p', city: 'c', postalCode: 'z', vatId: 'v', name: 'n', birthDate: 'b' }
  const normalize = compileMapping('customer', mappings, context)
  const field = fc.constantFrom(
    'email',
    'phone',
    'city',
    'postalCode',
    'vatId',
    'familyName',
    'companyName',
    'birthDate',
  )
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('jan@example.cz', '+420777123456', '110 00', 'CZ02339234', 'Novák', 'Acme', '1980-02-29', 'null'),
  )

  fc.assert(
    fc.property(field, value, (name, canonical) => {
      const rendered = renderField('customer', name, canonical, mappings, context, {
        record: { givenName: 'Jan', legalForm: 'a.s.' },
      })
      if (rendered === undefined) return

      expect(normalize({ changedAt: null, fields: { [rendered.column]: rendered.raw } }).record[name]).toBe(canonical)
    }),
  )
})
