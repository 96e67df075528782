import type { XmlElement } from '../xml-tree.ts'

/** Currencies that amounts name although they are none of the document's, sorted; `open` elements may hold anything. */
export function strangeCurrencies(
  root: XmlElement,
  known: readonly (string | null)[],
  open: ReadonlySet<string> = new Set(),
): readonly string[] {
  const found = new Set<string>()
  const visit = ({ name, attributes, children }: XmlElement): void => {
    const currency = attributes.get('currencyID')?.trim() ?? ''

    if (currency !== '' && !known.includes(currency)) found.add(currency)
    if (!open.has(name)) children.forEach(visit)
  }
  visit(root)
  return [...found].sort()
}
