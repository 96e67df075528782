import { columnOf, type CodeTexts, type MatchColumn } from '../../../rules/matching/match-column.ts'
import { deriveUnits } from '../../../rules/matching/derive-units.ts'
import { groupRecords, type RecordGroups } from '../../../rules/matching/group-records.ts'
import type { MatchColumnSource } from '../../../rules/matching/match-model.ts'
import { rarestWords } from '../../../rules/matching/rarest-words.ts'
import type { ColumnStep } from '../../../rules/matching/column-step.ts'
import { sharedInt32, sharedTexts, type SharedColumn } from './shared-columns.ts'
import { textBuffer, type EngineBuffer } from './text-buffer.ts'
import { compactTextTable, textReader, type CompactTextTable } from './text-table.ts'

/** A column to derive from others that are ready. */
export interface ColumnTask {
  readonly source: MatchColumnSource
  readonly inputs: readonly SharedColumn[]
  /** Somebody measures its texts, names them or derives from them. */
  readonly isRead: boolean
}

/** Texts to derive from, one after the other. */
interface InputTexts {
  readonly size: number
  /** Writes a text into the buffer. */
  write(code: number, buffer: EngineBuffer): void
}

/** Derives one column as deriveColumns does: each distinct value, or combination of values, once. */
export function deriveColumn({ source, inputs, isRead }: ColumnTask): SharedColumn {
  const { steps, rarest, needs } = source
  const isPlain = steps.length === 0 && rarest === undefined
  const [single] = inputs as readonly [SharedColumn]
  const joined = inputs.length > 1 ? groupRecords(inputs.map(codesOnly), single.codes.length, needs) : undefined
  const codes = joined === undefined ? single.codes : sharedCodes(joined.groupOf, (group) => group + 1)
  const texts = joined === undefined ? singleTexts(single) : joinedTexts(inputs, joined)

  if (isPlain) return { codes, size: texts.size, texts: isRead ? writeTexts(texts) : undefined }
  const stepped = deriveTexts(texts, steps, isRead && rarest === undefined)
  const { table, derived } = rarest === undefined ? stepped : keepRarest(stepped, rarest, isRead)

  return {
    codes: sharedCodes(codes, (code) => derived[code] as number),
    size: table.size(),
    texts: isRead ? sharedTexts(table.compact()) : undefined,
  }
}

interface DerivedTexts {
  readonly table: CompactTextTable
  /** Code in the table per code of the input. */
  readonly derived: Int32Array
}

function deriveTexts({ size, write }: InputTexts, steps: readonly ColumnStep[], isShared: boolean): DerivedTexts {
  const table = compactTextTable(size, isShared)
  const derived = new Int32Array(size)
  const buffer = textBuffer()

  for (let code = 1; code < size; code += 1) {
    write(code, buffer)
    if (deriveUnits(buffer, steps, buffer)) derived[code] = table.codeOfUnits(buffer.units, 0, buffer.length)
  }

  return { table, derived }
}

function keepRarest({ table: stepped, derived }: DerivedTexts, keep: number, isShared: boolean): DerivedTexts {
  const size = stepped.size()
  const rarest = rarestWords({ size, text: textReader(stepped.compact()) }, keep)
  const table = compactTextTable(size, isShared)
  const kept = Int32Array.from({ length: size }, (_, code) => {
    const words = code === 0 ? '' : rarest(code)

    return words === '' ? 0 : table.codeOf(words)
  })

  return { table, derived: derived.map((code) => kept[code] as number) }
}

function singleTexts({ size, texts }: SharedColumn): InputTexts {
  return {
    size,
    write(code, buffer) {
      buffer.length = 0
      buffer.append(texts as CodeTexts, code)
    },
  }
}

/** The texts of a combination of values: those that are not missing, with a space between. */
function joinedTexts(inputs: readonly SharedColumn[], { firsts }: RecordGroups): InputTexts {
  return {
    size: firsts.length + 1,
    write(code, buffer) {
      buffer.length = 0
      for (const { codes, texts } of inputs) {
        const own = codes[firsts[code - 1] as number] as number

        if (own === 0 || isEmpty(texts as CodeTexts, own)) continue
        if (buffer.length > 0) buffer.appendSpace()
        buffer.append(texts as CodeTexts, own)
      }
    },
  }
}

function isEmpty({ offsets }: CodeTexts, code: number): boolean {
  return offsets[code] === offsets[code + 1]
}

function writeTexts({ size, write }: InputTexts): CodeTexts {
  const table = { units: new Uint16Array(16 * size), offsets: new Uint32Array(size + 1), size }
  const buffer = textBuffer()

  for (let code = 1; code < size; code += 1) {
    const from = table.offsets[code] as number

    write(code, buffer)
    const to = from + buffer.length

    if (to > table.units.length) {
      const larger = new Uint16Array(2 * to)

      larger.set(table.units)
      table.units = larger
    }
    table.units.set(buffer.units.subarray(0, buffer.length), from)
    table.offsets[code + 1] = to
  }

  return sharedTexts({ ...table, units: table.units.subarray(0, table.offsets[size] as number) })
}

function sharedCodes(codes: Int32Array, codeOf: (code: number) => number): Int32Array {
  const shared = sharedInt32(codes.length)

  for (let record = 0; record < codes.length; record += 1) shared[record] = codeOf(codes[record] as number)

  return shared
}

function codesOnly({ codes, size }: SharedColumn): MatchColumn {
  return columnOf(codes, { size: () => size, text: () => '' })
}
