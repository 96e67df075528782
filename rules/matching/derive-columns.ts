import { deriveValue } from './column-step.ts'
import { dictionary, textColumn, type MatchColumn, type MatchColumns } from './match-column.ts'
import type { MatchColumnSource, MatchModel } from './match-model.ts'

/**
 * Derives the columns of a model from the fields of the records, in the order the model declares them. `seal` receives
 * each finished column and returns what is kept of it (the engine moves it to shared memory).
 */
export function deriveColumns(
  model: MatchModel,
  fields: MatchColumns,
  seal: (column: MatchColumn) => MatchColumn = (column) => column,
): MatchColumns {
  const columns = new Map<string, MatchColumn>()

  for (const source of model.columns) {
    const inputs = source.from.map((name) => columns.get(name) ?? fields.get(name))

    columns.set(source.name, seal(deriveColumn(source, inputs.map(present(source)))))
  }

  return columns
}

function present(source: MatchColumnSource) {
  return (column: MatchColumn | undefined, index: number): MatchColumn => {
    if (column === undefined)
      throw new Error(`Column "${source.name}" is derived from "${source.from[index]}", which the records do not have.`)

    return column
  }
}

function deriveColumn(source: MatchColumnSource, inputs: readonly MatchColumn[]): MatchColumn {
  const [first] = inputs as [MatchColumn]

  return inputs.length === 1 ? deriveFromOne(source, first) : deriveFromMany(source, inputs)
}

/** Each distinct value is derived once, however many records have it. */
function deriveFromOne({ steps }: MatchColumnSource, input: MatchColumn): MatchColumn {
  if (steps.length === 0) return input
  const { texts, codeOf } = dictionary()
  const derived = new Int32Array(input.size)

  for (let code = 1; code < input.size; code += 1) derived[code] = codeOf(deriveValue(input.text(code), steps))

  return textColumn(
    input.codes.map((code) => derived[code] as number),
    texts,
  )
}

function deriveFromMany({ steps, needs }: MatchColumnSource, inputs: readonly MatchColumn[]): MatchColumn {
  const { texts, codeOf } = dictionary()
  const count = (inputs[0] as MatchColumn).codes.length
  const codes = new Int32Array(count)

  for (let row = 0; row < count; row += 1) {
    let joined = ''
    let present = 0

    for (const input of inputs) {
      const code = input.codes[row] as number

      if (code === 0) continue
      joined = present === 0 ? input.text(code) : `${joined} ${input.text(code)}`
      present += 1
    }
    const isMissing = present === 0 || (needs === 'all' && present < inputs.length)

    codes[row] = isMissing ? 0 : codeOf(steps.length === 0 ? joined : deriveValue(joined, steps))
  }

  return textColumn(codes, texts)
}
