import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, test } from 'vitest'
import { SourceError } from '../../connectors/source-error.ts'
import { assertNamespaces, readXmlFile, rootOfText } from '../../connectors/xml-reader.ts'
import { temporaryFolder } from './temporary-folder.ts'

const folder = await temporaryFolder()
afterAll(() => folder[Symbol.asyncDispose]())
const { signal } = new AbortController()
const roots = [{ name: 'a', namespace: /^urn:a\.\d+$/ }]

async function outcome(name: string, content: string | Uint8Array): Promise<string> {
  try {
    return (await readXmlFile(await folder.write(name, content), roots, signal)).text
  } catch (error) {
    expect(error).toBeInstanceOf(SourceError)
    const { code, parameters } = error as SourceError
    return [code, parameters['found'], parameters['allowed']].filter((part) => part !== undefined).join(' | ')
  }
}

const document = (declaration: string) => `${declaration}<a xmlns="urn:a.1">Žluťoučký kůň</a>`

describe('an XML file', () => {
  test.each([
    ['UTF-8', Buffer.from(document(''))],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${document('')}`)],
    [
      'windows-1250 by its declaration',
      iconv.encode(document("<?xml version='1.0' encoding='windows-1250'?>"), 'win1250'),
    ],
    [
      'ISO-8859-2 by its declaration',
      iconv.encode(document('<?xml version="1.0" encoding="ISO-8859-2"?>'), 'iso88592'),
    ],
    ['UTF-16 with a byte order mark', iconv.encode(document('<?xml version="1.0" encoding="UTF-16"?>'), 'utf-16')],
    ['UTF-16 big-endian without one', iconv.encode(document(''), 'utf-16be')],
    ['UTF-8 although it declares UTF-16', Buffer.from(document('<?xml version="1.0" encoding="UTF-16"?>'))],
  ])('is read in %s', async (_, bytes) => {
    expect(await outcome('encoded.xml', bytes)).toBe('Žluťoučký kůň')
  })

  test('may hold a replacement character of its own', async () => {
    expect(await outcome('replaced.xml', '<a xmlns="urn:a.1">M\ufffdller</a>')).toBe('M\ufffdller')
  })

  test('is unpacked from .gz', async () => {
    expect(await outcome('packed.xml.gz', gzipSync(document('')))).toBe('Žluťoučký kůň')
  })

  test.each([
    ['empty.xml', '', 'SOURCE_FILE_EMPTY'],
    [
      'latin.xml',
      iconv.encode(document(''), 'win1250'),
      'SOURCE_FORMAT_INVALID | bytes that are not utf-8 | a declaration that names the encoding of the file',
    ],
    [
      'klingon.xml',
      document('<?xml version="1.0" encoding="klingon"?>'),
      'SOURCE_FORMAT_INVALID | an encoding that nobody knows in its declaration | UTF-8, windows-1250 and the like',
    ],
    [
      'cut.xml',
      '<a xmlns="urn:a.1"><b>',
      'SOURCE_FORMAT_INVALID | an end before all elements are closed at line 1, column 23 | well-formed XML without a DOCTYPE',
    ],
    [
      'other.xml',
      '<b xmlns="urn:b"/>',
      'SOURCE_FORMAT_INVALID | the root b of the namespace "urn:b" | a of "urn:a.\\d+"',
    ],
    ['none.xml', '<a/>', 'SOURCE_FORMAT_INVALID | the root a of no namespace | a of "urn:a.\\d+"'],
    [
      'cut.xml.gz',
      gzipSync(document('')).subarray(0, 30),
      'SOURCE_FORMAT_INVALID | compressed bytes that are cut off or damaged | a whole .gz file, or another file name',
    ],
    [
      'bomb.xml.gz',
      gzipSync(Buffer.alloc(65 * 1024 * 1024, 0x20)),
      'SOURCE_FORMAT_INVALID | more than 67108864 bytes | a smaller file; split the export',
    ],
    [
      'huge.xml',
      Buffer.alloc(65 * 1024 * 1024, 0x20),
      'SOURCE_FORMAT_INVALID | more than 67108864 bytes | a smaller file; split the export',
    ],
  ])('%s is refused in words', async (name, content, expected) => {
    expect(await outcome(name, content)).toBe(expected)
  })

  test('that is not there is missing', async () => {
    await expect(readXmlFile(`${folder.path}/nowhere.xml`, roots, signal)).rejects.toMatchObject({
      code: 'SOURCE_FILE_MISSING',
    })
  })

  test('elements of foreign namespaces are refused, but for places that may hold anything', () => {
    const check = (text: string) =>
      assertNamespaces('f.xml', rootOfText('f.xml', text, roots), new Set(['urn:a.1']), new Set(['Extensions']))

    expect(() => check('<a xmlns="urn:a.1"><Extensions><x xmlns="urn:x"/></Extensions></a>')).not.toThrow()
    expect(() => check('<a xmlns="urn:a.1">\n<b xmlns="urn:x"/></a>')).toThrow('b of the namespace "urn:x" in line 2')
  })
})
