/** One column of all records: a code per record, 0 for missing, and the text a code stands for. Equal texts have equal codes. */
export interface MatchColumn {
  /** The code of record r is `codes[r * stride + offset]`: the engine keeps the codes of one record side by side. */
  readonly codes: Int32Array
  readonly stride: number
  readonly offset: number
  /** Codes are below this. */
  readonly size: number
  readonly text: (code: number) => string
  /** The texts as they lie in memory, where the engine keeps them so: measured without making strings of them. */
  readonly texts?: CodeTexts | undefined
}

/** UTF-16 code units of texts one after the other: the text of a code from `offsets[code]` to `offsets[code + 1]`. */
export interface CodeTexts {
  readonly units: Uint16Array
  readonly offsets: Uint32Array
}

/** The columns of a model by name. */
export type MatchColumns = ReadonlyMap<string, MatchColumn>

/** Answers a question about two records, given by their positions in the columns. */
export type PairTest = (left: number, right: number) => boolean

/** Gives equal texts equal codes, in order of first sight, from 1. */
export interface TextTable {
  codeOf(text: string): number
  size(): number
  text(code: number): string
}

/** A table of plain strings, for a handful of records; the engine brings its own for millions. */
export function plainTextTable(): TextTable {
  const texts: string[] = ['']
  const codes = new Map<string, number>()

  return {
    codeOf(text) {
      const known = codes.get(text)

      if (known !== undefined) return known
      codes.set(text, texts.length)

      return texts.push(text) - 1
    },
    size: () => texts.length,
    text: (code) => texts[code] as string,
  }
}

/** A column of its own: one code after the other. */
export function columnOf(codes: Int32Array, table: Pick<TextTable, 'size' | 'text'>): MatchColumn {
  return { codes, stride: 1, offset: 0, size: table.size(), text: (code) => table.text(code) }
}

/** A column held as plain strings. */
export function plainColumn(values: readonly (string | null)[]): MatchColumn {
  const table = plainTextTable()

  return columnOf(
    Int32Array.from(values, (value) => (value === null ? 0 : table.codeOf(value))),
    table,
  )
}
