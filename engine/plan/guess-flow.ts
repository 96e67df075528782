import { entityKinds, type EntityKind } from '../../rules/entity/entity.ts'
import type { FieldMapping } from '../../rules/normalize/field-mapping.ts'
import {
  changedAtWords,
  currencyWords,
  entityWords,
  fieldWords,
  foldHeader,
  keyWords,
  otherPartyWords,
} from './header-synonyms.ts'

/** What a file or table seems to hold, judged by its name and header alone. */
export interface FlowGuess {
  readonly entity: EntityKind
  readonly key: string | readonly string[]
  readonly changedAt: string | undefined
  readonly fields: Readonly<Record<string, FieldMapping>>
  /** Columns nobody recognised, in source order. */
  readonly unused: readonly string[]
}

/** Amounts that carry a currency. */
const MONEY = new Set(['net', 'vat', 'gross', 'fee', 'price'])
/** Fewer recognised columns than this say nothing about what a table holds. */
const FIELDS_MIN = 2

/** Guesses entity, key and mapping; null when neither name nor header looks like anything we know. */
export function guessFlow(name: string, columns: readonly string[]): FlowGuess | null {
  const entity = guessEntity(name, columns)
  const key = entity === null ? undefined : guessKey(entity, columns)
  if (entity === null || key === undefined) return null

  const fields = guessFields(entity, columns)
  const changedAt = columnFor(changedAtWords, columns)
  const used = new Set([...Object.values(fields).flatMap(columnsIn), ...[key].flat(), changedAt])

  return { entity, key, changedAt, fields, unused: columns.filter((column) => !used.has(column)) }
}

/** The words of a file name decide; without one, the entity that recognises most columns. */
export function guessEntity(name: string, columns: readonly string[]): EntityKind | null {
  if (nameWords(name).some((word) => otherPartyWords.includes(word))) return null

  const byName = entityInName(name)
  if (byName !== null && Object.keys(guessFields(byName, columns)).length >= FIELDS_MIN) return byName

  const scores = entityKinds.map((kind) => ({ kind, count: Object.keys(guessFields(kind, columns)).length }))
  const best = scores.reduce((left, right) => (right.count > left.count ? right : left))
  return best.count > FIELDS_MIN ? best.kind : null
}

/** The entity a name speaks of: "crm_contacts-2024" says customer. */
export function entityInName(name: string): EntityKind | null {
  const words = nameWords(name)
  const pairs = words.map((word, position) => word + (words[position + 1] ?? ''))
  const kinds = Object.keys(entityWords) as EntityKind[]

  return (
    kinds.find((kind) => pairs.some((pair) => entityWords[kind].includes(pair))) ??
    kinds.find((kind) => words.some((word) => entityWords[kind].includes(word))) ??
    null
  )
}

/** The words of a name that do not say what it holds: what is left names the system. */
export function systemWords(name: string): readonly string[] {
  const known = new Set(Object.values(entityWords).flat())
  const words = nameWords(name)
  const isKnown = (position: number) =>
    known.has(words[position] ?? '') ||
    known.has((words[position] ?? '') + (words[position + 1] ?? '')) ||
    known.has((words[position - 1] ?? '') + (words[position] ?? ''))

  return words.filter((word, position) => !isKnown(position) && !/^\d+$/.test(word))
}

/** "OrderDetails", "order_details" and "ORDER-DETAILS.csv" are the same words. */
function nameWords(name: string): readonly string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map(foldHeader)
    .filter((word) => word !== '')
}

/** Every field that has a column of one of its names; a column serves one field only, the earlier one. */
function guessFields(entity: EntityKind, columns: readonly string[]): Readonly<Record<string, FieldMapping>> {
  const currencyFrom = columnFor(currencyWords, columns)
  const taken = new Set<string>()
  const fields: Record<string, FieldMapping> = {}

  for (const [field, words] of Object.entries(fieldWords[entity])) {
    const column = columnFor(
      words,
      columns.filter((candidate) => !taken.has(candidate)),
    )
    if (column === undefined || (field === 'name' && hasPersonName(fields))) continue

    taken.add(column)
    fields[field] = MONEY.has(field) && currencyFrom !== undefined ? { from: column, currencyFrom } : column
  }
  return fields
}

/** Where given and family name stand apart, a column "name" is the company's or a repetition of both. */
function hasPersonName(fields: Readonly<Record<string, FieldMapping>>): boolean {
  return fields['givenName'] !== undefined && fields['familyName'] !== undefined
}

function columnFor(words: readonly string[], columns: readonly string[]): string | undefined {
  for (const word of words) {
    const column = columns.find((candidate) => foldHeader(candidate) === word)
    if (column !== undefined) return column
  }
  return undefined
}

/** Of lines, document and position together; else `id`, `customer_id` of a customer and the like, a number, an e-mail address, and at last the first column. */
function guessKey(entity: EntityKind, columns: readonly string[]): string | readonly string[] | undefined {
  return guessLineKey(entity, columns) ?? columnFor(keyWordsOf(entity), columns) ?? columns[0]
}

function guessLineKey(entity: EntityKind, columns: readonly string[]): readonly string[] | undefined {
  const { documentKey = [], lineNumber = [], sku = [] } = fieldWords[entity]
  const document = columnFor(documentKey, columns)
  const position = columnFor([...lineNumber, ...sku], columns)

  return document === undefined || position === undefined || columnFor(['id'], columns) !== undefined
    ? undefined
    : [document, position]
}

function keyWordsOf(entity: EntityKind): readonly string[] {
  const { number = [], sku = [], email = [] } = fieldWords[entity]
  const own = ['id', 'key'].flatMap((ending) => entityWords[entity].map((word) => `${word}${ending}`))

  return ['id', ...own, ...keyWords, ...number, ...sku, ...email]
}

function columnsIn(mapping: FieldMapping): readonly string[] {
  return typeof mapping === 'string' ? [mapping] : [mapping.from ?? [], mapping.currencyFrom ?? []].flat()
}
