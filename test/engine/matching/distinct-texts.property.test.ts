import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textCollector } from '../../../engine/matching/kernel/distinct-texts.ts'
import { textAt } from '../../../engine/matching/kernel/text-table.ts'

const text = fc.option(
  fc.oneof(fc.constantFrom('a', 'b', 'ab', 'ba'), fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })),
)

function collect(texts: readonly (string | null)[]) {
  const collector = textCollector(texts.length)

  for (const value of texts) {
    if (value === null) collector.addMissing()
    else
      collector.add(
        Uint16Array.from({ length: value.length }, (_, at) => value.charCodeAt(at)),
        value.length,
      )
  }

  return collector
}

test('equal texts have one code, in order of first sight, and every code its text', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
      const { size, texts: distinct, codes } = collect(texts).distinct()
      const expected = [...new Set(texts.filter((value) => value !== null))]

      expect([...codes].slice(1)).toEqual(texts.map((value) => (value === null ? 0 : 1 + expected.indexOf(value))))
      expect(Array.from({ length: size - 1 }, (_, at) => textAt(distinct.units, distinct.offsets, at + 1))).toEqual(
        expected,
      )
    }),
  )
})

test('kept all, every text has the code of its place', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
      const { units, offsets } = collect(texts).all()

      expect(texts.map((_, at) => textAt(units, offsets, at + 1))).toEqual(texts.map((value) => value ?? ''))
    }),
  )
})

test('of a hundred thousand texts the equal ones are found, however many parts they are told apart in', () => {
  const texts = Array.from({ length: 100_000 }, (_, at) => `text ${(at * 7919) % 30_011}`)
  const { size, codes } = collect(texts).distinct()
  const places = new Map<string, number>()

  expect(size).toBe(30_012)
  texts.forEach((value, at) => {
    const known = places.get(value) ?? (codes[at + 1] as number)

    places.set(value, known)
    if (codes[at + 1] !== known) throw new Error(`"${value}" has two codes.`)
  })
  expect(new Set(places.values()).size).toBe(30_011)
})
