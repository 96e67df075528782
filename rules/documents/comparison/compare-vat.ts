import { absolute } from '../document-amounts.ts'
import type { ContentLine, ContentVat } from '../document-content.ts'
import { ruleFamilies } from '../en16931/rule-catalogue.ts'
import { rateThatCounts } from '../zero-tax.ts'
import { delta, isNear, type CopyPair } from './copy-pair.ts'
import { amountDifference, textDifference, type Difference } from './difference.ts'
import type { MatchedLines } from './match-lines.ts'
import { originOfVat } from './vat-evidence.ts'
import { isUntaxed, matchVat, partsOfGroup, vatGroups, type MatchedVat } from './vat-groups.ts'

/** Compares how two copies tax what they sell, where both tell their categories or rates. Undefined where one tells neither. */
export function compareVat(pair: CopyPair, lines: MatchedLines | undefined): readonly Difference[] | undefined {
  const [groups, otherGroups] = [vatGroups(pair.reference), vatGroups(pair.other)]

  if (groups.length === 0 || otherGroups.length === 0) return undefined
  const matched = matchVat(groups, otherGroups)
  const treated = compareTreatment(pair, lines, matched)

  if (treated !== undefined) return [treated]
  return [
    ...roundingsAsOne(matched.pairs.flatMap(([group, other]) => compareGroup(pair, lines, group, other))),
    ...oneSided(pair, lines, matched),
  ]
}

type Taxed = Pick<ContentVat, 'category' | 'rate'>

/** The same line or category in both copies. */
type Treated = readonly [where: 'lines' | 'vatBreakdown', left: Taxed, right: Taxed]

/** The first line or category that the copies tax differently: exempt here and taxed there, or at another rate. */
function compareTreatment(pair: CopyPair, matched: MatchedLines | undefined, vat: MatchedVat): Difference | undefined {
  const lines = (matched?.pairs ?? []).map(([left, right]): Treated => ['lines', left, right])
  const groups = bySize(vat.missing).flatMap((group, index) => {
    const other = bySize(vat.added)[index]

    return other === undefined ? [] : [['vatBreakdown', group, other] satisfies Treated]
  })
  const tried = [...lines, ...groups, ...movedBase(pair, vat)]

  for (const cause of ['vat-category', 'vat-rate'] as const) {
    const found = tried.find(([, left, right]) => treatmentOf(left, right) === cause)

    if (found !== undefined) return treatment(pair, cause, found)
  }
  return undefined
}

function treatmentOf(left: Taxed, right: Taxed): 'vat-category' | 'vat-rate' | undefined {
  const [one, two] = [isUntaxed(left), isUntaxed(right)]

  if (areOfOtherCategory(left, right) || (one !== undefined && two !== undefined && one !== two)) return 'vat-category'
  return left.rate !== null && right.rate !== null && rateThatCounts(left) !== rateThatCounts(right)
    ? 'vat-rate'
    : undefined
}

function treatment(pair: CopyPair, cause: 'vat-category' | 'vat-rate', [where, left, right]: Treated): Difference {
  const name = areOfOtherCategory(left, right) ? 'category' : 'rate'
  const gap = delta(pair.reference.amounts.vat, pair.other.amounts.vat)
  const isCostly = gap !== undefined && gap !== 0n

  return textDifference({
    cause,
    field: `${where}.${name === 'category' ? 'vatCategory' : 'vatRate'}`,
    value: left[name],
    otherValue: right[name],
    differenceMinor: isCostly ? String(gap) : null,
    scale: isCostly ? pair.scale : null,
    evidence: {
      ...(name === 'category'
        ? { ...evidence('category', left.category), ...evidence('otherCategory', right.category) }
        : {}),
      ...evidence('rate', left.rate),
      ...evidence('otherRate', right.rate),
    },
    reason: treatmentReasons[cause],
  })
}

const treatmentReasons = {
  'vat-category':
    'One copy taxes what the other treats as exempt, reverse charge or zero-rated, or under another category.',
  'vat-rate': 'The copies apply different VAT rates.',
} as const

function areOfOtherCategory(left: Taxed, right: Taxed): boolean {
  return left.category !== null && right.category !== null && left.category !== right.category
}

function evidence(name: string, value: string | null): Readonly<Record<string, string>> {
  return value === null ? {} : { [name]: value }
}

function bySize(groups: readonly ContentVat[]): readonly ContentVat[] {
  return groups.toSorted((left, right) => (absolute(right.base ?? 0n) > absolute(left.base ?? 0n) ? 1 : -1))
}

/** Without lines: what one copy has in a category of its own, the other has in one that both have. */
function movedBase({ reference, other, tolerance }: CopyPair, { pairs, missing, added }: MatchedVat) {
  if (reference.lines.length > 0 && other.lines.length > 0) return []
  const find = (gap: bigint) =>
    pairs.find(([left, right]) => absolute((delta(left.base, right.base) ?? 0n) - gap) <= tolerance)

  return [
    ...missing.flatMap((group) => {
      const to = added.length === 0 && group.base !== null && group.base !== 0n ? find(group.base)?.[1] : undefined

      return to === undefined ? [] : [['vatBreakdown', group, to] as const]
    }),
    ...added.flatMap((group) => {
      const from = missing.length === 0 && group.base !== null && group.base !== 0n ? find(-group.base)?.[0] : undefined

      return from === undefined ? [] : [['vatBreakdown', from, group] as const]
    }),
  ]
}

