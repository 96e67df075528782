import { expect, test } from 'vitest'
import { readCountry } from '../../../rules/normalize/country.ts'
import { deliveredMailbox } from '../../../rules/normalize/delivered-mailbox.ts'
import { readEmail } from '../../../rules/normalize/email.ts'
import { readPhone } from '../../../rules/normalize/phone.ts'
import { readAddressText, readPostalCode, readStreet } from '../../../rules/normalize/postal-address.ts'

test.each([
  [' Jan.Novak+shop@Example.CZ ', 'jan.novak+shop@example.cz'],
  ['Jan Novák <jan@example.cz>', 'jan@example.cz'],
  ['mailto:jan@example.cz', 'jan@example.cz'],
  ['jan@žluťoučký.cz', 'jan@žluťoučký.cz'],
  ['jan@xn--luouk-uva4it5a4g.cz', 'jan@žluťoučký.cz'],
  ['jan@xn--luouk-1va8a83hbb9e.cz', 'jan@xn--luouk-1va8a83hbb9e.cz'],
  ['jan@xn--e1afmkfd.xn--p1ai', 'jan@пример.рф'],
  ['info@xn--mnchen-3ya.de', 'info@münchen.de'],
  ['jan@xn--fiqs8s.xn--fiqs8s', 'jan@中国.中国'],
  ['jan@xn--96385074.cz', 'jan@xn--96385074.cz'],
  ['jan@xn--999999999999.cz', 'jan@xn--999999999999.cz'],
  ['info@acme.cz', 'info@acme.cz'],
  ['jan.novak@acme.example', 'jan.novak@acme.example'],
  ['hannah88@example.com', 'hannah88@example.com'],
])('reads the e-mail %j as %s', (raw, email) => {
  expect(readEmail(raw)).toEqual({ ok: true, value: email })
})

test.each([
  ['jan', 'email-invalid'],
  ['jan@localhost', 'email-invalid'],
  ['jan..novak@example.cz', 'email-invalid'],
  ['jan@example.cz.', 'email-invalid'],
  ['jan novak@example.cz', 'email-invalid'],
  ['jan@127.0.0.1', 'email-invalid'],
  ['jan@example.cz; eva@example.cz', 'email-several'],
  ['NoReply@acme.cz', 'email-placeholder'],
  ['test@test.cz', 'email-placeholder'],
  ['Neuvedeno <neuvedeno@seznam.cz>', 'email-placeholder'],
  ['info@example.com', 'email-placeholder'],
  ['user@mail.example.org', 'email-placeholder'],
])('rejects the e-mail %j as %s', (raw, issue) => {
  expect(readEmail(raw)).toEqual({ ok: false, issue, raw })
})

test.each([
  ['777 123 456', 'CZ', '+420777123456'],
  ['00420 777 123 456', 'CZ', '+420777123456'],
  ['420777123456', 'CZ', '+420777123456'],
  ['+49 (0)30 123456', 'CZ', '+4930123456'],
  ['0905 123 456', 'SK', '+421905123456'],
  ['tel.: 777 123 456', 'CZ', '+420777123456'],
  ['777 123 456 / 777 123 456', 'CZ', '+420777123456'],
])('reads the phone %j in %s as %s', (raw, country, phone) => {
  expect(readPhone(raw, country)).toEqual({ ok: true, value: phone })
})

test.each([
  ['123', 'CZ', 'phone-invalid'],
  ['+420 123', 'CZ', 'phone-invalid'],
  ['4,20777E+11', 'CZ', 'phone-invalid'],
  ['777 123 456', null, 'phone-invalid'],
  ['777123456, 602123456', 'CZ', 'phone-several'],
  ['777123456/602123456', 'CZ', 'phone-several'],
])('rejects the phone %j in %s as %s', (raw, country, issue) => {
  expect(readPhone(raw, country)).toEqual({ ok: false, issue, raw })
})

test.each([
  ['CZ', 'CZ'],
  ['cze', 'CZ'],
  ['203', 'CZ'],
  ['Czech Republic', 'CZ'],
  ['Czechia', 'CZ'],
  ['Česko', 'CZ'],
  ['Cesko', 'CZ'],
  ['ČR', 'CZ'],
  ['Deutschland', 'DE'],
  ['D', 'DE'],
  ['UK', 'GB'],
  ['EL', 'GR'],
  ['U.S.A.', 'US'],
  ['Slovenská republika', 'SK'],
  ['Nizozemsko', 'NL'],
])('reads the country %j as %s', (raw, country) => {
  expect(readCountry(raw, 'CZ')).toEqual({ ok: true, value: country })
})

test.each([
  ['XX', 'country-unknown'],
  ['Atlantis', 'country-unknown'],
  ['CR', 'country-ambiguous'],
  ['SR', 'country-ambiguous'],
])('rejects the country %j in a Czech company as %s', (raw, issue) => {
  expect(readCountry(raw, 'CZ')).toEqual({ ok: false, issue, raw })
})

