import { codeList } from './code-list.ts'
import type { FieldMapping, FullFieldMapping } from './field-mapping.ts'
import type { DecimalMark } from './decimal-number.ts'
import type { NormalizeContext, SourceFields } from './normalize-context.ts'
import { accept, type Outcome } from './outcome.ts'
import { statedText } from './text.ts'

/** The text a mapping finds in a row: null where the source says nothing. */
export type InputText = (fields: SourceFields) => string | null

/** The long form of a mapping: a bare string names a column. */
export function fullMapping(mapping: FieldMapping): FullFieldMapping {
  return typeof mapping === 'string' ? { from: mapping } : mapping
}

/** Columns whose text a mapping joins, in order; none for a constant. */
export function inputColumns(mapping: FullFieldMapping): readonly string[] {
  if (mapping.constant !== undefined || mapping.from === undefined) return []

  return typeof mapping.from === 'string' ? [mapping.from] : mapping.from
}

/** The decimal mark of a mapping: the plan's word, else what the values of the column prove. */
export function decimalMarkOf(mapping: FullFieldMapping, context: NormalizeContext): DecimalMark | undefined {
  const [column, ...others] = inputColumns(mapping)
  const decided = column === undefined || others.length > 0 ? undefined : context.decimalMarks?.get(column)

  return mapping.decimalMark ?? context.system.decimalMark ?? decided
}

/** Compiles where the text comes from. Several columns are joined with a space; those that say nothing are left out. */
export function mappedInput(mapping: FullFieldMapping): InputText {
  const { constant } = mapping
  if (constant !== undefined) return () => constant
  const columns = inputColumns(mapping)
  const [only = ''] = columns

  if (columns.length <= 1) return (fields) => fields[only] ?? null
  return (fields) =>
    columns
      .map((column) => statedText(fields[column]))
      .filter((text) => text !== null)
      .join(' ') || null
}

/** The stated text of an input, through the code list of the mapping where it has one: null where the source says nothing. */
export function statedInput(mapping: FullFieldMapping): (raw: string) => Outcome | null {
  const { values } = mapping
  const isListed = values === undefined ? undefined : new Set(Object.keys(values))
  const translate = values === undefined ? accept : codeList(values)

  return (raw) => {
    const text = isListed?.has(raw) === true ? raw : statedText(raw)
    return text === null ? null : translate(text)
  }
}
