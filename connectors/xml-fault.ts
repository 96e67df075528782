/** Text that is not well-formed XML, or more than a reader takes. The message names the place and holds no text of the document. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault'
  /** What it is, without its place. */
  readonly what: string
  readonly line: number

  constructor(what: string, line: number, place = '') {
    super(`${what}${place}`)
    this.what = what
    this.line = line
  }
}

/** Where in a text something stands, counted from 1. */
export interface TextPlaces {
  line(index: number): number
  fault(what: string, index: number): XmlFault
}

/** The places of a text whose lines end with "\n". */
export function textPlaces(text: string): TextPlaces {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)

  function line(index: number): number {
    let [low, high] = [0, starts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] as number) <= index) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    line,
    fault(what, index) {
      const at = line(index)
      return new XmlFault(what, at, ` at line ${at}, column ${index - (starts[at - 1] ?? 0) + 1}`)
    },
  }
}