test('CR is Costa Rica where nobody speaks Czech', () => {
  expect(readCountry('CR', 'DE')).toEqual({ ok: true, value: 'CR' })
})

test.each([
  ['11000', 'CZ', '110 00'],
  ['CZ-110 00', 'CZ', '110 00'],
  ['811 01', 'SK', '811 01'],
  ['D-80331', 'DE', '80331'],
  ['00950', 'PL', '00-950'],
  ['1012ab', 'NL', '1012 AB'],
  ['ec1a1bb', 'GB', 'EC1A 1BB'],
  ['1234567', 'PT', '1234-567'],
  ['94105', 'US', '94105'],
  ['941051234', 'US', '94105-1234'],
  ['k1a0b1', 'CA', 'K1A 0B1'],
  ['bfpo 12', 'GB', 'BFPO 12'],
  ['gir0aa', 'GB', 'GIR 0AA'],
  ['je23ab', 'JE', 'JE2 3AB'],
  ['LT 01103', 'LT', 'LT-01103'],
  ['LV1050', 'LV', 'LV-1050'],
  ['SLO-1000', 'SI', '1000'],
  ['FL-9490', 'LI', '9490'],
  ['N-0150', 'NO', '0150'],
  ['d02 af30', 'IE', 'D02 AF30'],
  ['VLT1117', 'MT', 'VLT 1117'],
  ['104 31', 'GR', '104 31'],
  ['01310100', 'BR', '01310-100'],
])('reads the postal code %j of %s as %s', (raw, country, code) => {
  expect(readPostalCode(raw, country, true)).toEqual({ ok: true, value: code })
})

test('a postal code of another form is rejected where the country is stated, and kept where it is only assumed', () => {
  expect(readPostalCode('1012 AB', 'CZ', true)).toEqual({ ok: false, issue: 'postal-code-invalid', raw: '1012 AB' })
  expect(readPostalCode('1067', 'DE', true)).toEqual({ ok: false, issue: 'postal-code-invalid', raw: '1067' })
  expect(readPostalCode('1012 AB', 'CZ', false)).toEqual({ ok: true, value: '1012 AB' })
  expect(readPostalCode('Praha', 'CZ', false)).toEqual({ ok: false, issue: 'postal-code-invalid', raw: 'Praha' })
})

test.each([
  ['00000', 'DE'],
  ['81101', 'CZ'],
  ['11000', 'SK'],
  ['0123', 'AT'],
  ['53001', 'ES'],
  ['1012 SS', 'NL'],
  ['SW1A 1', 'GB'],
  ['QA1 1AA', 'GB'],
  ['D1A 0B1', 'CA'],
])('%j is no postal code of %s', (raw, country) => {
  expect(readPostalCode(raw, country, true)).toEqual({ ok: false, issue: 'postal-code-invalid', raw })
})

test.each([
  ['Hlavní 12 / 34', 'Hlavní 12/34'],
  ['Hlavní 1234/5a', 'Hlavní 1234/5a'],
  ['Lhota č. p. 12', 'Lhota č.p. 12'],
  ['Lhota čp. 12', 'Lhota č.p. 12'],
  ['Lhota č.ev. 5', 'Lhota ev.č. 5'],
  ['Lhota ev. č. 5', 'Lhota ev.č. 5'],
  ['Hauptstraße 12a – 14', 'Hauptstraße 12a-14'],
  ['Flat 3, 12 High St', 'Flat 3, 12 High St'],
  ['P. O. Box 77', 'PO Box 77'],
  ['Třída 17. listopadu 5', 'Třída 17. listopadu 5'],
  ['Nad pecp 5', 'Nad pecp 5'],
])('reads the street %j as %j', (raw, street) => {
  expect(readStreet(raw)).toEqual({ ok: true, value: street })
})

test('an address keeps its words', () => {
  expect(readAddressText(' Hlavní  12/3, ')).toEqual({ ok: true, value: 'Hlavní 12/3' })
})

test.each([
  ['Jan.Novak+shop@gmail.com', 'JanNovak@gmail.com'],
  ['jan.novak@googlemail.com', 'jannovak@gmail.com'],
  ['jan.novak+shop@outlook.com', 'jan.novak@outlook.com'],
  ['jan+a@pm.me', 'jan@proton.me'],
  ['jan+shop@acme.cz', 'jan+shop@acme.cz'],
  ['jan.novak@seznam.cz', 'jan.novak@seznam.cz'],
  ['+@gmail.com', '+@gmail.com'],
  ['...@gmail.com', '...@gmail.com'],
  ['jan', 'jan'],
])('mail to %j reaches %j', (email, mailbox) => {
  expect(deliveredMailbox(email)).toBe(mailbox)
  expect(deliveredMailbox(mailbox)).toBe(mailbox)
})
