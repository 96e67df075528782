import { entityKinds, type EntityKind } from '../../rules/entity/entity.ts'
import type { FieldMapping } from '../../rules/normalize/field-mapping.ts'
import { changedAtWords, currencyWords, entityWords, fieldWords, foldHeader, keyWords } from './header-synonyms.ts'
import { entityInName, speaksOfOthers } from './name-words.ts'

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

const tellingFields: Partial<Readonly<Record<EntityKind, readonly string[]>>> = {
  customer: ['givenName', 'familyName', 'companyName', 'name', 'email'],
  product: ['sku', 'gtin', 'name'],
}

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
  if (speaksOfOthers(name)) return null

  const byName = entityInName(name)
  if (byName !== null && recognised(byName, columns) >= FIELDS_MIN) return byName

  const scores = entityKinds.map((kind) => ({ kind, count: recognised(kind, columns) }))
  const best = scores.reduce((left, right) => (right.count > left.count ? right : left))
  return best.count > FIELDS_MIN ? best.kind : null
}

/** How many fields of a kind have a column; none when it lacks what makes one of its kind: an address alone is no customer. */
function recognised(entity: EntityKind, columns: readonly string[]): number {
  const fields = Object.keys(guessFields(entity, columns))
  const telling = tellingFields[entity]

  return telling === undefined || telling.some((field) => fields.includes(field)) ? fields.length : 0
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

/** Of lines, document and position together, of variants, product and option; else `id`, `customer_id` of a customer and the like, a first column that ends like a key, an e-mail address, and at last the first column. */
function guessKey(entity: EntityKind, columns: readonly string[]): string | readonly string[] | undefined {
  const { email = [] } = fieldWords[entity]
  const likeKey = columns.slice(0, 1).find((column) => /(id|key|code|no|nr)$/i.test(column))

  return (
    guessLineKey(entity, columns) ??
    guessVariantKey(columns) ??
    columnFor(keyWordsOf(entity), columns) ??
    likeKey ??
    columnFor(email, columns) ??
    columns[0]
  )
}

function guessLineKey(entity: EntityKind, columns: readonly string[]): readonly string[] | undefined {
  const { documentKey = [], lineNumber = [], sku = [] } = fieldWords[entity]
  const document = columnFor(documentKey, columns)
  const position = columnFor([...lineNumber, ...sku], columns)

  return document === undefined || position === undefined || columnFor(['id'], columns) !== undefined
    ? undefined
    : [document, position]
}

/** Shop systems export one line per variant of a product: the handle names the product, its first option the variant. */
function guessVariantKey(columns: readonly string[]): readonly string[] | undefined {
  const handle = columnFor(['handle'], columns)
  const option = columnFor(['option1value'], columns)

  return handle === undefined || option === undefined ? undefined : [handle, option]
}

function keyWordsOf(entity: EntityKind): readonly string[] {
  const { number = [], sku = [] } = fieldWords[entity]
  const own = ['id', 'key'].flatMap((ending) => entityWords[entity].map((word) => `${word}${ending}`))

  return ['id', ...own, ...keyWords, ...number, ...sku]
}

function columnsIn(mapping: FieldMapping): readonly string[] {
  return typeof mapping === 'string' ? [mapping] : [mapping.from ?? [], mapping.currencyFrom ?? []].flat()
}
