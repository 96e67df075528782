import { expect, test } from 'vitest'
import { readFamilyName, readGivenName, readPersonName } from '../../../rules/normalize/person-name.ts'

test.each([
  ['Jan Novák', 'Jan', 'Novák'],
  ['Dr. Jan Novák ml.', 'Jan', 'Novák'],
  ['Ing. Jan Novák, Ph.D.', 'Jan', 'Novák'],
  ['Ing.Jan Novák', 'Jan', 'Novák'],
  ['MUDr. Eva Nová, CSc., MBA', 'Eva', 'Nová'],
  ['NOVÁK Jan', 'Jan', 'NOVÁK'],
  ['Novák, Jan', 'Jan', 'Novák'],
  ['Novák, Ing. Jan', 'Jan', 'Novák'],
  ['García Márquez, Gabriel', 'Gabriel', 'García Márquez'],
  ['Jan Karel NOVÁK', 'Jan Karel', 'NOVÁK'],
  ['JAN NOVÁK', 'JAN', 'NOVÁK'],
  ['jan novák', 'jan', 'novák'],
  ['Ludwig van der Berg', 'Ludwig', 'van der Berg'],
  ['Anna-Marie O’Neill', 'Anna-Marie', 'O’Neill'],
  ['Mr J. R. R. Tolkien', 'J. R. R.', 'Tolkien'],
  ['Novák', null, 'Novák'],
  ['pan Novák', null, 'Novák'],
  ['Wei Pan', 'Wei', 'Pan'],
  ['Herr', null, 'Herr'],
  ['Prof. Dr. med. Hans Müller', 'Hans', 'Müller'],
  ['Dipl.-Ing. (FH) Hans Müller', 'Hans', 'Müller'],
  ['Univ.-Prof. Dr. rer. nat. Eva Maier, M.Sc.', 'Eva', 'Maier'],
  ['doc. RNDr. Jan Novák, Ph. D.', 'Jan', 'Novák'],
  ['dr hab. inż. Anna Kowalska', 'Anna', 'Kowalska'],
  ['Dott.ssa Giulia Bianchi', 'Giulia', 'Bianchi'],
  ['John Smith III', 'John', 'Smith'],
  ['John Smith Jr.', 'John', 'Smith'],
  ['Vincent van ’t Hoff', 'Vincent', 'van ’t Hoff'],
  ['José Ortega y Gasset', 'José', 'Ortega y Gasset'],
  ["Vincent van 't Hoff", 'Vincent', "van 't Hoff"],
  ['María de la Cruz', 'María', 'de la Cruz'],
  ['Karl-Theodor von und zu Guttenberg', 'Karl-Theodor', 'von und zu Guttenberg'],
  ['Omar al-Bashir', 'Omar', 'al-Bashir'],
  ['Jose dos Santos', 'Jose', 'dos Santos'],
  ['J. E. Novák', 'J. E.', 'Novák'],
  ['de la Cruz, María', 'María', 'de la Cruz'],
])('reads %j as %j %j', (raw, givenName, familyName) => {
  expect(readPersonName(raw)).toEqual({ ok: true, value: { givenName, familyName } })
})

test.each([
  ['Ing. PhDr.', 'name-only-title'],
  ['jan@example.cz', 'name-is-email'],
  ['12345', 'name-without-letters'],
  ['', 'name-without-letters'],
])('rejects %j as %s', (raw, issue) => {
  expect(readPersonName(raw)).toEqual({ ok: false, issue, raw })
})

test.each([
  ['Nagy János', 'János', 'Nagy'],
  ['dr. Kovács Béla Gábor', 'Béla Gábor', 'Kovács'],
  ['János Nagy', 'János', 'Nagy'],
  ['László Péter', 'Péter', 'László'],
  ['Nagy, János', 'János', 'Nagy'],
  ['Nagy', null, 'Nagy'],
])('reads %j of Hungary as %j %j', (raw, givenName, familyName) => {
  expect(readPersonName(raw, 'HU')).toEqual({ ok: true, value: { givenName, familyName } })
})

test('a given name and a family name lose their titles and keep everything else', () => {
  expect(readGivenName('Mgr. Jana Marie')).toEqual({ ok: true, value: 'Jana Marie' })
  expect(readFamilyName('Nováková, Ph.D.')).toEqual({ ok: true, value: 'Nováková' })
  expect(readFamilyName('Ing')).toEqual({ ok: true, value: 'Ing' })
})
