import { ReconcileError } from '../domain/reconcile-error.ts'

/** Where the next page of a list begins, as one word to copy. */
export function pageWord(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** What the groups of `pattern` find in the place that a word given with `--after` stands for; any other word is refused. */
export function partsOfPageWord(word: string, pattern: RegExp): readonly string[] {
  const match = pattern.exec(Buffer.from(word, 'base64url').toString())
  if (match !== null) return match.slice(1)

  throw new ReconcileError('ARGUMENT_INVALID', {
    at: '--after',
    found: word,
    allowed: 'the word that the page before ended with',
  })
}
