import { columnsInUse, columnsWithTexts, type MatchModel } from '../match-model.ts'
import { columnSource, leavesOf, type ColumnSource } from './column-source.ts'
import type { SqlDialect } from './sql-dialect.ts'

/** A column of the table of records, beside record_id and system: a derived column of the model, or a field as it is. */
export interface HandedOver {
  readonly is: 'column' | 'field'
  readonly of: string
  /** Its name in the table, not quoted. */
  readonly name: string
}

/** How the compiled SQL names the columns of a model; all names are quoted. */
export interface SqlColumns {
  readonly handedOver: readonly HandedOver[]
  /** Select list of the table of record values. */
  readonly selected: readonly string[]
  /** Holds equal texts where two records have the same value, and NULL where one has none. */
  identity(column: string): string
  /** Holds the text that is measured. */
  text(column: string): string
}

/** Names the columns a model uses. SQL does not tell Name from name, so the second to come gets a number. */
export function sqlColumns(model: MatchModel, dialect: SqlDialect): SqlColumns {
  const name = nameGiver()
  const sources = new Map(columnsInUse(model).map((column) => [column, columnSource(model, column)]))
  const leaves = new Map([...sources.values()].flatMap(leavesOf).map((leaf) => [keyOf(leaf), leaf]))
  const handedOver = [...leaves.values()].map(({ is, name: of }) => ({ is, of, name: name(of) }))
  const leafNames = new Map(handedOver.map((leaf) => [`${leaf.is} ${leaf.of}`, dialect.identifier(leaf.name)]))
  const selected = [...leafNames.values()]
  const identities = new Map<string, string>()
  const texts = new Map<string, string>()
  const measured = columnsWithTexts(model)

  for (const [column, source] of sources) {
    if (source.is !== 'joined') {
      identities.set(column, leafNames.get(keyOf(source)) as string)
      continue
    }
    const own = joinedColumns(source, leafNames)

    identities.set(column, dialect.identifier(name(column)))
    selected.push(`${own.identity} AS ${identities.get(column)}`)
    if (!measured.has(column)) continue
    texts.set(column, dialect.identifier(name(`${column} text`)))
    selected.push(`${own.text} AS ${texts.get(column)}`)
  }
  const identity = (column: string) => identities.get(column) as string

  return { handedOver, selected, identity, text: (column) => texts.get(column) ?? identity(column) }
}

function keyOf(leaf: Exclude<ColumnSource, { is: 'joined' }>): string {
  return `${leaf.is} ${leaf.name}`
}

/** Names that the compiled SQL gives to what it computes, in tables that also have the columns of the model. */
const ownNames =
  /^(record_id|system|rule|copies|contents|records|words|weight|placed|word|block_(word|key)|column_index|counted_value|weighed_(value|text)|(count|words|weight)_\d+)$/

function nameGiver(): (wanted: string) => string {
  const given = new Set<string>()

  return (wanted) => {
    let name = wanted

    for (let number = 2; given.has(name.toLowerCase()) || ownNames.test(name.toLowerCase()); number += 1)
      name = `${wanted} ${number}`
    given.add(name.toLowerCase())

    return name
  }
}

interface JoinedColumns {
  readonly identity: string
  readonly text: string
}

function joinedColumns(source: ColumnSource, leafNames: ReadonlyMap<string, string>): JoinedColumns {
  if (source.is !== 'joined') {
    const leaf = leafNames.get(keyOf(source)) as string

    return { identity: leaf, text: leaf }
  }
  const parts = source.parts.map((part) => joinedColumns(part, leafNames))
  const identities = parts.map(({ identity }) => identity)
  const condition = isPresent(identities, source.needs)

  return {
    identity: `CASE WHEN ${condition} THEN ${joinedKey(identities)} END`,
    text: `CASE WHEN ${condition} THEN concat_ws(' ', ${parts.map(({ text }) => text).join(', ')}) END`,
  }
}

function isPresent(parts: readonly string[], needs: 'all' | 'any'): string {
  return parts.map((part) => `${part} IS NOT NULL`).join(needs === 'all' ? ' AND ' : ' OR ')
}

/** Several values as one text, from which each could be read again: its length, a colon, the value; or a dash. */
export function joinedKey(parts: readonly string[]): string {
  return parts.map((part) => `coalesce(length(${part}) || ':' || ${part}, '-')`).join(' || ')
}
