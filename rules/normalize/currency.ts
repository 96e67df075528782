import * as isoCurrencies from 'dinero.js/currencies'
import { currencyHistory } from './currency-history.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { tidyText } from './text.ts'

const signs: Readonly<Record<string, string>> = {
  ...{
    Kč: 'CZK',
    KČ: 'CZK',
    Kc: 'CZK',
    '€': 'EUR',
    EURO: 'EUR',
    Euro: 'EUR',
    euro: 'EUR',
    '£': 'GBP',
    zł: 'PLN',
    ZŁ: 'PLN',
  },
  ...{
    Ft: 'HUF',
    FT: 'HUF',
    лв: 'BGN',
    lei: 'RON',
    '₽': 'RUB',
    '₴': 'UAH',
    '₹': 'INR',
    '₺': 'TRY',
    '₩': 'KRW',
    '₪': 'ILS',
    SFr: 'CHF',
    'Fr.': 'CHF',
  },
}
const sharedSigns = new Set(['$', '¥', 'kr', 'Kr', 'KR', 'kr.', 'Kčs'])

/**
 * Decimal digits per currency. They come from the ISO 4217 list of dinero.js; a minor unit that is a fifth (MGA, MRU) is
 * written with two decimals, as ISO 4217 says. Never from `Intl`, which gives HUF and others 0.
 */
const scaleByCurrency: ReadonlyMap<string, number> = new Map([
  ...Object.entries(currencyHistory).flatMap(([code, { scale }]): [string, number][] =>
    scale === undefined ? [] : [[code, scale]],
  ),
  ...Object.values(isoCurrencies).map(({ code, base, exponent }): [string, number] => [
    code,
    base === 10 ? exponent : 2,
  ]),
])

/** Decimal digits of the minor unit of a currency; undefined when there is no such currency. */
export function currencyScale(currency: string): number | undefined {
  return scaleByCurrency.get(currency)
}

const histories = new Map(Object.entries(currencyHistory))

/** Whether a document of a day can be in the currency: kuna until the end of 2022, Caribbean guilders from April 2025. */
export function isCurrencyOn(currency: string, day: string): boolean {
  const { from = '', until = '9999-12-31' } = histories.get(currency) ?? {}

  return scaleByCurrency.has(currency) && from <= day && day <= until
}

/** Reads an ISO 4217 code, current or withdrawn, or a sign that belongs to one currency only. */
export function readCurrency(raw: string): Outcome {
  const text = tidyText(raw)
  const code = signs[text] ?? text.toUpperCase()

  if (scaleByCurrency.has(code)) return accept(code)
  return reject(sharedSigns.has(text) ? 'currency-ambiguous' : 'currency-unknown', raw)
}

/** Whether a sign or code in the text of an amount can stand for the currency: "$" fits USD and CAD alike. */
export function canStandFor(sign: string, currency: string): boolean {
  if (sign === '$') return currency.endsWith('D') || currency === 'MXN'
  if (sign === '¥') return currency === 'JPY' || currency === 'CNY'
  if (/^kr\.?$/iu.test(sign)) return ['SEK', 'NOK', 'DKK', 'ISK', 'EEK'].includes(currency)
  const read = readCurrency(sign)

  return read.ok && read.value === currency
}
