import { accept, reject, type Outcome } from './outcome.ts'
import { tidyText } from './text.ts'

/** Translates the codes of a source into canonical values; a code that is not listed is rejected, never passed through. */
export function codeList(values: Readonly<Record<string, string>>): (raw: string) => Outcome {
  const canonicalByCode = new Map(Object.entries(values).map(([code, canonical]) => [tidyText(code), canonical]))

  return (raw) => {
    const canonical = canonicalByCode.get(tidyText(raw))

    return canonical === undefined ? reject('code-unknown', raw) : accept(canonical)
  }
}

/** The code a source uses for a canonical value, where exactly one code means it. */
export function codeFor(values: Readonly<Record<string, string>>, canonical: string): string | undefined {
  const codes = Object.keys(values).filter((code) => values[code] === canonical)

  return codes.length === 1 ? codes[0] : undefined
}
