import { absolute } from './document-amounts.ts'
import { otherParty } from './comparison/compare-parties.ts'
import type { ContentParty, DocumentContent } from './document-content.ts'
import { gather } from './gather.ts'
import { documentNumberKey } from './document-number.ts'

/** A document of one of two collections, by its place there. */
export interface PlacedDocument {
  /** Name of its file: gives the order among documents that say the same. */
  readonly name: string
  readonly content: DocumentContent
}

/** Which documents of two collections are copies of one. */
export interface PairedDocuments {
  readonly pairs: readonly (readonly [PlacedDocument, PlacedDocument])[]
  /** Documents that fit several others equally well, although these are not alike. */
  readonly undecided: readonly {
    readonly lefts: readonly PlacedDocument[]
    readonly rights: readonly PlacedDocument[]
  }[]
  readonly onlyLeft: readonly PlacedDocument[]
  readonly onlyRight: readonly PlacedDocument[]
}

interface Candidate {
  readonly left: PlacedDocument
  readonly right: PlacedDocument
  readonly weight: number
}

/**
 * Pairs the documents of two collections one to one. Candidates have one number; since every issuer counts anew, parties, dates
 * and amounts decide which of them fits best. A pair is taken when it is the best for both of its documents.
 * Documents that say the same may be exchanged and are taken in the order of their names; other ties are undecided.
 */
export function pairDocuments(lefts: readonly PlacedDocument[], rights: readonly PlacedDocument[]): PairedDocuments {
  const rightsByNumber = gather(rights, numberKey)
  const pairs: (readonly [PlacedDocument, PlacedDocument])[] = []
  const undecided: { lefts: readonly PlacedDocument[]; rights: readonly PlacedDocument[] }[] = []

  for (const [number, sameLefts] of gather(lefts, numberKey)) {
    let rest = candidates(sameLefts, rightsByNumber.get(number) ?? [])

    while (rest.length > 0) {
      const taken = mutualBest(rest) ?? exchangeable(rest)

      if (taken === undefined) {
        const tie = tied(rest)

        undecided.push(tie)
        rest = rest.filter(({ left, right }) => !tie.lefts.includes(left) && !tie.rights.includes(right))
        continue
      }
      pairs.push([taken.left, taken.right])
      rest = rest.filter(({ left, right }) => left !== taken.left && right !== taken.right)
    }
  }
  const used = new Set([...pairs.flat(), ...undecided.flatMap((tie) => [...tie.lefts, ...tie.rights])])
  const isUnused = (document: PlacedDocument) => !used.has(document)

  return {
    pairs: pairs.toSorted(byName),
    undecided,
    onlyLeft: lefts.filter(isUnused),
    onlyRight: rights.filter(isUnused),
  }
}

function numberKey({ content: { number } }: PlacedDocument): string {
  return number === null ? '' : documentNumberKey(number)
}

function candidates(lefts: readonly PlacedDocument[], rights: readonly PlacedDocument[]): readonly Candidate[] {
  return lefts.flatMap((left) =>
    rights.flatMap((right) => {
      const weight = weightOf(left.content, right.content)

      return weight === undefined ? [] : [{ left, right, weight }]
    }),
  )
}

/** Evidence that two documents of one number are one; undefined where only the number speaks for it. */
function weightOf(left: DocumentContent, right: DocumentContent): number | undefined {
  const isSeller = isParty(left.seller, right.seller)
  const isBuyer = isParty(left.buyer, right.buyer)
  const isDate = left.on !== null && left.on === right.on
  const isGross = isSize(left, right, 'gross')

  if (!isSeller && !(isBuyer && (isDate || isGross)) && !(isDate && isGross)) return undefined
  const evidence: readonly (readonly [boolean, number])[] = [
    [isSeller, 16],
    [isBuyer, 16],
    [isDate, 8],
    [isGross, 8],
    [isSize(left, right, 'payable'), 4],
    [isSize(left, right, 'net'), 4],
    [isSize(left, right, 'prepaid'), 2],
    [left.amounts.rounding === right.amounts.rounding, 2],
    [linesOf(left) === linesOf(right), 4],
    [vatOf(left) === vatOf(right), 4],
    [left.isCreditNote === right.isCreditNote, 4],
    [left.currency === right.currency, 2],
    [left.orderNumber === right.orderNumber, 2],
    [left.dueOn === right.dueOn, 1],
    [left.number === right.number, 1],
  ]

  // How the parties are written decides only among documents that are equal in everything else.
  return evidence.reduce((sum, [holds, weight]) => sum + (holds ? weight * 100 : 0), 0) + writtenAlike(left, right)
}

