import { XMLParser } from 'fast-xml-parser'
import { textPlaces, XmlFault, type TextPlaces } from './xml-fault.ts'
import { assertWellFormed, TEXT_CHARS_MAX, withoutLongTexts } from './xml-well-formed.ts'

const DEPTH_MAX = 100

/** Each element that declares namespaces copies those around it: without a limit a file of a few megabytes takes hours. */
const NAMESPACES_MAX = 100

/** One element. Names are local names, resolved by their namespaces. */
export interface XmlElement {
  readonly name: string
  /** Its URI; empty where the element has none. */
  readonly namespace: string
  /** By local name, without namespace declarations. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The texts directly in the element, joined, as written; empty where they are longer than 65,536 characters, as in attachments. */
  readonly text: string
  /** Counted from 1. */
  readonly line: number
}

/** URI by prefix; the default namespace has the prefix "". */
type Scope = ReadonlyMap<string, string>

/** What the parser makes of an element: one key is its name, ":@" its attributes; texts have a key of their own. */
type Node = Readonly<Record<string, unknown>>

const TEXT = '#text'
const CDATA = '#cdata'
const ATTRIBUTE = '@'
const META = XMLParser.getMetaDataSymbol() as unknown as string

/** The root element of a text. Throws {@link XmlFault} and nothing else. */
export function xmlTree(source: string): XmlElement {
  const text = withoutLongTexts(source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'))
  const places = textPlaces(text)

  assertWellFormed(text, places)
  const roots = elementsOf(parsed(text, places)).map((node) => elementOf(node, new Map(), places))
  if (roots[0] === undefined || roots.length > 1) throw places.fault('more than one root element', text.length)
  return roots[0]
}

function parsed(text: string, places: TextPlaces): readonly Node[] {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: ATTRIBUTE,
    textNodeName: TEXT,
    cdataPropName: CDATA,
    ignoreDeclaration: true,
    ignorePiTags: true,
    parseTagValue: false,
    trimValues: false,
    processEntities: false, // it would leave &#252; as it is; see decoded
    captureMetaData: true,
    maxNestedTags: DEPTH_MAX,
    jPath: false,
  })
  try {
    return parser.parse(text) as readonly Node[]
  } catch (cause) {
    const isDeep = (cause as Error).message.startsWith('Maximum nested')
    if (isDeep) throw places.fault(`elements more than ${DEPTH_MAX} deep`, 0)
    throw places.fault('something that is not XML', 0)
  }
}

const nameOf = (node: Node) => Object.keys(node).find((key) => key !== ':@') ?? ''
const isElement = (node: Node) => ![TEXT, CDATA].includes(nameOf(node))
const elementsOf = (nodes: readonly Node[]) => nodes.filter(isElement)

function elementOf(node: Node, outer: Scope, places: TextPlaces): XmlElement {
  const start = (node[META] as { startIndex: number } | undefined)?.startIndex ?? 0
  const tag = nameOf(node)
  const nodes = node[tag] as readonly Node[]
  const decode = (text: string) => decoded(text, () => places.fault('an entity that XML does not know', start))
  const given = node[':@'] as Readonly<Record<string, string>> | undefined
  const attributes = Object.entries(given ?? {}).map(
    ([name, value]) => [name.slice(ATTRIBUTE.length), decode(value)] as const,
  )
  const scope = innerScope(outer, attributes)
  if (scope.size > NAMESPACES_MAX) throw places.fault(`more than ${NAMESPACES_MAX} namespaces`, start)
  const { prefix, local } = splitName(tag)
  const namespace = scope.get(prefix) ?? ''
  if (prefix !== '' && namespace === '') throw places.fault('a prefix without a namespace', start)

  return {
    name: local,
    namespace,
    attributes: given === undefined ? NO_ATTRIBUTES : ownAttributes(attributes),
    children: elementsOf(nodes).map((child) => elementOf(child, scope, places)),
    text: ownText(nodes, decode),
    line: places.line(start),
  }
}

/** Most elements have none, and an empty map takes more memory than their text. */
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map()

const ownAttributes = (attributes: readonly (readonly [string, string])[]): ReadonlyMap<string, string> =>
  new Map(attributes.filter(([name]) => !isDeclaration(name)).map(([name, value]) => [splitName(name).local, value]))

const isDeclaration = (name: string) => name === 'xmlns' || name.startsWith('xmlns:')

function innerScope(outer: Scope, attributes: readonly (readonly [string, string])[]): Scope {
  const declared = attributes.filter(([name]) => isDeclaration(name))
  return declared.length === 0
    ? outer
    : new Map([...outer, ...declared.map(([name, uri]) => [name.slice('xmlns:'.length), uri.trim()] as const)])
}

function splitName(name: string): { prefix: string; local: string } {
  const colon = name.indexOf(':')
  return colon === -1 ? { prefix: '', local: name } : { prefix: name.slice(0, colon), local: name.slice(colon + 1) }
}

function ownText(nodes: readonly Node[], decode: (text: string) => string): string {
  let text = ''
  for (const node of nodes) {
    if (typeof node[TEXT] === 'string') text += decode(node[TEXT])
    else if (CDATA in node) text += cdataOf(node)
  }
  return text.length > TEXT_CHARS_MAX ? '' : text
}

const cdataOf = (node: Node) =>
  (node[CDATA] as readonly { readonly [TEXT]?: string }[]).map((part) => part[TEXT] ?? '').join('')

const CHARACTER_BY_ENTITY = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

function decoded(text: string, fault: () => XmlFault): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#?)(x?)(\w+);?/g, (reference, isNumber: string, isHex: string, name: string) => {
    const character =
      isNumber === '' ? CHARACTER_BY_ENTITY.get(isHex + name) : characterOf(name, isHex === '' ? 10 : 16)
    if (character === undefined || !reference.endsWith(';')) throw fault()
    return character
  })
}

/** XML 1.0, production 2: what a document may hold. */
const CHARACTER = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]$/u

function characterOf(digits: string, base: number): string | undefined {
  const isNumber = (base === 16 ? /^[\da-f]{1,6}$/i : /^\d{1,7}$/).test(digits)
  const code = isNumber ? Number.parseInt(digits, base) : 0
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : ''
  return CHARACTER.test(character) ? character : undefined
}
