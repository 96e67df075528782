import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnStepSchema, type ColumnStep } from '../../../rules/matching/column-step.ts'
import { deriveUnits } from '../../../rules/matching/derive-units.ts'
import { deriveValue } from '../../../rules/matching/derive-value.ts'
import type { TextBuffer } from '../../../rules/matching/text-buffer.ts'
import { unitSteps } from '../../../rules/matching/unit-steps.ts'

const strings = {
  read: ({ units, length }: TextBuffer) => String.fromCharCode(...units.subarray(0, length)),
  write: (text: TextBuffer, value: string) => {
    text.units = read(value)
    text.length = value.length
  },
}
const read = (text: string) => Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))

/** What the steps look out for, and anything else. */
const piece = fc.oneof(
  fc.constantFrom(
    ' ',
    '  ',
    'ae',
    'ue',
    'oe',
    'ss',
    'Ss',
    'ova',
    '@',
    '@@',
    '-',
    '0',
    '00',
    '12',
    'x',
    'N',
    'n a',
    'ß',
    'Ä',
    'İ',
  ),
  fc.constantFrom(
    'haupt',
    'haupt strasse ',
    'platz',
    ' 12a',
    ' 7',
    'rue de',
    ' b',
    '14103 ',
    'anna',
    'hannah',
    'karin',
    ' nova',
    'a\u0301',
    ' 14103 oldton',
    'in long street',
    'á',
    'é',
    'ø',
    'Æ',
    '®',
    '\u00ad',
    'ŉ',
    'ẞ',
  ),
  fc.constantFrom(
    '1111',
    'aaaa',
    'aAaA',
    'test',
    'NULL',
    '0123456789',
    '12345678',
    'strasse',
    'Str.',
    'jan',
    'K',
    '@gmail.com',
    '@pm.me',
    '+x',
  ),
  fc.string({ maxLength: 5 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
)
const signs = fc.constantFrom(' ', '@', '-', '.', '¿')
const text = fc
  .oneof(
    { weight: 5, arbitrary: fc.array(piece, { minLength: 1, maxLength: 6 }) },
    fc.array(signs, { minLength: 1, maxLength: 3 }),
  )
  .map((pieces) => pieces.join(''))
const names = Object.keys(unitSteps).map((name) => columnStepSchema.parse(name))
const step = fc.oneof(
  fc.constantFrom(...names, 'soundKey' as const, 'nickname' as const),
  fc.integer({ min: 1, max: 6 }).map((count): ColumnStep => ({ first: count })),
  fc.integer({ min: 1, max: 6 }).map((count): ColumnStep => ({ last: count })),
)

test('steps on units say what the same steps on strings say', () => {
  fc.assert(
    fc.property(text, fc.boolean(), fc.array(step, { minLength: 1, maxLength: 3 }), (value, isFolded, rest) => {
      const steps: readonly ColumnStep[] = isFolded ? ['fold', ...rest] : rest
      const buffer = { units: read(value), length: value.length }
      const derived = deriveUnits(buffer, steps, strings) ? strings.read(buffer) : null

      expect(derived).toBe(value === '' ? derived : deriveValue(value, steps))
    }),
    { numRuns: 10_000 },
  )
})

test.each([
  'flat 3 12 high st',
  'Lhota č.p. 12',
  'in long street 14103 oldton',
  '12a Long Street 1410 Oldton',
  'Straße des 17. Juni 135 b',
  'a\u0301 e\u0308',
  'karel nova',
  'Eva Nová',
  'ﬃ Ω 東京',
  '007 rue',
  'n a',
])('of %j, each step on units says what it says on strings, folded before or not', (value) => {
  for (const step of names) {
    for (const steps of [[step], ['fold' as const, step]]) {
      const buffer = { units: read(value), length: value.length }

      expect([steps, deriveUnits(buffer, steps, strings) ? strings.read(buffer) : null]).toEqual([
        steps,
        deriveValue(value, steps),
      ])
    }
  }
})
