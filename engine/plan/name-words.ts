import type { EntityKind } from '../../rules/entity/entity.ts'
import { entityWords, foldHeader, otherPartyWords } from './header-synonyms.ts'

/** Longest run of words that is looked up as one: "sales order items". */
const RUN_MAX = 3

/** The entity a file or table name speaks of: "crm_contacts-2024" says customer. The longest run of words decides. */
export function entityInName(name: string): EntityKind | null {
  const [longest] = knownRuns(nameWords(name))

  return longest?.entity ?? null
}

/** The words of a name that do not say what it holds: what is left names the system. */
export function systemWords(name: string): readonly string[] {
  const words = nameWords(name)
  const covered = new Set(knownRuns(words).flatMap(({ positions }) => positions))

  return words.filter((word, position) => !covered.has(position) && !/^\d+$/.test(word))
}

/** Whether a name speaks of parties that look like customers in every column and are none. */
export function speaksOfOthers(name: string): boolean {
  return nameWords(name).some((word) => otherPartyWords.includes(word))
}

interface KnownRun {
  readonly entity: EntityKind
  readonly positions: readonly number[]
}

/** Runs of words that name an entity, longest first. */
function knownRuns(words: readonly string[]): readonly KnownRun[] {
  const kinds = Object.keys(entityWords) as EntityKind[]
  const starts = words.map((_, start) => start)

  return Array.from({ length: RUN_MAX }, (_, index) => RUN_MAX - index).flatMap((length) =>
    starts
      .map((start) => starts.slice(start, start + length))
      .filter((positions) => positions.length === length)
      .flatMap((positions) => {
        const run = positions.map((position) => words[position]).join('')
        const entity = kinds.find((kind) => entityWords[kind].includes(run))

        return entity === undefined ? [] : [{ entity, positions }]
      }),
  )
}

/** "OrderDetails", "order_details" and "ORDER-DETAILS.csv" are the same words. */
function nameWords(name: string): readonly string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map(foldHeader)
    .filter((word) => word !== '')
}
