import { absolute } from '../document-amounts.ts'
import type { ContentAmounts, DocumentContent } from '../document-content.ts'
import { adjustmentsDelta, compareAdjustments } from './compare-adjustments.ts'
import { compareLines, linesDelta, sumOfNets, type LinesCompared } from './compare-lines.ts'
import { amountDelta, compareSplit, compareVatAmounts, unexplainedTotals } from './compare-totals.ts'
import { comparePayable } from './compare-payable.ts'
import { compareVat } from './compare-vat.ts'
import { isNear, type CopyPair } from './copy-pair.ts'
import { amountDifference, type Difference } from './difference.ts'
import { findNetForGross } from './net-for-gross.ts'
import { vatGroups } from './vat-groups.ts'

/**
 * Why the amounts of two copies differ. The amounts of a document are a chain: quantity and price make the line, lines and
 * discounts the net amount, net amount and rate the VAT, all of them the total. What a copy states independently is a cause; an
 * amount further down is one only where the chain does not lead from the differences above to it. So one changed quantity is one
 * finding, although four amounts differ, and two changes are two.
 */
export function compareAmounts(pair: CopyPair): readonly Difference[] {
  const lines = compareLines(pair)
  const confused = findNetForGross(pair, lines)

  if (confused !== undefined) return [confused]
  const above = [...lines.differences, ...compareAdjustments(pair, lines)]

  return [...above, ...compareHead(pair, lines, above), ...comparePayable(pair)]
}

function compareHead(pair: CopyPair, lines: LinesCompared, above: readonly Difference[]): readonly Difference[] {
  const sums = compareSums(pair, above)

  if (sums === 'not-told') return compareBareTotals(pair, above)
  const taxes = compareVat(pair, lines.matched)

  return [...sums, ...(taxes ?? []), ...compareVatTotal(pair, taxes), ...compareGross(pair)]
}

/** The sum of the lines and the net amount, which follow from the lines; `not-told` where no lines say what the net amount is made of. */
function compareSums(pair: CopyPair, above: readonly Difference[]): readonly Difference[] | 'not-told' {
  const [lines, net, listed] = [amountDelta(pair, 'lines'), amountDelta(pair, 'net'), linesDelta(pair)]
  const found = compareLinesSum(pair, lines, listed)

  if (net === undefined) return amountDelta(pair, 'gross') === undefined ? found : 'not-told'
  if (!isFar(pair, net)) return found
  const ways = [lines, listed].filter((way) => way !== undefined).map((way) => way + adjustmentsDelta(pair))

  if (ways.length === 0) return 'not-told'
  if (ways.every((way) => isFar(pair, way - net))) {
    return [...found, contradiction(pair, 'net', 'BR-CO-13', netResidual)]
  }
  return above.length + found.length > 0 ? found : [addedUp(pair)]
}

function compareLinesSum(pair: CopyPair, lines: bigint | undefined, listed: bigint | undefined): readonly Difference[] {
  if (lines === undefined || listed === undefined || !isFar(pair, lines) || !isFar(pair, lines - listed)) return []

  return [contradiction(pair, 'lines', 'BR-CO-10', linesResidual)]
}

function addedUp(pair: CopyPair): Difference {
  return amountDifference(
    pair,
    {
      cause: 'unexplained',
      field: 'netMinor',
      reason: 'Differences of the lines, each within the tolerance, add up to more than it.',
    },
    pair.reference.amounts.net,
    pair.other.amounts.net,
  )
}

/** Nothing but totals, or a net amount that no lines explain. */
function compareBareTotals(pair: CopyPair, above: readonly Difference[]): readonly Difference[] {
  const [net, gross] = [amountDelta(pair, 'net'), amountDelta(pair, 'gross')]

  if (gross !== undefined && !isFar(pair, gross)) return one(compareSplit(pair))
  if (gross === undefined && net === undefined) return []
  if (above.length > 0 && isByAdjustments(pair, net)) return one(compareVatAmounts(pair))
  const taxes = compareVat(pair, undefined) ?? []

  return [unexplainedTotals(pair, gross === undefined ? 'net' : 'gross'), ...taxes.filter(isTreatment)]
}

