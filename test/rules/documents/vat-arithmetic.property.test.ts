import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fraction } from '../../../rules/documents/fraction.ts'
import { originOfVat } from '../../../rules/documents/comparison/vat-evidence.ts'
import { vatByMethod } from '../../../rules/documents/vat-arithmetic.ts'
import type { VatPart } from '../../../rules/documents/vat-part.ts'

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
const part: fc.Arbitrary<VatPart> = fc
  .record({
    price: amount,
    thousandths: fc.bigInt({ min: 0n, max: 999n }),
    quantity: fc.bigInt({ min: 1n, max: 50n }),
    rate: fc.constantFrom('0', '2.1', '4', '5.5', '10', '21', '25.5'),
    gross: amount,
  })
  .map(({ price, thousandths, quantity, rate, gross }) => ({
    net: price * quantity,
    gross,
    priced: {
      price: fraction(`${price.toString()}.${thousandths.toString().padStart(3, '0')}`),
      quantity: fraction(quantity),
      adjusted: 0n,
    },
    category: 'S',
    rate,
    isLine: true,
  }))
const parts = fc.array(part, { minLength: 1, maxLength: 12 })

function negated({ net, gross, priced, ...rest }: VatPart): VatPart {
  const price = priced && { ...priced.price, numerator: -priced.price.numerator }

  return { ...rest, net: -net, gross: gross && -gross, priced: priced && price && { ...priced, price } }
}

test('a credit note has the VAT of its invoice with the other sign, under every method', () => {
  fc.assert(
    fc.property(parts, (lines) => {
      expect(vatByMethod(lines.map(negated))).toEqual(vatByMethod(lines).map((one) => ({ ...one, vat: -one.vat })))
    }),
  )
})

test('the order of lines changes nothing', () => {
  fc.assert(
    fc.property(
      parts.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))),
      ([lines, shuffled]) => {
        expect(vatByMethod(shuffled)).toEqual(vatByMethod(lines))
      },
    ),
  )
})

test('per line, the VAT of a document is that of its parts taken apart', () => {
  fc.assert(
    fc.property(parts, parts, (some, others) => {
      const vat = (lines: readonly VatPart[]) =>
        vatByMethod(lines).flatMap((one) => (one.method.startsWith('per line') ? [one.vat] : []))
      const [left, right] = [vat(some), vat(others)]

      expect(vat([...some, ...others])).toEqual(left.map((one, at) => one + (right[at] ?? 0n)))
    }),
  )
})

test('no method is further from the exact VAT of the stated lines than one minor unit for each line and rounding', () => {
  fc.assert(
    fc.property(parts, (lines) => {
      const exact = lines.reduce((all, { net, rate }) => all + net * BigInt(Math.round(Number(rate) * 10)), 0n)

      for (const { method, vat } of vatByMethod(lines)) {
        if (!/^per (line|category|document), /.test(method)) continue
        const distance = vat * 1000n - exact

        expect((distance < 0n ? -distance : distance) <= 1000n * BigInt(lines.length)).toBe(true)
      }
    }),
  )
})

test('two amounts of VAT that methods give are one method or rounding, and the methods named give exactly them', () => {
  fc.assert(
    fc.property(parts, fc.nat(), fc.nat(), (lines, left, right) => {
      const tried = vatByMethod(lines)
      const [one, other] = [tried[left % tried.length]?.vat ?? 0n, tried[right % tried.length]?.vat ?? 0n]
      const origin = originOfVat(one, lines, other, lines)
      const given = (name: string) => tried.find(({ method }) => method === name)?.vat

      expect(origin.is).toBe(one === other ? 'alike' : 'rounding')
      if (origin.is === 'rounding') expect([given(origin.method), given(origin.otherMethod)]).toEqual([one, other])
    }),
  )
})
