import { columnOf, type CodeTexts, type MatchColumn } from '../../../rules/matching/match-column.ts'
import { deriveUnits } from '../../../rules/matching/derive-units.ts'
import { groupRecords, type RecordGroups } from '../../../rules/matching/group-records.ts'
import type { MatchColumnSource } from '../../../rules/matching/match-model.ts'
import { rarestWords } from '../../../rules/matching/rarest-words.ts'
import type { ColumnStep } from '../../../rules/matching/column-step.ts'
import { textCollector, type DistinctTexts, type TextCollector } from './distinct-texts.ts'
import { sharedInt32, type SharedColumn } from './shared-columns.ts'
import { textBuffer, type EngineBuffer } from './text-buffer.ts'
import { textReader } from './text-table.ts'

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
  const codes = joined === undefined ? single.codes : joined.groupOf.map((group) => group + 1)
  const texts = joined === undefined ? singleTexts(single) : joinedTexts(inputs, joined)

  if (isPlain) {
    return {
      codes: sharedCodes(codes, (code) => code),
      size: texts.size,
      texts: isRead ? collect(texts, []).all() : undefined,
    }
  }
  const stepped = collect(texts, steps).distinct()
  const derived = rarest === undefined ? stepped : keepRarest(stepped, rarest)

  return {
    codes: sharedCodes(codes, (code) => derived.codes[code] as number),
    size: derived.size,
    texts: isRead ? derived.texts : undefined,
  }
}

function collect({ size, write }: InputTexts, steps: readonly ColumnStep[]): TextCollector {
  const collector = textCollector(size - 1)
  const buffer = textBuffer()

  for (let code = 1; code < size; code += 1) {
    write(code, buffer)
    if (deriveUnits(buffer, steps, buffer)) collector.add(buffer.units, buffer.length)
    else collector.addMissing()
  }

  return collector
}

function keepRarest({ size, texts, codes }: DistinctTexts, keep: number): DistinctTexts {
  const rarest = rarestWords({ size, text: textReader({ size, ...texts }) }, keep)
  const collector = textCollector(size - 1)
  const buffer = textBuffer()

  for (let code = 1; code < size; code += 1) {
    buffer.write(buffer, rarest(code))
    if (buffer.length > 0) collector.add(buffer.units, buffer.length)
    else collector.addMissing()
  }
  const kept = collector.distinct()

  return { ...kept, codes: codes.map((code) => kept.codes[code] as number) }
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

function sharedCodes(codes: Int32Array, codeOf: (code: number) => number): Int32Array {
  const shared = sharedInt32(codes.length)

  for (let record = 0; record < codes.length; record += 1) shared[record] = codeOf(codes[record] as number)

  return shared
}

function codesOnly({ codes, size }: SharedColumn): MatchColumn {
  return columnOf(codes, { size: () => size, text: () => '' })
}
