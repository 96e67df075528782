import { deriveValue } from './derive-value.ts'
import { groupRecords } from './group-records.ts'
import { columnOf, plainTextTable, type MatchColumn, type MatchColumns, type TextTable } from './match-column.ts'
import type { MatchColumnSource, MatchModel } from './match-model.ts'
import { rarestWords } from './rarest-words.ts'

/**
 * Derives the columns of a model from the fields of the records, in the order the model declares them. Each distinct value,
 * or combination of values, is derived once, however many records have it.
 */
export function deriveColumns(
  model: MatchModel,
  fields: MatchColumns,
  newTable: () => TextTable = plainTextTable,
): MatchColumns {
  const columns = new Map<string, MatchColumn>()

  for (const source of model.columns) {
    const inputs = source.from.map((name) => columns.get(name) ?? fields.get(name)).map(present(source))
    const isJoined = inputs.length > 1
    const input = isJoined ? joinColumns(inputs, source.needs) : (inputs[0] as MatchColumn)

    const isPlain = source.steps.length === 0 && source.rarest === undefined
    const stepped = isPlain ? input : deriveTexts(input, (text) => deriveValue(text, source.steps), newTable())

    columns.set(source.name, source.rarest === undefined ? stepped : keepRarest(stepped, source.rarest, newTable()))
  }

  return columns
}

function present(source: MatchColumnSource) {
  return (column: MatchColumn | undefined, index: number): MatchColumn => {
    if (column === undefined) {
      throw new Error(`Column "${source.name}" is derived from "${source.from[index]}", which the records do not have.`)
    }

    return column
  }
}

function deriveTexts(input: MatchColumn, derive: (text: string) => string | null, table: TextTable): MatchColumn {
  return recodeColumn(input, (code) => derive(input.text(code)), table)
}

function keepRarest(input: MatchColumn, keep: number, table: TextTable): MatchColumn {
  const rarest = rarestWords(input, keep)

  return recodeColumn(input, (code) => rarest(code) || null, table)
}

function recodeColumn(input: MatchColumn, textOf: (code: number) => string | null, table: TextTable): MatchColumn {
  const derived = new Int32Array(input.size)

  for (let code = 1; code < input.size; code += 1) {
    const text = textOf(code)

    derived[code] = text === null ? 0 : table.codeOf(text)
  }

  return columnOf(
    input.codes.map((code) => derived[code] as number),
    table,
  )
}

/** Several columns as one: equal where all parts are equal. Its texts are joined by spaces when somebody asks for them. */
function joinColumns(inputs: readonly MatchColumn[], needs: 'all' | 'any'): MatchColumn {
  const { groupOf, firsts } = groupRecords(inputs, (inputs[0] as MatchColumn).codes.length, needs)

  return columnOf(
    groupOf.map((group) => group + 1),
    {
      size: () => firsts.length + 1,
      text: (code) =>
        inputs
          .map(({ codes, text }) => textOf(codes[firsts[code - 1] as number] as number, text))
          .filter((text) => text !== '')
          .join(' '),
    },
  )
}

function textOf(code: number, text: (code: number) => string): string {
  return code === 0 ? '' : text(code)
}
