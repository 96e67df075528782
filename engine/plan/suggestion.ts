import { distance } from 'fastest-levenshtein'

/** `Did you mean "erp-team"?` when one of the allowed words is at most a third of its letters away; undefined when none is. */
export function suggestion(found: string, allowed: readonly string[]): string | undefined {
  const word = found.toLowerCase()
  const [nearest] = allowed
    .map((candidate) => ({ candidate, edits: editsBetween(word, candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3)))
    .sort((left, right) => left.edits - right.edits)

  return nearest === undefined ? undefined : `Did you mean "${nearest.candidate}"?`
}

/** Letters in the wrong order are one slip of the fingers, not two. */
function editsBetween(left: string, right: string): number {
  const letters = (word: string) => [...word].sort().join('')

  return left !== right && letters(left) === letters(right) ? 1 : distance(left, right)
}

/** The words a reader may choose from, in the order of the plan; cut after twelve. */
export function listed(words: readonly string[]): string {
  if (words.length === 0) return 'none yet'
  return words.length <= 12 ? words.join(', ') : `${words.slice(0, 12).join(', ')} and ${words.length - 12} more`
}