/** The net amount differs, and by just what the head adds and takes off. */
function isByAdjustments(pair: CopyPair, net: bigint | undefined): boolean {
  return net !== undefined && isFar(pair, net) && !isFar(pair, net - adjustmentsDelta(pair))
}

function isTreatment({ cause }: Difference): boolean {
  return cause === 'vat-rate' || cause === 'vat-category'
}

/** The VAT of the document, which is the sum of that of its categories. */
function compareVatTotal(pair: CopyPair, taxes: readonly Difference[] | undefined): readonly Difference[] {
  const vat = amountDelta(pair, 'vat')

  if (vat === undefined || !isFar(pair, vat)) return []
  const sums = [pair.reference, pair.other].map(sumOfGroups)

  if (taxes === undefined || sums.some((sum) => sum === undefined)) {
    return taxes?.some(isTreatment) === true ? [] : one(compareVatAmounts(pair))
  }
  const [sum = 0n, otherSum = 0n] = sums

  return isFar(pair, otherSum - sum - vat) ? [contradiction(pair, 'vat', 'BR-CO-14', vatResidual)] : []
}

function compareGross(pair: CopyPair): readonly Difference[] {
  const [net, vat, gross] = [amountDelta(pair, 'net'), amountDelta(pair, 'vat'), amountDelta(pair, 'gross')]

  if (net === undefined || vat === undefined || gross === undefined) return []
  return isFar(pair, gross) && isFar(pair, net + vat - gross)
    ? [contradiction(pair, 'gross', 'BR-CO-15', grossResidual)]
    : []
}

function sumOfGroups(content: DocumentContent): bigint | undefined {
  const groups = vatGroups(content)

  return groups.length === 0 || groups.some(({ vat }) => vat === null)
    ? undefined
    : groups.reduce((sum, { vat }) => sum + (vat ?? 0n), 0n)
}

type Residual = (content: DocumentContent) => bigint

const adjustmentsOf = ({ adjustments }: DocumentContent) => adjustments.reduce((sum, { amount }) => sum + amount, 0n)
const linesResidual: Residual = ({ amounts, lines }) => (amounts.lines ?? 0n) - (sumOfNets(lines) ?? 0n)
const netResidual: Residual = (content) =>
  (content.amounts.net ?? 0n) - (content.amounts.lines ?? sumOfNets(content.lines) ?? 0n) - adjustmentsOf(content)
const vatResidual: Residual = (content) => (content.amounts.vat ?? 0n) - (sumOfGroups(content) ?? 0n)
const grossResidual: Residual = ({ amounts }) => (amounts.gross ?? 0n) - (amounts.net ?? 0n) - (amounts.vat ?? 0n)

const contradictionReasons = {
  lines: 'The lines agree, and the sum of the lines does not follow from them.',
  net: 'Lines, discounts and charges agree, and the amount without VAT does not follow from them.',
  vat: 'The VAT of the categories agrees, and the VAT of the document does not follow from it.',
  gross: 'The amount without VAT and the VAT agree, and the total does not follow from them.',
} as const

/** An amount that does not follow from what stands above it: the copy in which it does not is at fault. */
function contradiction(
  pair: CopyPair,
  name: keyof typeof contradictionReasons & keyof ContentAmounts,
  rule: string,
  residualOf: Residual,
): Difference {
  const { reference, other } = pair
  const isReference = absolute(residualOf(reference)) > absolute(residualOf(other))

  return amountDifference(
    pair,
    {
      cause: 'contradiction',
      field: `${name}Minor`,
      deviating: isReference ? 'reference' : 'other',
      evidence: { rule },
      reason: contradictionReasons[name],
    },
    reference.amounts[name],
    other.amounts[name],
  )
}

/** What is not known is not far. */
function isFar(pair: CopyPair, difference: bigint | undefined): boolean {
  return difference !== undefined && !isNear(pair, difference, 0n)
}

function one(difference: Difference | undefined): readonly Difference[] {
  return difference === undefined ? [] : [difference]
}
