import { isSamePerson } from './same-person.ts'

/** What one person said of two records; ids rise in the order of saying. */
export interface PersonsWord {
  readonly id: number
  /** Record ids, the smaller one on the left. */
  readonly left: number
  readonly right: number
  readonly verdict: 'same' | 'different'
  readonly actor: string
  /** Given by someone who had no part in the contradiction it ends. */
  readonly settles: boolean
}

/** What persons say of two records together. */
export interface PairWord {
  readonly left: number
  readonly right: number
  readonly verdict: 'same' | 'different'
  /** The word by which the verdict came to be. */
  readonly since: number
  /** It came to be by a word that ended a contradiction. */
  readonly isSettled: boolean
  /** Two persons contradict each other: the verdict is what it was before they did. */
  readonly isContested: boolean
  /** The words that count: the newest of each person, those a settlement overruled left out. */
  readonly words: readonly PersonsWord[]
}

/**
 * What holds of each pair, by its words in the order of saying. The newest word of one person counts. Where two persons
 * contradict each other, neither wins by being later: the verdict stays what it was until one of them says otherwise, or a
 * third person speaks. (matching.md 8 lets the newest of equals win; who is right is then a matter of who spoke last.)
 */
export function pairWords(words: readonly PersonsWord[]): readonly PairWord[] {
  const pairs = new Map<string, PairWord>()

  for (const word of words) {
    const key = `${word.left} ${word.right}`

    pairs.set(key, withWord(pairs.get(key), word))
  }
  return [...pairs.values()]
}

function withWord(pair: PairWord | undefined, word: PersonsWord): PairWord {
  const { left, right, verdict, id } = word
  const fresh = { left, right, verdict, since: id, isSettled: false, isContested: false, words: [word] }

  if (pair === undefined) return { ...fresh, isSettled: word.settles }
  const isThirdPerson = pair.isContested && pair.words.every(({ actor }) => !isSamePerson(actor, word.actor))

  if (word.settles || isThirdPerson) return { ...fresh, isSettled: true }
  const standing = [...pair.words.filter(({ actor }) => !isSamePerson(actor, word.actor)), word]
  const isAgreed = standing.every((other) => other.verdict === verdict)

  if (isAgreed)
    return verdict === pair.verdict ? { ...pair, isContested: false, words: standing } : { ...fresh, words: standing }
  return { ...pair, isContested: true, words: standing }
}
