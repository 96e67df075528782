import type { CodeTexts } from '../../../rules/matching/match-column.ts'
import type { BufferStrings } from '../../../rules/matching/derive-units.ts'
import type { TextBuffer } from '../../../rules/matching/text-buffer.ts'

/** A text that grows in one place of memory, where steps rewrite it. */
export interface EngineBuffer extends TextBuffer, BufferStrings {
  append(texts: CodeTexts, code: number): void
  appendSpace(): void
}

export function textBuffer(): EngineBuffer {
  let bytes: Buffer = Buffer.alloc(0)

  function makeRoom(buffer: EngineBuffer, length: number): void {
    if (length <= buffer.units.length) return
    const larger = new Uint16Array(Math.max(64, 2 * length))

    larger.set(buffer.units)
    buffer.units = larger
  }

  const buffer: EngineBuffer = {
    units: new Uint16Array(0),
    length: 0,
    append({ units, offsets }, code) {
      const from = offsets[code] as number
      const to = offsets[code + 1] as number

      makeRoom(buffer, buffer.length + to - from)
      const target = buffer.units
      let length = buffer.length

      for (let at = from; at < to; at += 1, length += 1) target[length] = units[at] as number
      buffer.length = length
    },
    appendSpace() {
      makeRoom(buffer, buffer.length + 1)
      buffer.units[buffer.length] = 0x20
      buffer.length += 1
    },
    read() {
      // A step may have put the text into larger memory.
      if (bytes.buffer !== buffer.units.buffer) bytes = Buffer.from(buffer.units.buffer)

      return bytes.toString('utf16le', 0, 2 * buffer.length)
    },
    write(_, value) {
      makeRoom(buffer, value.length)
      for (let at = 0; at < value.length; at += 1) buffer.units[at] = value.charCodeAt(at)
      buffer.length = value.length
    },
  }

  return buffer
}
