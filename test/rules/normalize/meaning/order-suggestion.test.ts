import { expect, test } from 'vitest'
import { orderSuggestion } from '../../../../rules/normalize/meaning/order-suggestion.ts'

const asOf = '2026-04-01T02:00:00Z'
const monthly = Array.from(
  { length: 24 },
  (_, row) => `0${1 + Math.floor(row / 8)}/${String(1 + (row % 8)).padStart(2, '0')}/2025`,
)

test.each([
  [
    'a date of the future in one order',
    ['05/03/2026', '01/02/2026'],
    'likely day-first: read month-first, 1 dates lie in the future',
  ],
  ['dates of the future in both', ['05/06/2026', '06/05/2026'], null],
  ['rows that ascend month-first', monthly, 'likely month-first: only so do the dates ascend from row to row'],
  ['too few rows', monthly.slice(0, 10), null],
  ['dates that read one way', ['31/03/2026', '30/12/2026'], null],
  ['nothing', [], null],
])('of %s the suggestion follows', (_, texts, suggestion) => {
  expect(orderSuggestion(texts, asOf)).toBe(suggestion)
})
