import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeOf, placeText, reviewWish } from '../../../../engine/cli/review/review-filter.ts'

const place = fc.record({
  stake: fc.tuple(fc.nat(), fc.nat(99)).map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`),
  systems: fc.nat(999),
  members: fc.nat(999_999),
  weight: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((weight) => weight + 0),
  id: fc.stringMatching(/^pro_[0-9a-f]{12}$/),
})

test('the word a page ends with leads to the place it names', () => {
  fc.assert(
    fc.property(place, (known) => {
      expect(placeOf(placeText(known))).toEqual(known)
    }),
  )
})

test('another word is the operator’s mistake', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => placeOf(text)).toThrow('--after')
    }),
  )
})

test.each([
  ['minWeight', '--min-weight', '1e9'],
  ['minMembers', '--min-members', '2.5'],
  ['minStake', '--min-stake', '-1'],
])('%s that is no plain number is told with its option', (option, at, text) => {
  expect(() => reviewWish({ [option]: text }, 'open')).toThrow(at)
})

test('what is left out does not narrow, and unassigned means nobody', () => {
  const { state, assignee, ...rest } = reviewWish({ unassigned: true }, 'open')

  expect({ state, assignee }).toEqual({ state: 'open', assignee: null })
  expect(Object.values(rest).every((value) => value === undefined)).toBe(true)
})
