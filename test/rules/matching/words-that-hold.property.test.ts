import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contradictions } from '../../../rules/matching/contradictions.ts'
import { pairWords, type PairWord, type PersonsWord } from '../../../rules/matching/pair-word.ts'
import { wordsThatHold } from '../../../rules/matching/words-that-hold.ts'

const RECORDS = 8
const record = fc.integer({ min: 1, max: RECORDS })
const said = fc
  .record({
    one: record,
    other: record,
    verdict: fc.constantFrom('same' as const, 'same' as const, 'different' as const),
    actor: fc.constantFrom('jana', 'petr', 'eva'),
    settles: fc.constantFrom(false, false, false, true),
  })
  .filter(({ one, other }) => one !== other)
const words = fc.array(said, { maxLength: 20 }).map((all) =>
  all.map(({ one, other, ...word }, place): PersonsWord => ({
    ...word,
    id: place + 1,
    left: Math.min(one, other),
    right: Math.max(one, other),
  })),
)

/** The records that hang together with one by "same", found by walking. */
function together(start: number, pairs: readonly PairWord[]): ReadonlySet<number> {
  const reached = new Set([start])

  for (const at of reached)
    for (const { left, right, verdict } of pairs) {
      if (verdict === 'same' && left === at) reached.add(right)
      if (verdict === 'same' && right === at) reached.add(left)
    }
  return reached
}

const isContradicted = (pairs: readonly PairWord[]) =>
  pairs.some(({ left, right, verdict }) => verdict === 'different' && together(left, pairs).has(right))

test('words that hold never contradict each other, and each that rests would contradict them', () => {
  fc.assert(
    fc.property(words, (all) => {
      const { holding, resting } = wordsThatHold(pairWords(all))

      expect(isContradicted(holding)).toBe(false)
      for (const word of resting) expect(isContradicted([...holding, word])).toBe(true)
      expect(holding.length + resting.length).toBe(new Set(all.map(({ left, right }) => `${left} ${right}`)).size)
    }),
  )
})

test('a new word that nobody settles moves no verdict it contradicts', () => {
  fc.assert(
    fc.property(words, said, (all, { one, other, verdict }) => {
      const before = wordsThatHold(pairWords(all))
      const word = {
        id: all.length + 1,
        left: Math.min(one, other),
        right: Math.max(one, other),
        verdict,
        actor: 'new',
        settles: false,
      }
      const after = wordsThatHold(pairWords([...all, word]))
      const isItsPair = ({ left, right }: PairWord) => left === word.left && right === word.right

      if (before.holding.some(isItsPair) || before.resting.some(isItsPair)) return
      expect(after.holding.filter((pair) => !isItsPair(pair))).toEqual(before.holding)
      expect(after.resting.filter((pair) => !isItsPair(pair))).toEqual(before.resting)
    }),
  )
})

test('what is said of others changes nothing', () => {
  fc.assert(
    fc.property(words, words, (all, neighbours) => {
      const far = neighbours.map((word) => ({
        ...word,
        left: word.left + RECORDS,
        right: word.right + RECORDS,
        id: word.id * 2,
      }))
      const near = all.map((word) => ({ ...word, id: word.id * 2 - 1 }))
      const both = [...near, ...far].toSorted((one, other) => one.id - other.id)
      const isNear = ({ left }: PairWord) => left <= RECORDS
      const { holding, resting } = wordsThatHold(pairWords(both))

      expect({ holding: holding.filter(isNear), resting: resting.filter(isNear) }).toEqual(
        wordsThatHold(pairWords(near)),
      )
    }),
  )
})

test('a contradiction is a contested pair, or a chain of words that cannot all hold but of which each other one could', () => {
  fc.assert(
    fc.property(words, (all) => {
      const held = wordsThatHold(pairWords(all))
      const found = contradictions(held, 100)

      expect(found.length).toBe(
        held.resting.length + [...held.holding, ...held.resting].filter((pair) => pair.isContested).length,
      )
      for (const { pairs } of found) {
        if (pairs.length === 1) expect(pairs[0]?.isContested).toBe(true)
        else {
          expect(isContradicted(pairs)).toBe(true)
          for (const pair of pairs) expect(isContradicted(pairs.filter((other) => other !== pair))).toBe(false)
        }
      }
      expect(contradictions(held, 1)).toEqual(found.slice(0, 1))
    }),
  )
})
