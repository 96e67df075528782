import { fold } from '../normalize/fold.ts'

/** Beginnings of the words by which systems call a document cancelled, folded: English, Czech, Slovak, German, Polish, French, Italian, Spanish, Hungarian. */
const beginnings = ['canc', 'void', 'storn', 'zrus', 'annul', 'anul', 'sztorn', 'torolt', 'deleted', 'smazan']

/** Does a source's own status say that the document is no longer in force? An unknown word says no. */
export function isCancelled(status: string | null): boolean {
  if (status === null) return false

  const word = fold(status).toLowerCase()

  return beginnings.some((beginning) => word.startsWith(beginning))
}
