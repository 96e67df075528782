import { XMLValidator } from 'fast-xml-parser'
import { XmlFault, type TextPlaces } from './xml-fault.ts'

/** More are an attack or an accident: a bank statement of 64 MiB stays below. */
const ELEMENTS_MAX = 1_000_000

/** A longer run of text is an attachment. */
export const TEXT_CHARS_MAX = 65_536

/** An attachment of 64 MiB has a million lines; nothing but line breaks would take the parser minutes. */
const TEXT_LINES_MAX = 2_000_000

/**
 * The text without its attachments, which nobody compares and for which the parser would take 35 bytes a character. Line
 * breaks stay, so that the lines of what follows are right.
 */
export function withoutLongTexts(text: string): string {
  let kept = ''
  let keptTo = 0
  for (let start = text.indexOf('<'); start !== -1;) {
    const next = text.indexOf('<', start + 1)
    const end = next === -1 ? text.length : next
    if (end - start > TEXT_CHARS_MAX && text[start + 1] !== '!') {
      const tagEnd = text.indexOf('>', start)
      if (tagEnd !== -1 && end - tagEnd > TEXT_CHARS_MAX) {
        kept += text.slice(keptTo, tagEnd + 1) + lineBreaks(text.slice(tagEnd + 1, end))
        keptTo = end
      }
    }
    start = next
  }
  return kept + text.slice(keptTo)
}

function lineBreaks(text: string): string {
  const breaks = text.replace(/[^\n]+/g, '')
  if (breaks.length > TEXT_LINES_MAX) throw new XmlFault(`a text of more than ${TEXT_LINES_MAX} lines`, TEXT_LINES_MAX)
  return breaks
}

/** Throws an XmlFault for what is not well-formed, for declarations (they could define entities without end) and for endless files. */
export function assertWellFormed(text: string, places: TextPlaces): void {
  if (text.trim() === '') throw places.fault('nothing but white space', 0)

  // oxlint-disable-next-line no-control-regex -- these are the characters XML 1.0 forbids
  const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.exec(text)
  if (forbidden !== null) throw places.fault('a character that XML forbids', forbidden.index)

  assertNoDeclarations(text, places)
  assertBoundedTags(text, places)

  const verdict = XMLValidator.validate(text)
  if (verdict !== true) throw places.fault(...faultOf(verdict.err, text))
}

function assertNoDeclarations(text: string, places: TextPlaces): void {
  for (const { 0: found, index } of text.matchAll(/<!--[^]*?(?:-->|$)|<!\[CDATA\[[^]*?(?:\]\]>|$)|<![^]{0,7}/g)) {
    if (/^<!(?:--|\[CDATA\[)/.test(found)) continue
    throw places.fault(found === '<!DOCTYPE' ? 'a DOCTYPE' : 'a declaration', index)
  }
}

function assertBoundedTags(text: string, places: TextPlaces): void {
  let count = 0
  for (let start = text.indexOf('<'); start !== -1;) {
    const next = text.indexOf('<', start + 1)
    const isLong = (next === -1 ? text.length : next) - start > TEXT_CHARS_MAX
    // A comment may be long: the parser jumps over it.
    if (isLong && text[start + 1] !== '!' && tagLength(text, start) > TEXT_CHARS_MAX)
      throw places.fault(`a tag of more than ${TEXT_CHARS_MAX} characters`, start)
    if (++count > 2 * ELEMENTS_MAX) throw places.fault(`more than ${ELEMENTS_MAX} elements`, start)
    start = next
  }
}

function tagLength(text: string, start: number): number {
  const end = text.indexOf('>', start)
  return (end === -1 ? text.length : end) - start
}

interface Verdict {
  readonly code: string
  readonly msg: string
  readonly line: number
  readonly col: number
}

/** The validator's own messages quote the document, and know no place for a text that ends too early. */
function faultOf({ code, msg, line, col }: Verdict, text: string): [string, number] {
  if (/^(?:Unclosed tag|Invalid '\[|Start tag expected)/.test(msg))
    return ['an end before all elements are closed', text.length]
  const what = whatByCode.get(code) ?? 'something that is not XML'
  return [what, indexOf(text, line, col)]
}

const whatByCode = new Map([
  ['InvalidTag', 'a tag that is cut off, misspelt or closes another element than is open'],
  ['InvalidAttr', 'an attribute that is cut off, repeated or not in quotes'],
  ['InvalidChar', 'a character outside of elements, or an "&" that begins no entity'],
  ['InvalidXml', 'text or elements after the end of the document'],
])

function indexOf(text: string, line: number, column: number): number {
  let start = 0
  for (let left = line; left > 1; left--) start = text.indexOf('\n', start) + 1
  return start + column - 1
}
