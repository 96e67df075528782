import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newEvidenceFields, speaksAgainstSame, type RecordSince } from '../../../rules/matching/new-evidence.ts'

const fields = ['email', 'phone', 'vatId'] as const
const value = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: null })
const record = fc.record({ email: value, phone: value, vatId: value })
const since: fc.Arbitrary<RecordSince> = fc.record({
  now: record,
  upToWord: fc.array(record, { minLength: 1, maxLength: 3 }),
  written: fc.uniqueArray(fc.constantFrom('email\na', 'phone\nb', 'vatId\nc')).map((values) => new Set(values)),
})

test('what speaks anew is there, was said by neither record before the word, and was not written by us', () => {
  fc.assert(
    fc.property(since, since, (one, other) => {
      const found = newEvidenceFields(fields, one, other)
      const known = [...one.upToWord, ...other.upToWord]

      for (const field of fields) {
        const now = one.now[field] ?? null
        const isNew = now !== null && !one.written.has(`${field}\n${now}`) && !known.some((said) => said[field] === now)

        expect(found.includes(field)).toBe(isNew)
      }
    }),
  )
})

test('records that say what they said, or what they once said, say nothing new', () => {
  fc.assert(
    fc.property(since, since, fc.nat(), (one, other, pick) => {
      const then = one.upToWord[pick % one.upToWord.length] ?? {}

      expect(newEvidenceFields(fields, { ...one, now: then }, other)).toEqual([])
    }),
  )
})

test('which of two records is named first does not matter, and equal numbers never speak against one entity', () => {
  fc.assert(
    fc.property(since, since, (one, other) => {
      const speaks = speaksAgainstSame(fields, one, other)

      expect(speaksAgainstSame(fields, other, one)).toBe(speaks)
      if (fields.every((field) => one.now[field] === other.now[field])) expect(speaks).toBe(false)
    }),
  )
})

test.each([
  ['a number that was empty and now differs', { vatId: null }, { vatId: 'b' }, { vatId: 'a' }, true],
  ['a number that always differed', { vatId: 'b' }, { vatId: 'b' }, { vatId: 'a' }, false],
  ['a number that became equal', { vatId: 'b' }, { vatId: 'a' }, { vatId: 'a' }, false],
  ['a number that went', { vatId: 'b' }, { vatId: null }, { vatId: 'a' }, false],
])('%s', (_, then, now, otherNow, speaks) => {
  const one = { now, upToWord: [then], written: new Set<string>() }
  const other = { now: otherNow, upToWord: [otherNow], written: new Set<string>() }

  expect(speaksAgainstSame(['vatId'], one, other)).toBe(speaks)
})
