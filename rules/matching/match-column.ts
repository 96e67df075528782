/** One column of all records: a code per record, 0 for missing, and the text a code stands for. Equal texts have equal codes. */
export interface MatchColumn {
  readonly codes: Int32Array
  /** Codes are below this. */
  readonly size: number
  readonly text: (code: number) => string
}

/** The columns of a model by name. */
export type MatchColumns = ReadonlyMap<string, MatchColumn>

/** Gives equal texts equal codes, in order of first sight, from 1. */
export interface Dictionary {
  readonly texts: string[]
  codeOf(text: string | null): number
}

export function dictionary(): Dictionary {
  const texts: string[] = ['']
  const codes = new Map<string, number>()

  return {
    texts,
    codeOf(text) {
      if (text === null) return 0
      const known = codes.get(text)

      if (known !== undefined) return known
      codes.set(text, texts.length)

      return texts.push(text) - 1
    },
  }
}

/** A column held as plain strings. */
export function plainColumn(values: readonly (string | null)[]): MatchColumn {
  const { texts, codeOf } = dictionary()

  return textColumn(Int32Array.from(values, codeOf), texts)
}

export function textColumn(codes: Int32Array, texts: readonly string[]): MatchColumn {
  return { codes, size: texts.length, text: (code) => texts[code] as string }
}
