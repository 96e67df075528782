import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compactTextTable } from '../../../engine/matching/kernel/text-table.ts'

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.string({ minLength: 9_000, maxLength: 12_000 }))

test('equal texts have equal codes, and every code has its text, read in whatever order and while the table grows', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), fc.array(fc.nat(), { maxLength: 20 }), (texts, places) => {
      const table = compactTextTable()
      const known: string[] = []

      for (const added of texts) {
        const code = table.codeOf(added)

        if (code > known.length) known.push(added)
        expect(table.text(code)).toBe(added)
      }
      expect(known).toEqual([...new Set(texts)])
      known.forEach((expected, at) => expect(table.text(at + 1)).toBe(expected))
      for (const place of places.filter(() => known.length > 0)) {
        const at = place % known.length

        expect(table.text(at + 1)).toBe(known[at])
        if (at + 1 < known.length) expect(table.text(at + 2)).toBe(known[at + 1])
      }
    }),
    { numRuns: 50 },
  )
})

test('a table of thousands of texts gives each its own', () => {
  const table = compactTextTable()

  for (let number = 1; number <= 5000; number += 1) table.codeOf(`text ${number}`)
  expect(table.codeOf('text 777')).toBe(777)
  for (let number = 1; number <= 5000; number += 1) expect(table.text(number)).toBe(`text ${number}`)
})
