import type { XmlElement } from './xml-tree.ts'

/** All elements at a path of local names below an element, in the order of the document: "LegalMonetaryTotal/PayableAmount". */
export function elementsAt(element: XmlElement, path: string): readonly XmlElement[] {
  let found: readonly XmlElement[] = [element]
  for (const name of path.split('/'))
    found = found.flatMap(({ children }) => children.filter((child) => child.name === name))
  return found
}

/** The first of them. */
export const elementAt = (element: XmlElement, path: string): XmlElement | null => elementsAt(element, path)[0] ?? null

/** The trimmed text of the first element at a path that has one; null where none has. */
export function textAt(element: XmlElement, path: string): string | null {
  for (const found of elementsAt(element, path)) {
    const text = found.text.trim()
    if (text !== '') return text
  }
  return null
}

/** The trimmed attribute of the first element at a path; null where it has none. */
export function attributeAt(element: XmlElement, path: string, name: string): string | null {
  return elementAt(element, path)?.attributes.get(name)?.trim() || null
}
