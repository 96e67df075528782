import { expect, test } from 'vitest'
import { isCompanyName, readCompanyName } from '../../../rules/normalize/company-name.ts'
import { readLegalForm } from '../../../rules/normalize/legal-form.ts'

test.each([
  ['Acme s.r.o.', 'CZ', 'Acme', 's.r.o.'],
  ['Acme, spol. s r. o.', 'CZ', 'Acme', 's.r.o.'],
  ['ACME společnost s ručením omezeným', 'CZ', 'ACME', 's.r.o.'],
  ['Acme,s.r.o.', 'CZ', 'Acme', 's.r.o.'],
  ['Acme (s.r.o.)', 'CZ', 'Acme', 's.r.o.'],
  ['acme sro', 'CZ', 'acme', 's.r.o.'],
  ['ČEZ, a. s.', 'CZ', 'ČEZ', 'a.s.'],
  ['ČEZ AS', 'CZ', 'ČEZ', 'a.s.'],
  ['Equinor AS', 'NO', 'Equinor', 'AS'],
  ['Müller GmbH & Co. KG', 'DE', 'Müller', 'GmbH & Co. KG'],
  ['Müller Ges.m.b.H.', 'AT', 'Müller', 'GmbH'],
  ['Start UG (haftungsbeschränkt)', 'DE', 'Start', 'UG'],
  ['Zenit Sp. z o.o.', 'PL', 'Zenit', 'sp. z o.o.'],
  ['Smith Limited', 'GB', 'Smith', 'Ltd'],
  ['Smith & Sons Ltd.', 'GB', 'Smith & Sons', 'Ltd'],
  ['Ferrari S.p.A.', 'IT', 'Ferrari', 'S.p.A.'],
  ['Philips N.V.', 'NL', 'Philips', 'N.V.'],
  ['MOL Nyrt.', 'HU', 'MOL', 'Nyrt.'],
  ['UAB Baltas', 'LT', 'Baltas', 'UAB'],
  ['"Acme" s.r.o.', 'CZ', 'Acme', 's.r.o.'],
  ['Hotel "Praha" s.r.o.', 'CZ', 'Hotel "Praha"', 's.r.o.'],
  ['ACME s.r.o. v likvidaci', 'CZ', 'ACME', 's.r.o.'],
  ['Acme s.r.o', 'CZ', 'Acme', 's.r.o.'],
  ['Acme, s. r. o., v insolvenci', 'CZ', 'Acme', 's.r.o.'],
  ['Müller GmbH i.L.', 'DE', 'Müller', 'GmbH'],
  ['Bau UG (haftungsbeschränkt) & Co. KG', 'DE', 'Bau', 'UG & Co. KG'],
  ['Volvo AB (publ)', 'SE', 'Volvo', 'AB'],
  ['AB Volvo', 'SE', 'Volvo', 'AB'],
  ['AB Cosmetics', 'CZ', 'AB Cosmetics', null],
  ['Ferrero S.à r.l.', 'LU', 'Ferrero', 'SARL'],
  ['Ferrero s.a r.l', 'LU', 'Ferrero', 'SARL'],
  ['Delta d.o.o', 'HR', 'Delta', 'd.o.o.'],
  ['Petőfi kft', 'HU', 'Petőfi', 'Kft.'],
  ['Novo Media ApS', 'DK', 'Novo Media', 'ApS'],
  ['Fjord ANS', 'NO', 'Fjord', 'ANS'],
  ['Fjord ANS', 'DE', 'Fjord ANS', null],
  ['Hans Ans', 'NO', 'Hans Ans', null],
  ['ЕООД "Ваня"', 'BG', 'Ваня', 'ЕООД'],
  ['Kauppa Oy', 'FI', 'Kauppa', 'Oy'],
  ['Construcciones García S. Coop.', 'ES', 'Construcciones García', 'S. Coop.'],
  ['BT', 'GB', 'BT', null],
  ['SCA AB', 'SE', 'SCA', 'AB'],
  ['Louis XVI', 'LT', 'Louis XVI', null],
  ['Mary Earl', 'FR', 'Mary Earl', null],
  ['Hotel Praha', 'CZ', 'Hotel Praha', null],
  ['Anders As', 'CZ', 'Anders As', null],
])('splits %j of %s into %j and %j', (raw, country, name, legalForm) => {
  expect(readCompanyName(raw, country)).toEqual({ ok: true, value: { name, legalForm } })
})

test.each([
  ['s.r.o.', 'company-name-only-legal-form'],
  ['spol. s r.o.', 'company-name-only-legal-form'],
  ['GMBH', 'company-name-only-legal-form'],
  ['LTD', 'company-name-only-legal-form'],
  ['...', 'name-without-letters'],
])('rejects %j as %s', (raw, issue) => {
  expect(readCompanyName(raw, 'CZ')).toEqual({ ok: false, issue, raw })
})

test.each([
  ['Acme s.r.o.', true],
  ['Novák & syn', true],
  ['Hotel Praha', true],
  ['Auto 24', true],
  ['Jan Novák', false],
  ['Petra Svobodová', false],
])('%j is a company: %j', (name, isCompany) => {
  expect(isCompanyName(name, 'CZ')).toBe(isCompany)
})

test('a legal form that no table lists is rejected', () => {
  expect(readLegalForm('xyz', 'CZ')).toEqual({ ok: false, issue: 'legal-form-unknown', raw: 'xyz' })
})
