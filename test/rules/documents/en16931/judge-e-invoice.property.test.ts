import fc from 'fast-check'
import { expect, test } from 'vitest'
import { violationsOf } from '../../../../rules/documents/en16931/check-e-invoice.ts'
import { judgeEInvoice } from '../../../../rules/documents/en16931/judge-e-invoice.ts'
import { readStated, STATED_CHARS_MAX, statedText } from '../../../../rules/entity/stated-e-invoice.ts'
import { eInvoices } from '../../../support/e-invoice-arbitrary.ts'
import { eInvoice } from '../../../support/e-invoice-sample.ts'

const [line] = eInvoice().lines as [ReturnType<typeof eInvoice>['lines'][0]]

test('an e-invoice kept as text says again all it stated, but for its parties', () => {
  fc.assert(
    fc.property(eInvoices, (invoice) => {
      const { seller: _seller, buyer: _buyer, ...stated } = invoice

      expect(readStated(statedText(invoice) ?? '')).toEqual(stated)
    }),
  )
})

test('judging the text finds what judging the e-invoice finds', () => {
  fc.assert(
    fc.property(eInvoices, (invoice) => {
      const { violations, untold } = judgeEInvoice(statedText(invoice) ?? '') ?? { violations: [], untold: -1 }
      const placed = violationsOf(invoice).map(({ rule, field, at }) => JSON.stringify([rule, field, at]))

      expect(violations.map(({ rule, field, at }) => JSON.stringify([rule, field, at]))).toEqual([...new Set(placed)])
      expect([violations.reduce((sum, { count }) => sum + count, 0), untold]).toEqual([placed.length, 0])
    }),
  )
})

test('a file that is wrong in every line is told in a hundred places, with the number of the others', () => {
  const lines = Array.from({ length: 130 }, (_, index) => ({ ...line, id: String(index + 1), net: '1' }))
  const { violations, untold } = judgeEInvoice(statedText(eInvoice({ lines })) ?? '') ?? { violations: [], untold: 0 }

  expect([violations.length, violations.length + untold]).toEqual([100, violationsOf(eInvoice({ lines })).length])
})

test.each(['', 'no JSON', '{}', '[]', 'null', '{"syntax":"ubl"}'])('%j is no e-invoice', (text) =>
  expect(judgeEInvoice(text)).toBeUndefined(),
)

test('an e-invoice that is too long is no text at all', () => {
  const invoice = (chars: number) => eInvoice({ lines: [{ ...line, name: 'x'.repeat(chars) }] })
  const room = STATED_CHARS_MAX - (statedText(invoice(0)) ?? '').length

  expect([statedText(invoice(room))?.length, statedText(invoice(room + 1))]).toEqual([STATED_CHARS_MAX, null])
})
