import type { XmlElement } from '../xml-tree.ts'

/** ISO 6523: 0160 is the GTIN, 0088 the EAN numbers it grew out of; other schemes are numbers of another kind. */
const gtinSchemes: readonly (string | undefined)[] = ['0160', '0088', undefined, '']

/** The GTIN among the standard identifiers of an item (BT-157). */
export const itemNumber = (identifiers: readonly XmlElement[]): string | null =>
  identifiers
    .find(({ attributes, text }) => gtinSchemes.includes(attributes.get('schemeID')) && text.trim() !== '')
    ?.text.trim() ?? null
