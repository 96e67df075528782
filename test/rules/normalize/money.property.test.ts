import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currencyScale } from '../../../rules/normalize/currency.ts'
import { moneyText, readMoney } from '../../../rules/normalize/money.ts'

const currency = fc.constantFrom('CZK', 'EUR', 'HUF', 'JPY', 'KWD', 'CLF', 'MGA', 'SKK')
const minor = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n })
const marks = fc.constantFrom<['.' | ',', string]>(
  [',', '.'],
  [',', ' '],
  [',', '\u00a0'],
  [',', ''],
  ['.', ','],
  ['.', "'"],
  ['.', ' '],
  ['.', ''],
)
const negatives = fc.constantFrom<(digits: string) => string>(
  (digits) => `-${digits}`,
  (digits) => `\u2212${digits}`,
  (digits) => `${digits}-`,
  (digits) => `(${digits})`,
)

/** The amount as people write it. */
function written(
  amount: bigint,
  scale: number,
  mark: string,
  thousands: string,
  negative: (digits: string) => string,
): string {
  const [whole = '', fraction] = moneyText(amount < 0n ? -amount : amount, scale).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands)
  const digits = fraction === undefined ? grouped : grouped + mark + fraction

  return amount < 0n ? negative(digits) : digits
}

test('an amount written in any usual way is read back exactly when the decimal mark is declared', () => {
  fc.assert(
    fc.property(minor, currency, marks, negatives, (amount, code, [mark, thousands], negative) => {
      const scale = currencyScale(code) ?? 0
      const raw = written(amount, scale, mark, thousands, negative)

      expect(readMoney(raw, { currency: code, decimalMark: mark })).toEqual({
        ok: true,
        value: { minor: amount, scale, currency: code },
      })
    }),
  )
})

test('without a declared mark an amount is read exactly or called ambiguous, never read as another', () => {
  fc.assert(
    fc.property(minor, currency, marks, negatives, (amount, code, [mark, thousands], negative) => {
      const scale = currencyScale(code) ?? 0
      const outcome = readMoney(written(amount, scale, mark, thousands, negative), { currency: code })

      if (outcome.ok) expect(outcome.value.minor).toBe(amount)
      else expect(outcome.issue).toBe('number-ambiguous')
    }),
  )
})

test('minor units are read as they are', () => {
  fc.assert(
    fc.property(minor, currency, (amount, code) => {
      const outcome = readMoney(amount.toString(), { currency: code, isMinorUnits: true })

      expect(outcome.ok && outcome.value.minor).toBe(amount)
    }),
  )
})
