import fc from 'fast-check'

const spaced = (text: string) => text.split(' ').filter((word) => word !== '')

/** Few characters, so that texts collide: within the basic plane and beyond it, before and after the surrogates. */
const letters = fc.string({
  unit: fc.constantFrom('a', 'b', 'n', 'é', '😀', '😁', '\uf900', ' '),
  minLength: 1,
  maxLength: 9,
})
const tangled = fc.string({ unit: fc.constantFrom('a', 'b', '😀', '\uf900'), minLength: 3, maxLength: 7 })
const likeNames = fc
  .tuple(fc.constantFrom('nova', 'novakova', 'schmidt', 'mu'), letters)
  .map(([start, end]) => start + end)
const word = fc.constantFrom(...spaced('of and b bmw bayerische bayrische motoren werke w m john j smith 😀 😀lux'), '')
const phrases = fc
  .array(word, { minLength: 1, maxLength: 4 })
  .map((words) => words.join(' '))
  .filter((text) => text !== '')
const dates = fc.constantFrom(
  ...spaced('2026-04-03 2026-03-04 2026-04-05 2025-04-03 2026-02-30 2026-13-04 0001-01-01 20260403 1999'),
)
const figures = fc.string({ unit: fc.constantFrom('0', '1', '2', '-', '.', 'e'), minLength: 1, maxLength: 7 })
const numbers = fc.constantFrom(
  ...spaced('100 121 -121 105.0 1210 0 -0 1e3 0x10 1_000 inf nan 2026001 2026101 2026102 2076001'),
  ' 12',
  '9'.repeat(31),
)
const odd = fc.constantFrom(...spaced(`O'Neill " \0 \u0301 e\u0301 \r\n \u{10ffff} \uffff \u{1F469}\u200d\u{1F467}`))
const anything = fc.string({ unit: 'binary', minLength: 1, maxLength: 6 })
const kinds = [letters, tangled, likeNames, phrases, dates, figures, numbers, odd, anything]
const fourOf = (value: fc.Arbitrary<string>) => {
  const nullable = fc.option(value, { nil: null, freq: 12 })

  return fc.tuple(nullable, nullable, nullable, nullable)
}

/** A pair of records of two columns: v and w of the left, v and w of the right. */
export type TrickyPair = readonly [string | null, string | null, string | null, string | null]

/** So many pairs by a seed, mostly of values of one kind. */
export function trickyPairs(seed: number, count: number): readonly TrickyPair[] {
  return fc.sample(fc.oneof(...kinds.map(fourOf), fourOf(fc.oneof(...kinds))), { seed, numRuns: count })
}
