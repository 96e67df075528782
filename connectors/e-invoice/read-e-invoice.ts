import type { EInvoice } from '../../rules/entity/e-invoice.ts'
import { assertNamespaces, readXmlFile, type XmlRoot } from '../xml-reader.ts'
import type { XmlElement } from '../xml-tree.ts'
import { ciiInvoice, ciiNamespaces, ciiRoots } from './cii-invoice.ts'
import { isdocInvoice, isdocNamespaces, isdocOpenElements, isdocRoots } from './isdoc-invoice.ts'
import { ublInvoice, ublNamespaces, ublOpenElements, ublRoots } from './ubl-invoice.ts'

/** One format of e-invoices: how its files begin, what they may hold, and what they say. */
interface Syntax {
  readonly roots: readonly XmlRoot[]
  readonly namespaces: ReadonlySet<string>
  readonly openElements: ReadonlySet<string>
  readonly read: (root: XmlElement) => EInvoice
}

const syntaxes: readonly Syntax[] = [
  { roots: ublRoots, namespaces: ublNamespaces, openElements: ublOpenElements, read: ublInvoice },
  { roots: ciiRoots, namespaces: ciiNamespaces, openElements: new Set(), read: ciiInvoice },
  { roots: isdocRoots, namespaces: isdocNamespaces, openElements: isdocOpenElements, read: isdocInvoice },
]

/** Reads a UBL, CII or ISDOC file. A file that is none, or damaged, is a SourceError that says what was found and what is allowed. */
export async function readEInvoice(path: string, signal: AbortSignal): Promise<EInvoice> {
  const root = await readXmlFile(
    path,
    syntaxes.flatMap(({ roots }) => roots),
    signal,
  )
  const { namespaces, openElements, read } = syntaxes.find(({ roots }) =>
    roots.some(({ name, namespace }) => name === root.name && namespace === root.namespace),
  ) as Syntax

  assertNamespaces(path, root, namespaces, openElements)
  return read(root)
}
