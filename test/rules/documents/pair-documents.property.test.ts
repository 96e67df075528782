import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentOfEInvoice } from '../../../rules/documents/content-of-e-invoice.ts'
import { pairDocuments, type PlacedDocument } from '../../../rules/documents/pair-documents.ts'
import type { EInvoice } from '../../../rules/entity/e-invoice.ts'
import { dice } from '../../bench/documents/dice.ts'
import { generatedInvoice } from '../../bench/documents/generated-invoices.ts'

const die = dice(5)
const stock = Array.from({ length: 12 }, (_, index) => generatedInvoice(die, index))

/** Invoices of few numbers: every issuer counts from one. */
const numbered = (index: number, number: number): EInvoice => ({ ...(stock[index] as EInvoice), number: `F-${number}` })
const collection = fc.uniqueArray(fc.tuple(fc.nat(11), fc.integer({ min: 1, max: 3 })), {
  selector: ([index]) => index,
  maxLength: 12,
})
const placed = (invoices: readonly EInvoice[], prefix: string): readonly PlacedDocument[] =>
  invoices.map((invoice, index) => ({ name: `${prefix}${index}`, content: contentOfEInvoice(invoice).content }))

test('a collection pairs with itself, whatever order it has and whichever invoices share a number', () => {
  fc.assert(
    fc.property(
      collection.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const lefts = placed(
          all.map(([index, number]) => numbered(index, number)),
          'l',
        )
        const rights = placed(
          shuffled.map(([index, number]) => numbered(index, number)),
          'r',
        )
        const { pairs, undecided, onlyLeft, onlyRight } = pairDocuments(lefts, rights)

        expect([undecided, onlyLeft, onlyRight]).toEqual([[], [], []])
        for (const [left, right] of pairs) expect(right.content).toEqual(left.content)
      },
    ),
  )
})

test('every document is paired, undecided or alone, and that once', () => {
  fc.assert(
    fc.property(collection, collection, (all, others) => {
      const lefts = placed(
        all.map(([index, number]) => numbered(index, number)),
        'l',
      )
      const rights = placed(
        others.map(([index, number]) => numbered(index, number)),
        'r',
      )
      const { pairs, undecided, onlyLeft, onlyRight } = pairDocuments(lefts, rights)
      const told = [
        ...pairs.flat(),
        ...undecided.flatMap((tie) => [...tie.lefts, ...tie.rights]),
        ...onlyLeft,
        ...onlyRight,
      ]

      expect(told).toHaveLength(lefts.length + rights.length)
      expect(new Set(told).size).toBe(told.length)
    }),
  )
})

test('two that fit one equally well are undecided, unless they say the same', () => {
  const [base] = stock as [EInvoice]
  const cheaper = { ...base, totals: { ...base.totals, gross: '1', payable: '1', net: '1' } }
  const dearer = { ...base, totals: { ...base.totals, gross: '2', payable: '2', net: '2' } }
  const [one] = placed([base], 'l')
  const twins = placed([cheaper, dearer], 'r')
  const same = placed([base, base], 'r')

  expect(pairDocuments([one as PlacedDocument], twins)).toMatchObject({ pairs: [], undecided: [{ rights: twins }] })
  expect(pairDocuments([one as PlacedDocument], same)).toMatchObject({ pairs: [[one, same[0]]], onlyRight: [same[1]] })
})

test('one number of two issuers is two documents', () => {
  const [base, other] = [stock[0] as EInvoice, stock[1] as EInvoice]
  const stranger = {
    ...other,
    number: base.number,
    seller: { ...other.seller, vatId: 'ATU13585627', name: 'Zeta AG' },
    buyer: { ...other.buyer, vatId: 'ATU00000024', name: 'Eta AG' },
  }

  expect(pairDocuments(placed([base], 'l'), placed([stranger], 'r'))).toMatchObject({ pairs: [], undecided: [] })
})
