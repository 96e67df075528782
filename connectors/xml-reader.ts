import { SourceError } from './source-error.ts'
import { xmlFileText } from './xml-bytes.ts'
import { XmlFault } from './xml-fault.ts'
import { xmlTree, type XmlElement } from './xml-tree.ts'

/** The root element a reader knows. */
export interface XmlRoot {
  readonly name: string
  readonly namespace: string | RegExp
}

/** Reads a file as XML and checks its root; every failure is a coded error that names the place. */
export async function readXmlFile(path: string, roots: readonly XmlRoot[], signal: AbortSignal): Promise<XmlElement> {
  return rootOfText(path, await xmlFileText(path, signal), roots)
}

/** The same for text that was read already. */
export function rootOfText(path: string, text: string, roots: readonly XmlRoot[]): XmlElement {
  try {
    const root = xmlTree(text)
    if (roots.some((known) => isRoot(root, known))) return root
    throw refuse(path, `the root ${shownName(root)}`, roots.map(shownRoot).join(', '))
  } catch (cause) {
    if (!(cause instanceof XmlFault)) throw cause
    throw refuse(path, cause.message, 'well-formed XML without a DOCTYPE', cause)
  }
}

/**
 * Refuses elements of other namespaces than the reader knows: it would not see them, and take an amount that is there for
 * one that is missing. Elements called as in `open` may hold anything.
 */
export function assertNamespaces(
  path: string,
  root: XmlElement,
  known: ReadonlySet<string>,
  open: ReadonlySet<string>,
): void {
  const visit = (element: XmlElement): void => {
    if (open.has(element.name)) return
    if (!known.has(element.namespace))
      throw refuse(path, `${shownName(element)} in line ${element.line}`, [...known].join(', '))
    element.children.forEach(visit)
  }
  visit(root)
}

const refuse = (path: string, found: string, allowed: string, cause?: unknown) =>
  new SourceError('SOURCE_FORMAT_INVALID', { path, format: 'XML', found, allowed }, { cause })

const isRoot = (root: XmlElement, { name, namespace }: XmlRoot) =>
  root.name === name && (typeof namespace === 'string' ? root.namespace === namespace : namespace.test(root.namespace))

/** Names are no customer values, but a foreign file could call its elements anything: they are cut. */
const shownName = ({ name, namespace }: XmlElement) =>
  `${name.slice(0, 60)} of ${namespace === '' ? 'no namespace' : `the namespace "${namespace.slice(0, 120)}"`}`

const shownRoot = ({ name, namespace }: XmlRoot) =>
  `${name} of "${typeof namespace === 'string' ? namespace : namespace.source.replace(/^\^|\$$|\\(?=\.)/g, '')}"`
