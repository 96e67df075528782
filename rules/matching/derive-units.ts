import type { ColumnStep } from './column-step.ts'
import { deriveValue } from './derive-value.ts'
import type { TextBuffer } from './text-buffer.ts'
import { keepFirst, keepLast, unitSteps } from './unit-steps.ts'

/** How a text in memory becomes a string and back. */
export interface BufferStrings {
  read(text: TextBuffer): string
  write(text: TextBuffer, value: string): void
}

/** Runs the steps over a text in place, as strings from the first step on that needs them; false when nothing is left. */
export function deriveUnits(text: TextBuffer, steps: readonly ColumnStep[], strings: BufferStrings): boolean {
  for (let index = 0; index < steps.length; index += 1) {
    if (!runStep(text, steps[index] as ColumnStep)) {
      const derived = deriveValue(strings.read(text), steps.slice(index))

      if (derived === null) return false
      strings.write(text, derived)

      return true
    }
    if (text.length === 0) return false
  }

  return true
}

function runStep(text: TextBuffer, step: ColumnStep): boolean {
  if (typeof step === 'string') return unitSteps[step]?.(text) ?? false
  if ('first' in step) return keepFirst(text, step.first)
  if ('last' in step) return keepLast(text, step.last)

  return false
}
