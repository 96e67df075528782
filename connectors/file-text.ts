import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import iconv from 'iconv-lite'
import type { RowRejectionReason } from './row-rejection-reasons.ts'

const CHUNK_BYTES = 256 * 1024
const NEWLINE = 0x0a
const NOTHING = Buffer.alloc(0)

/** Stands in the text where bytes could not be decoded. A lone surrogate: no decoder produces it, so no real value holds it. */
export const DAMAGE = '\udfff'

/** A stretch of decoded text. Only when `isSuspect` can it hold {@link DAMAGE} or a NUL. */
export interface TextChunk {
  readonly text: string
  readonly isSuspect: boolean
}

type Decode = (bytes: Buffer | null) => string

async function* fileBytes(path: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES, signal })
  if (!path.endsWith('.gz')) {
    yield* file as AsyncIterable<Buffer>
    return
  }

  const plain = createGunzip({ chunkSize: CHUNK_BYTES })
  pipeline(file, plain, () => {}) // a failure reaches the reader below through `plain`
  yield* plain as AsyncIterable<Buffer>
}

/** How many leading bytes end at a whole UTF-8 character; at most three are left over. */
function wholeCharactersLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number
    if (byte < 0x80) return bytes.length
    if (byte < 0xc0) continue

    const need = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return need > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** Marks each damaged line and leaves the others alone, so that one bad byte costs one row. */
function decodeLineByLine(bytes: Buffer): string {
  let text = ''
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline === -1 ? bytes.length : newline + 1
    const line = bytes.subarray(start, end)
    text += isUtf8(line) ? line.toString('utf8') : line.toString('utf8').replaceAll('\ufffd', DAMAGE)
    start = end
  }
  return text
}

function utf8Decoder(bomLength: number): Decode {
  let skip = bomLength
  let carried: Buffer = NOTHING

  return (bytes) => {
    const all = Buffer.concat([carried, (bytes ?? NOTHING).subarray(skip)])
    const length = bytes === null ? all.length : wholeCharactersLength(all)
    const whole = all.subarray(0, length)
    skip = 0
    carried = all.subarray(length)
    return isUtf8(whole) ? whole.toString('utf8') : decodeLineByLine(whole)
  }
}

function codePageDecoder(encoding: string): Decode {
  const decoder = iconv.getDecoder(encoding)
  return (bytes) => {
    const text = (bytes === null ? decoder.end() : decoder.write(bytes)) ?? ''
    return text.includes('\ufffd') ? text.replaceAll('\ufffd', DAMAGE) : text
  }
}

/** A byte order mark outranks the configured encoding: no real text begins with one by chance. */
function decoderFor(encoding: string, start: Buffer): Decode {
  if (start[0] === 0xff && start[1] === 0xfe) return codePageDecoder('utf-16le')
  if (start[0] === 0xfe && start[1] === 0xff) return codePageDecoder('utf-16be')
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return utf8Decoder(3)
  return isUtf8Name(encoding) ? utf8Decoder(0) : codePageDecoder(encoding)
}

export const isUtf8Name = (encoding: string): boolean => /^utf-?8$/i.test(encoding)

/** The text of a file, plain or .gz, chunk by chunk; chunks end anywhere, but never inside a character. */
export async function* fileText(path: string, encoding: string, signal: AbortSignal): AsyncGenerator<TextChunk> {
  let decode: Decode | undefined
  const chunk = (text: string): TextChunk => ({ text, isSuspect: text.includes(DAMAGE) || text.includes('\0') })

  for await (const bytes of fileBytes(path, signal)) {
    decode ??= decoderFor(encoding, bytes)
    yield chunk(decode(bytes))
  }
  if (decode !== undefined) yield chunk(decode(null))
}

/** Why a record cannot be taken, as a rejection reason, or null. Ask only about suspect text. */
export function damageReason(text: string, encoding: string): RowRejectionReason | null {
  if (text.includes(DAMAGE)) return isUtf8Name(encoding) ? 'invalid-utf8' : 'invalid-encoding'
  return text.includes('\0') ? 'nul-character' : null
}
