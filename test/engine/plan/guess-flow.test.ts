import { describe, expect, test } from 'vitest'
import { entityInName, guessFlow, systemWords } from '../../../engine/plan/guess-flow.ts'

test.each([
  ['customers', 'customer'],
  ['crm_contacts-2024', 'customer'],
  ['SalesOrderItems', 'orderLine'],
  ['order_details', 'orderLine'],
  ['BusinessPartners', 'customer'],
  ['faktury_vydane', 'invoice'],
  ['Rechnungen', 'invoice'],
  ['Objednávky', 'order'],
  ['categories', null],
])('a file named %j speaks of %s', (name, expected) => {
  expect(entityInName(name)).toBe(expected)
})

test('what a name says beside the entity is the system', () => {
  expect(systemWords('crm_contacts-2024')).toEqual(['crm'])
  expect(systemWords('order_details')).toEqual([])
})

describe('headers', () => {
  test('in Czech are understood', () => {
    expect(
      guessFlow('ucto_faktury', [
        'Číslo faktury',
        'Datum vystavení',
        'DUZP',
        'Celkem s DPH',
        'Základ',
        'DPH',
        'Měna',
        'Poznámka',
      ]),
    ).toEqual({
      entity: 'invoice',
      key: 'Číslo faktury',
      changedAt: undefined,
      fields: {
        number: 'Číslo faktury',
        issuedOn: 'Datum vystavení',
        taxPointOn: 'DUZP',
        net: { from: 'Základ', currencyFrom: 'Měna' },
        vat: { from: 'DPH', currencyFrom: 'Měna' },
        gross: { from: 'Celkem s DPH', currencyFrom: 'Měna' },
      },
      unused: ['Poznámka'],
    })
  })

  test('in German are understood', () => {
    expect(
      guessFlow('kunden', ['Kundennummer', 'Vorname', 'Nachname', 'Firma', 'Straße', 'PLZ', 'Ort', 'USt-IdNr'])?.fields,
    ).toEqual({
      givenName: 'Vorname',
      familyName: 'Nachname',
      companyName: 'Firma',
      street: 'Straße',
      city: 'Ort',
      postalCode: 'PLZ',
      vatId: 'USt-IdNr',
    })
  })

  test('decide where the name says nothing', () => {
    expect(guessFlow('export', ['id', 'first_name', 'last_name', 'email', 'updated_at'])).toMatchObject({
      entity: 'customer',
      key: 'id',
      changedAt: 'updated_at',
    })
  })

  test('of employees and suppliers are not taken for customers, whatever their columns', () => {
    expect(guessFlow('suppliers', ['SupplierID', 'CompanyName', 'City', 'Phone'])).toBeNull()
  })

  test('that nobody knows are not guessed', () => {
    expect(guessFlow('export', ['foo', 'bar'])).toBeNull()
  })

  test('of lines make a key of document and position', () => {
    expect(guessFlow('order_details', ['OrderID', 'ProductID', 'UnitPrice', 'Quantity'])).toMatchObject({
      entity: 'orderLine',
      key: ['OrderID', 'ProductID'],
      fields: { documentKey: 'OrderID', sku: 'ProductID', quantity: 'Quantity' },
    })
  })
})