/** One category that both copies have, at one rate. */
function compareGroup(
  pair: CopyPair,
  lines: MatchedLines | undefined,
  group: ContentVat,
  other: ContentVat,
): readonly Difference[] {
  const gap = delta(group.base, other.base)
  const isBaseAlone = gap !== undefined && absolute(gap) > pair.tolerance && lines !== undefined
  const predicted = isBaseAlone ? predictedBase(pair, group) : undefined

  if (isBaseAlone && predicted !== undefined && absolute(predicted - gap) > pair.tolerance) {
    return [baseAlone(pair, group, other)]
  }
  return vatOfGroup(pair, group, other)
}

/** How much more the lines and adjustments of a category come to in the other copy. */
function predictedBase({ reference, other }: CopyPair, group: ContentVat): bigint | undefined {
  const sum = ({ lines, adjustments }: CopyPair['reference']) =>
    [...lines, ...adjustments.map(({ amount, ...rest }) => ({ ...rest, net: amount }))]
      .filter((part) => isOfGroup(part, group))
      .reduce((total, { net }) => total + (net ?? 0n), 0n)

  return sum(other) - sum(reference)
}

function isOfGroup(part: Taxed, group: ContentVat): boolean {
  const isOneCategory = part.category === null || group.category === null || part.category === group.category

  return isOneCategory && rateThatCounts(part) === rateThatCounts(group)
}

function baseAlone(pair: CopyPair, group: ContentVat, other: ContentVat): Difference {
  const category = [group.category, other.category].find((one) => one !== null && one in ruleFamilies) ?? 'S'
  const residual = (content: CopyPair['reference'], { base }: ContentVat) =>
    absolute(
      (base ?? 0n) -
        [...content.lines, ...content.adjustments.map(({ amount, ...rest }) => ({ ...rest, net: amount }))]
          .filter((part: Taxed) => isOfGroup(part, group))
          .reduce((total, { net }: Pick<ContentLine, 'net'>) => total + (net ?? 0n), 0n),
    )
  const isReference = residual(pair.reference, group) > residual(pair.other, other)

  return amountDifference(
    pair,
    {
      cause: 'contradiction',
      field: 'vatBreakdown.baseMinor',
      deviating: isReference ? 'reference' : 'other',
      evidence: { rule: `${ruleFamilies[category as keyof typeof ruleFamilies]}-08` },
      reason: 'The lines of a VAT category agree, and its base does not follow from them.',
    },
    group.base,
    other.base,
  )
}

/** A system rounds all its categories in one way: one finding for all of them. */
function roundingsAsOne(found: readonly Difference[]): readonly Difference[] {
  const [first, ...rest] = found.filter(({ cause }) => cause === 'vat-rounding')

  if (first === undefined || rest.length === 0) return found
  const sum = (of: (difference: Difference) => string | null) =>
    String([first, ...rest].reduce((total, difference) => total + BigInt(of(difference) ?? '0'), 0n))
  const { rate: _, ...evidence } = first.evidence

  return [
    ...found.filter(({ cause }) => cause !== 'vat-rounding'),
    {
      ...first,
      value: sum(({ value }) => value),
      otherValue: sum(({ otherValue }) => otherValue),
      differenceMinor: sum(({ differenceMinor }) => differenceMinor),
      evidence,
    },
  ]
}

function vatOfGroup(pair: CopyPair, group: ContentVat, other: ContentVat): readonly Difference[] {
  if (group.vat === null || other.vat === null || isNear(pair, group.vat, other.vat)) return []
  const origin = originOfVat(group.vat, partsOfGroup(pair.reference, group), other.vat, partsOfGroup(pair.other, other))

  if (origin.is === 'alike') return []
  const plain = { field: 'vatBreakdown.vatMinor', evidence: evidence('rate', rateThatCounts(group)) }

  if (origin.is === 'rounding') {
    const { method, otherMethod } = origin

    return [
      amountDifference(
        pair,
        {
          ...plain,
          cause: 'vat-rounding',
          evidence: { ...plain.evidence, method, otherMethod },
          reason: 'Each VAT follows from the same base, rounded in another documented way.',
        },
        group.vat,
        other.vat,
      ),
    ]
  }
  return [
    amountDifference(
      pair,
      origin.is === 'wrong'
        ? {
            ...plain,
            cause: 'contradiction',
            deviating: origin.deviating,
            evidence: { ...plain.evidence, rule: 'BR-CO-17' },
            reason: 'The VAT of a category follows from base and rate by no documented method in one of the copies.',
          }
        : {
            ...plain,
            cause: 'unexplained',
            reason: 'The VAT of a category follows from base and rate in neither copy.',
          },
      group.vat,
      other.vat,
    ),
  ]
}

/** A category that only one copy has, where nobody's lines say why. */
function oneSided(
  pair: CopyPair,
  lines: MatchedLines | undefined,
  { missing, added }: MatchedVat,
): readonly Difference[] {
  const isExplained = (group: ContentVat) =>
    group.base === 0n || lines === undefined || predictedBase(pair, group) !== 0n || [...missing, ...added].length > 1

  return [...missing.map((group) => [group, null] as const), ...added.map((group) => [null, group] as const)]
    .filter(([group, other]) => !isExplained((group ?? other) as ContentVat))
    .map(([group, other]) =>
      amountDifference(
        pair,
        {
          cause: 'contradiction',
          field: 'vatBreakdown.baseMinor',
          deviating: group === null ? 'reference' : 'other',
          evidence: { rule: 'BR-CO-18' },
          reason: 'The lines agree, and one copy leaves out their VAT category.',
        },
        group?.base ?? null,
        other?.base ?? null,
      ),
    )
}
