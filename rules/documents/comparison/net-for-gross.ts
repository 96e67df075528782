import type { DocumentContent } from '../document-content.ts'
import { factorOf, isRelatedByVat, vatFactor, type VatFactor } from '../net-gross.ts'
import { areLinesNetAndGross, type LinesCompared } from './compare-lines.ts'
import { isNear, type CopyPair } from './copy-pair.ts'
import { amountDifference, type Difference } from './difference.ts'

/**
 * One copy holds without VAT what the other holds with it: its total is the other's net amount, the totals stand in the ratio of
 * a VAT rate, or the prices of all lines do. Net amounts that agree speak against it: then only the VAT is in question.
 */
export function findNetForGross(pair: CopyPair, { differences, matched }: LinesCompared): Difference | undefined {
  const { reference, other } = pair
  const areLinesTaxed = matched !== undefined && areLinesNetAndGross(pair, matched)

  if (differences.length > 0 && !areLinesTaxed) return undefined
  const name = fieldOf(pair)

  if (name !== undefined) {
    return amountDifference(
      pair,
      { cause: 'net-gross', field: `${name}Minor`, ...proof(pair, name) },
      reference.amounts[name],
      other.amounts[name],
    )
  }
  if (!areLinesTaxed) return undefined
  const [first] = differences

  return (
    first && {
      ...first,
      cause: 'net-gross',
      deviating: 'other',
      reason: 'The prices are with VAT here and without it there.',
    }
  )
}

function fieldOf(pair: CopyPair): 'gross' | 'net' | undefined {
  const [{ gross }, { gross: otherGross }] = [pair.reference.amounts, pair.other.amounts]

  if (areNetsAgreed(pair)) return undefined
  if (gross === null || otherGross === null) return areNetsCrossed(pair) ? 'net' : undefined
  if (isNear(pair, gross, otherGross)) return areNetsCrossed(pair) && !areBothTaxed(pair) ? 'net' : undefined
  return isCrossed(pair) || isRelatedByVat(gross, otherGross, factors(pair), pair.slack) ? 'gross' : undefined
}

/** The amount without VAT of one copy is the amount with VAT of the other. */
function isCrossed(pair: CopyPair): boolean {
  const [left, right] = [pair.reference.amounts, pair.other.amounts]

  return isSame(pair, left.net, right.gross) || isSame(pair, right.net, left.gross)
}

function areBothTaxed({ reference, other }: CopyPair): boolean {
  return reference.isVatStated && other.isVatStated
}

function areNetsCrossed(pair: CopyPair): boolean {
  return isCrossed(pair) && pair.reference.amounts.net !== null && pair.other.amounts.net !== null
}

/** Both know the net amount and it is one; a net amount that was only derived from a missing VAT says nothing. */
function areNetsAgreed(pair: CopyPair): boolean {
  const { reference, other } = pair
  const areStated = [reference, other].every(({ isVatStated, amounts }) => isVatStated || amounts.gross === null)

  return areStated && isSame(pair, reference.amounts.net, other.amounts.net)
}

function isSame(pair: CopyPair, left: bigint | null, right: bigint | null): boolean {
  return left !== null && right !== null && isNear(pair, left, right)
}

function proof({ reference, other }: CopyPair, name: 'gross' | 'net'): Pick<Difference, 'reason' | 'evidence'> {
  const [net, gross] = [reference.amounts.net, reference.amounts.gross]
  const isTold = name === 'net' || other.amounts[name] === net || other.amounts.net === gross

  return {
    evidence: {},
    reason: isTold
      ? 'One copy holds as the total what the other holds as its amount without VAT.'
      : 'One total is the other with VAT added.',
  }
}

function factors({ reference, other, terms }: CopyPair): readonly VatFactor[] {
  const own = [reference, other].map(({ amounts, currency, scale, isVatStated }) =>
    factorOf({ ...amounts, currency, scale, isVatStated }),
  )
  const stated = [reference, other].flatMap(statedRates)
  const known = own.filter((factor) => factor !== undefined)
  const rates = known.length + stated.length > 0 ? stated : terms.knownRates

  return [...known, ...[...new Set(rates)].map(vatFactor)]
}

/** Rates that a copy tells itself. */
export function statedRates({ vatBreakdown, lines }: DocumentContent): readonly string[] {
  const rates = [...vatBreakdown, ...lines].map(({ rate }) => rate)

  return [...new Set(rates.filter((rate) => rate !== null && !rate.startsWith('-')))] as readonly string[]
}
