import { isOlder, type PeerWord, type SaidValue, type ValueHistory } from './value-ledger.ts'

/** When a word was first seen, and when it was said by its source's clock. */
export type WordAge = Pick<PeerWord, 'run' | 'changedAt'>

/** New from its own people: nobody had said it, or it takes back what was as much its own. */
function isOwnWord(said: readonly SaidValue[], place: number): boolean {
  const word = said[place]
  const isTakenBack = said.slice(0, place).some(({ meaning }) => meaning === word?.meaning)

  if (place === 0 || word?.origin === 'own-write') return false
  return word?.origin === 'native' || (isTakenBack && said[place - 1]?.origin === 'native')
}

/**
 * How old the word is that a record says: a copy is as old as what it was copied from, our correction as the word it was made
 * from. What a record says again over a newer word is a copy, or it was no overwriting; anything else said again may be news.
 */
export function wordAge(history: ValueHistory, place: number, ledger: readonly ValueHistory[]): WordAge {
  const word = history.said[place] as SaidValue
  const isAgain = history.said.slice(0, place).some(({ meaning }) => meaning === word.meaning)

  if (word.origin === 'native' || (word.origin === 'peer' && isAgain && !isImposed(history, place, ledger))) return word
  return lastSaid(history, place, ledger) ?? word.from ?? word
}

/** Does a record take up, without any news of it, an older word of another system for a newer one? */
export function isImposed(history: ValueHistory, place: number, ledger: readonly ValueHistory[]): boolean {
  const value = history.said[place]

  if (place === 0 || value === undefined || value.from === null) return false
  return isElder(lastSaid(history, place, ledger) ?? value.from, wordAge(history, place - 1, ledger))
}

/** The newest time somebody's own people said what a record says there, it left aside. */
function lastSaid(history: ValueHistory, place: number, ledger: readonly ValueHistory[]): SaidValue | undefined {
  const word = history.said[place] as SaidValue
  const until = word.decidedRun ?? word.run

  return ledger
    .flatMap(({ recordId, said }) =>
      said.filter(
        ({ meaning, run, origin }, index) =>
          meaning === word.meaning &&
          run <= until &&
          !(recordId === history.recordId && index === place) &&
          ((index === 0 && origin === 'native') || isOwnWord(said, index)),
      ),
    )
    .reduce<SaidValue | undefined>((last, one) => (last === undefined || isElder(last, one) ? one : last), undefined)
}

/** Has another system come to say it of its own since the replaced value was new? Then it is news, whoever carried it. */
export function isNews(history: ValueHistory, place: number, ledger: readonly ValueHistory[]): boolean {
  const value = history.said[place]
  const replaced = history.said[place - 1]

  if (value === undefined || replaced === undefined) return true
  // What a night had read when it corrected is no news to its correction.
  const since =
    replaced.decidedRun === null
      ? wordAge(history, place - 1, ledger)
      : { run: replaced.decidedRun + 1, changedAt: null }

  return ledger.some(
    ({ system, said }) =>
      system !== history.system &&
      said.some(
        (word, index) =>
          word.meaning === value.meaning && !isElder(word, since) && word.run <= value.run && isOwnWord(said, index),
      ),
  )
}

/** Seen earlier; what was seen the same night goes by the sources' clocks. */
function isElder(word: WordAge, other: WordAge): boolean {
  return word.run < other.run || (word.run === other.run && isOlder(word.changedAt, other.changedAt))
}
