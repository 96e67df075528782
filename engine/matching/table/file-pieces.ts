import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ReconcileError } from '../../domain/reconcile-error.ts'

/** Bytes of a file; they end anywhere, but never inside a character. */
export interface FilePiece {
  readonly bytes: Uint8Array
  readonly isLast: boolean
}

const BYTE_ORDER_MARK = Buffer.from('\ufeff')
const NEWLINE = 0x0a
const NOTHING = Buffer.alloc(0)

/** The text of a file, plain or .gz, in UTF-8 and without its byte order mark. A piece holds until the next is asked for. */
export async function* filePieces(path: string, pieceBytes: number, signal?: AbortSignal): AsyncGenerator<FilePiece> {
  let carried = NOTHING
  let isStart = true

  for await (const bytes of fileBytes(path, pieceBytes, signal)) {
    const all = carried.length === 0 ? bytes : Buffer.concat([carried, bytes])
    const length = wholeCharactersLength(all)
    const text = all.subarray(0, length)

    carried = Buffer.from(all.subarray(length))
    if (length === 0) continue
    if (!isUtf8(text)) throw await notUtf8(path, pieceBytes, signal)
    yield {
      bytes: isStart && text.indexOf(BYTE_ORDER_MARK) === 0 ? text.subarray(BYTE_ORDER_MARK.length) : text,
      isLast: false,
    }
    isStart = false
  }
  if (carried.length > 0) throw await notUtf8(path, pieceBytes, signal)
  yield { bytes: NOTHING, isLast: true }
}

async function* fileBytes(path: string, pieceBytes: number, signal?: AbortSignal): AsyncGenerator<Buffer> {
  try {
    yield* path.endsWith('.gz') ? gunzipped(path, pieceBytes, signal) : plainBytes(path, pieceBytes, signal)
  } catch (cause) {
    throw signal?.aborted === true ? cause : unreadable(path, cause)
  }
}

/** What the system says about a file that cannot be read, in words; anything else stays what it is. */
export function unreadable(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error && 'code' in cause) || cause instanceof ReconcileError) return cause

  return new ReconcileError('TABLE_UNREADABLE', { path, cause: String(cause.code) }, { cause })
}

/** Into one buffer, over and over: a new one for every piece would cost as much as the reading. */
async function* plainBytes(path: string, pieceBytes: number, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const file = await open(path)

  try {
    const buffer = Buffer.allocUnsafeSlow(pieceBytes)

    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead } = await file.read(buffer, 0, pieceBytes, null)

      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function* gunzipped(path: string, pieceBytes: number, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const plain = createGunzip({ chunkSize: Math.max(64, pieceBytes) })

  // A failure reaches the reader through `plain`.
  pipeline(
    createReadStream(path, { highWaterMark: 1 << 18, ...(signal === undefined ? {} : { signal }) }),
    plain,
    () => {},
  )
  yield* plain as AsyncIterable<Buffer>
}

/** How many leading bytes end at a whole character; at most three are left over. */
function wholeCharactersLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number

    if (byte < 0x80) return bytes.length
    if (byte < 0xc0) continue
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2

    return needed > back ? bytes.length - back : bytes.length
  }

  return bytes.length
}

/** Reads the file once more, this time counting lines: nobody else pays for knowing where a bad byte stands. */
async function notUtf8(path: string, pieceBytes: number, signal?: AbortSignal): Promise<ReconcileError> {
  let line = 1
  let pending = NOTHING
  let start: number | undefined

  for await (const bytes of fileBytes(path, pieceBytes, signal)) {
    const all = Buffer.concat([pending, bytes])
    let from = 0

    start ??= bytes[0]
    for (let end = all.indexOf(NEWLINE); end !== -1; end = all.indexOf(NEWLINE, from)) {
      if (!isUtf8(all.subarray(from, end))) return invalid(path, line, start)
      from = end + 1
      line += 1
    }
    pending = all.subarray(from)
  }

  return invalid(path, line, start)
}

/** Text in UTF-16 begins with one of two bytes that never occur in UTF-8. */
function invalid(path: string, line: number, start: number | undefined): ReconcileError {
  const isWide = line === 1 && (start === 0xff || start === 0xfe)

  return new ReconcileError('TABLE_NOT_UTF8', { path, line, found: isWide ? 'UTF-16' : 'another encoding' })
}
