import { isUtf8 } from 'node:buffer'
import { readFile, stat } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { fileFailure } from './file-set.ts'
import { SourceError } from './source-error.ts'

/** Larger XML is no single document or statement; a file is held in memory while it is read. */
export const XML_BYTES_MAX = 64 * 1024 * 1024

const refuse = (path: string, found: string, allowed: string, cause?: unknown) =>
  new SourceError('SOURCE_FORMAT_INVALID', { path, format: 'XML', found, allowed }, { cause })

const tooLarge = (path: string, cause?: unknown) =>
  refuse(path, `more than ${XML_BYTES_MAX} bytes`, 'a smaller file; split the export', cause)

/** The text of an XML file, plain or .gz, in the encoding its byte order mark or its declaration names. */
export async function xmlFileText(path: string, signal: AbortSignal): Promise<string> {
  const bytes = unpacked(path, await fileBytes(path, signal))
  if (bytes.length === 0) throw new SourceError('SOURCE_FILE_EMPTY', { path })
  return decoded(path, bytes)
}

async function fileBytes(path: string, signal: AbortSignal): Promise<Buffer> {
  try {
    const { size } = await stat(path)
    if (size > XML_BYTES_MAX) throw tooLarge(path)
    return await readFile(path, { signal })
  } catch (cause) {
    throw fileFailure(path, cause)
  }
}

function unpacked(path: string, bytes: Buffer): Buffer {
  if (!path.endsWith('.gz') || bytes.length === 0) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: XML_BYTES_MAX })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(path, cause)
    throw refuse(path, 'compressed bytes that are cut off or damaged', 'a whole .gz file, or another file name', cause)
  }
}

function decoded(path: string, bytes: Buffer): string {
  const encoding = encodingOf(bytes)
  if (!iconv.encodingExists(encoding))
    throw refuse(path, 'an encoding that nobody knows in its declaration', 'UTF-8, windows-1250 and the like')

  // In UTF-8 a replacement character may really stand in the text; from another encoding it comes of bytes that have no meaning.
  const isUtf8Declared = /^utf-?8$/i.test(encoding)
  const text = isUtf8Declared && !isUtf8(bytes) ? null : iconv.decode(bytes, encoding)
  if (text === null || (!isUtf8Declared && text.includes('\ufffd')))
    throw refuse(path, `bytes that are not ${encoding}`, 'a declaration that names the encoding of the file')
  return text
}

/** How a file may begin, and its encoding: byte order marks, and "<" in two bytes (XML 1.0, appendix F). */
const beginnings: readonly (readonly [readonly number[], string])[] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0x3c, 0], 'utf-16le'],
  [[0, 0x3c], 'utf-16be'],
]

/** A byte order mark outranks the declaration; without either it is UTF-8. */
function encodingOf(bytes: Buffer): string {
  const begun = beginnings.find(([start]) => start.every((byte, index) => bytes[index] === byte))
  if (begun !== undefined) return begun[1]

  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(bytes.toString('latin1', 0, 256))?.[1]
  // A declaration that names two-byte characters in one-byte characters is wrong; such files are UTF-8.
  return declared === undefined || /^utf-?16|^ucs-?[24]|^utf-?32/i.test(declared) ? 'utf-8' : declared
}
