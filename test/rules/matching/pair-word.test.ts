import { expect, test } from 'vitest'
import { pairWords } from '../../../rules/matching/pair-word.ts'

/** "jana same, petr different!" about one pair; with ! the word was given to settle a contradiction. */
function verdictAfter(text: string) {
  const words = text.split(', ').map((said, place) => {
    const [actor = '', verdict = ''] = said.split(' ')

    return {
      id: place + 1,
      left: 1,
      right: 2,
      verdict: verdict.startsWith('same') ? ('same' as const) : ('different' as const),
      actor,
      settles: verdict.endsWith('!'),
    }
  })
  const [pair] = pairWords(words)

  return `${pair?.verdict}${pair?.isContested === true ? ', contested' : ''}${pair?.isSettled === true ? ', settled' : ''}`
}

test.each([
  ['jana same', 'same'],
  ['jana same, jana different', 'different'],
  ['jana same, petr same', 'same'],
  ['jana same, petr different', 'same, contested'],
  ['petr different, jana same', 'different, contested'],
  ['jana same, petr different, petr different', 'same, contested'],
  ['jana same, petr different, jana same', 'same, contested'],
  ['jana same, petr different, jana different', 'different'],
  ['jana same, petr different, petr same', 'same'],
  ['jana same, petr different, eva different', 'different, settled'],
  ['jana same, petr different, eva same', 'same, settled'],
  ['jana same, petr different, eva same, jana same', 'same, settled'],
  ['jana same, petr different, eva same, petr different', 'same, contested, settled'],
  ['jana same, petr same, eva different', 'same, contested'],
  ['jana same, eva different!', 'different, settled'],
  ['eva same!, jana different', 'same, contested, settled'],
])('%s: the pair is %s', (words, expected) => {
  expect(verdictAfter(words)).toBe(expected)
})