const written = ['name', 'tradingName', 'vatId', 'companyId', 'street', 'city', 'postalCode', 'country'] as const

function writtenAlike(left: DocumentContent, right: DocumentContent): number {
  return (['seller', 'buyer'] as const).reduce(
    (sum, role) => sum + written.filter((field) => left[role]?.[field] === right[role]?.[field]).length,
    0,
  )
}

function isParty(left: ContentParty | null, right: ContentParty | null): boolean {
  return left !== null && right !== null && otherParty(left, right) === undefined
}

function isSize(left: DocumentContent, right: DocumentContent, name: 'gross' | 'net' | 'payable' | 'prepaid'): boolean {
  const [value, otherValue] = [left.amounts[name], right.amounts[name]]

  if (value === null || otherValue === null) return value === otherValue && name !== 'gross'
  return absolute(value) * 10n ** BigInt(right.scale) === absolute(otherValue) * 10n ** BigInt(left.scale)
}

function linesOf({ lines }: DocumentContent): string {
  return lines.map(({ sku, description, quantity }) => `${sku ?? description ?? ''} ${quantity ?? ''}`).join('\n')
}

function vatOf({ vatBreakdown }: DocumentContent): string {
  return vatBreakdown
    .map(({ category, rate, base }) => `${category ?? ''} ${rate ?? ''} ${base ?? ''}`)
    .toSorted()
    .join('\n')
}

/** The heaviest pair that has no rival of equal weight on either side. */
function mutualBest(rest: readonly Candidate[]): Candidate | undefined {
  return rest.find((one) =>
    rest.every((two) => one === two || (one.left !== two.left && one.right !== two.right) || two.weight < one.weight),
  )
}

/** The first of the heaviest pairs, if those of equal weight may be exchanged: on one side all say the same, and none of the other goes without. */
function exchangeable(rest: readonly Candidate[]): Candidate | undefined {
  const { lefts, rights } = tied(rest)
  const isAlike = (documents: readonly PlacedDocument[]) => new Set(documents.map(textOf)).size === 1

  const isFree = (isAlike(rights) && rights.length >= lefts.length) || (isAlike(lefts) && lefts.length >= rights.length)

  return isFree ? heaviest(rest).toSorted(byNames)[0] : undefined
}

function heaviest(rest: readonly Candidate[]): readonly Candidate[] {
  const most = Math.max(...rest.map(({ weight }) => weight))

  return rest.filter(({ weight }) => weight === most)
}

/** All that hangs together by pairs of the greatest weight. */
function tied(rest: readonly Candidate[]) {
  const best = heaviest(rest).toSorted(byNames)
  const [lefts, rights] = [new Set<PlacedDocument>(), new Set<PlacedDocument>()]
  let size = 0

  for (const first of best.slice(0, 1)) lefts.add(first.left)
  while (lefts.size + rights.size > size) {
    size = lefts.size + rights.size
    for (const { left, right } of best) {
      if (!lefts.has(left) && !rights.has(right)) continue
      lefts.add(left)
      rights.add(right)
    }
  }
  return { lefts: [...lefts], rights: [...rights] }
}

/** Everything a document says, but for its syntax. */
function textOf({ content }: PlacedDocument): string {
  return JSON.stringify(content, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

function byNames(one: Candidate, two: Candidate): number {
  return compareTexts(one.left.name, two.left.name) || compareTexts(one.right.name, two.right.name)
}

function byName(
  [one]: readonly [PlacedDocument, ...unknown[]],
  [two]: readonly [PlacedDocument, ...unknown[]],
): number {
  return compareTexts(one.name, two.name)
}

function compareTexts(one: string, two: string): number {
  if (one < two) return -1
  return one > two ? 1 : 0
}
