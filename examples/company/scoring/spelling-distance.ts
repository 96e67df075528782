import { distance } from 'fastest-levenshtein'
import { plainLetters } from '../identity/plain-letters.ts'

/** How many letters two spellings differ by, when case, accents, spaces and punctuation do not count. */
export function spellingDistance(left: string, right: string): number {
  return distance(bare(left), bare(right))
}

const bare = (text: string) =>
  plainLetters(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
