import { XmlFault } from './xml-fault.ts'
import { xmlTree, type XmlElement } from './xml-tree.ts'

/** One rate as the file states it: units of the currency for one euro. Empty where an attribute is missing. */
export interface EcbRate {
  readonly line: number
  readonly day: string
  readonly currency: string
  readonly rate: string
}

/** Why a text is no file of the bank. */
export interface EcbFault {
  readonly line: number
  readonly found: string
  readonly expected: string
}

const ENVELOPE = 'http://www.gesmes.org/xml/2002-08-01'
const RATES = 'http://www.ecb.int/vocabulary/2002-08-01/eurofxref'
const expected = 'Cube elements with time, currency and rate (eurofxref-daily.xml or eurofxref-hist.xml)'

/** The reference rates in the XML of the European Central Bank: the day, 90 days or the history. */
export function ecbRates(text: string): readonly EcbRate[] | EcbFault {
  try {
    const root = xmlTree(text)

    if (root.name !== 'Envelope' || root.namespace !== ENVELOPE)
      return { line: root.line, found: 'the XML of something else', expected }
    return ratesIn(root)
  } catch (cause) {
    if (cause instanceof XmlFault) return { line: cause.line, found: cause.what, expected: 'well-formed XML' }
    throw cause
  }
}

const cubesIn = ({ children }: XmlElement) =>
  children.filter(({ name, namespace }) => name === 'Cube' && namespace === RATES)

function ratesIn(root: XmlElement): readonly EcbRate[] {
  return cubesIn(root)
    .flatMap(cubesIn)
    .flatMap((day) =>
      cubesIn(day).map(({ line, attributes }) => ({
        line,
        day: day.attributes.get('time') ?? '',
        currency: attributes.get('currency') ?? '',
        rate: attributes.get('rate') ?? '',
      })),
    )
}
