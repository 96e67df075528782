import type { ColumnStep } from './column-step.ts'
import { plainSteps } from './plain-steps.ts'

/** Distinct n-grams of the text without its spaces, in order; the text itself when it is shorter. */
function ngrams(text: string, length: number): string {
  const compact = text.replaceAll(' ', '')

  if (compact.length <= length) return compact

  return [
    ...new Set(Array.from({ length: compact.length - length + 1 }, (_, start) => compact.slice(start, start + length))),
  ].join(' ')
}

/** Runs the steps over a value; what becomes empty is missing. */
export function deriveValue(text: string, steps: readonly ColumnStep[]): string | null {
  let derived = text

  for (const step of steps) {
    if (typeof step === 'string') derived = plainSteps[step](derived)
    else if ('first' in step) derived = derived.slice(0, step.first)
    else if ('last' in step) derived = derived.slice(-step.last)
    else derived = ngrams(derived, step.ngrams)
    if (derived === '') return null
  }

  return derived
}
