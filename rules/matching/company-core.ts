import { fold } from '../normalize/fold.ts'
import { legalForms } from '../normalize/legal-form-table.ts'

/** Legal forms as folded words, by their last word; the longest first. */
const byLastWord = new Map<string, readonly (readonly string[])[]>()

const commonForms = legalForms.filter(({ isLocal }) => !isLocal)

for (const form of new Set(commonForms.flatMap(({ spellings }) => spellings.flatMap(foldedForms)))) {
  const words = form.split(' ')
  const last = words.at(-1) as string

  byLastWord.set(
    last,
    [...(byLastWord.get(last) ?? []), words].sort((one, other) => other.length - one.length),
  )
}

/** "s.r.o." is three words when folded, and one when people leave out the dots. */
function foldedForms(spelling: string): readonly string[] {
  return [fold(spelling), fold(spelling.replaceAll('.', ''))]
}

/** A folded company name without the legal forms at its end; the name itself when nothing else is left. */
export function companyCore(text: string): string {
  let words = text.split(' ')

  for (;;) {
    const form = byLastWord.get(words.at(-1) as string)?.find((one) => endsWith(words, one))

    if (form === undefined || form.length >= words.length) return words.join(' ')
    words = words.slice(0, -form.length)
  }
}

function endsWith(words: readonly string[], ending: readonly string[]): boolean {
  return (
    ending.length <= words.length && ending.every((word, index) => word === words[words.length - ending.length + index])
  )
}
