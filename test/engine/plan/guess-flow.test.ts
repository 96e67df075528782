import { describe, expect, test } from 'vitest'
import { guessFlow } from '../../../engine/plan/guess-flow.ts'

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

  test('of addresses alone make no customer', () => {
    expect(guessFlow('addresses', ['ADDRESSID', 'CITY', 'POSTALCODE', 'STREET', 'COUNTRY'])).toBeNull()
  })

  test.each([
    [['PARTNERID', 'EMAILADDRESS', 'COMPANYNAME'], 'PARTNERID'],
    [['email', 'first_name', 'last_name'], 'email'],
    [['name', 'city', 'uuid'], 'uuid'],
    [['first_name', 'last_name'], 'first_name'],
  ])('%j have the key %s', (columns, key) => {
    expect(guessFlow('customers', columns)?.key).toBe(key)
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

  test('of variants make a key of product and option', () => {
    expect(guessFlow('products', ['Handle', 'Title', 'Option1 Value', 'Variant SKU', 'Variant Price'])).toMatchObject({
      entity: 'product',
      key: ['Handle', 'Option1 Value'],
    })
    expect(guessFlow('products', ['Handle', 'Title', 'Price'])?.key).toBe('Handle')
  })
})
