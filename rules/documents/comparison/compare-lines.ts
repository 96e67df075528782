import { fold } from '../../normalize/fold.ts'
import { byCodeUnits } from '../../truth/code-unit-order.ts'
import { absolute } from '../document-amounts.ts'
import type { ContentLine, DocumentContent } from '../document-content.ts'
import { gather } from '../gather.ts'
import type { MismatchCause } from '../mismatch-cause.ts'
import { vatOf } from '../vat-arithmetic.ts'
import { compareLine, type LineDifference } from './compare-line.ts'
import { isNear, type CopyPair } from './copy-pair.ts'
import { textDifference, type Difference } from './difference.ts'
import { matchLines, type MatchedLines } from './match-lines.ts'

/** What the lines of two copies say about the difference of their amounts. */
export interface LinesCompared {
  readonly differences: readonly Difference[]
  /** Undefined unless both copies list their lines. */
  readonly matched: MatchedLines | undefined
  /** Net amounts that are lines of one copy and stand in the head of the other. */
  readonly moved: ReadonlySet<bigint>
}

const LINES_NAMED_MAX = 10

/** Beginnings of words by which lines are transport or handling, folded: English, Czech, Slovak, German, French, Polish, Italian, Spanish. */
const freightWord =
  /\b(freight|shipping|shipment|delivery charge|postage|transport|carriage|doprav|postovn|prepravn|dobirk|balne|dorucen|versand|fracht|porto|lieferkosten|livraison|frais de port|przesylk|wysylk|spedizion|envio|gastos de envio)/

/** Words by which a line that goes against the others is a discount, and no return of goods. */
const discountWord =
  /\b(discount|rebate|voucher|coupon|slev|zlav|poukaz|kupon|rabat|rabatt|skonto|gutschein|nachlass|remise|reduction|sconto|descuento|korting)/

/** Compares the lines of two copies: one finding for each cause, whatever the number of lines it concerns. */
export function compareLines(pair: CopyPair): LinesCompared {
  const { reference, other } = pair

  if (reference.lines.length === 0 || other.lines.length === 0)
    return { differences: [], matched: undefined, moved: new Set() }
  const all = matchLines(reference.lines, other.lines)
  const moved = movedAmounts(pair, all)
  const matched = without(moved, all)
  const found = matched.pairs.flatMap(([left, right]) =>
    compareLine(pair, left, right).map((difference) => ({ ...difference, number: left.number ?? right.number })),
  )

  return { differences: [...byCause(pair, found), ...oneSided(pair, matched)], matched, moved }
}

/** Transport or a discount that is a line here and stands in the head there is the same money: the amounts that moved. */
function movedAmounts({ reference, other }: CopyPair, { missing, added }: MatchedLines): ReadonlySet<bigint> {
  const movedFrom = (lines: readonly ContentLine[], own: DocumentContent, to: DocumentContent) =>
    lines
      .map(({ net }) => net)
      .filter((net) => net !== null)
      .filter((net) => hasAdjustment(to, net) && !hasAdjustment(own, net))

  return new Set([...movedFrom(missing, reference, other), ...movedFrom(added, other, reference)])
}

function hasAdjustment({ adjustments }: DocumentContent, sum: bigint): boolean {
  return adjustments.some(({ amount }) => amount === sum)
}

function without(moved: ReadonlySet<bigint>, { pairs, missing, added }: MatchedLines): MatchedLines {
  const isLeft = ({ net }: ContentLine) => net === null || !moved.has(net)

  return { pairs, missing: missing.filter(isLeft), added: added.filter(isLeft) }
}

type NumberedDifference = LineDifference & { readonly number: string | null }

function byCause({ scale }: CopyPair, found: readonly NumberedDifference[]): readonly Difference[] {
  const byWhat = gather(found, ({ cause, field, deviating }) => `${cause} ${field} ${deviating}`)

  return [...byWhat.values()].flatMap((same) => {
    const [first] = same

    if (first === undefined) return []
    return [
      textDifference({
        cause: first.cause,
        field: fieldNames[first.field],
        value: first.value,
        otherValue: first.otherValue,
        differenceMinor: String(same.reduce((sum, { difference }) => sum + difference, 0n)),
        scale,
        deviating: first.deviating,
        evidence: {
          ...linesNamed(same.map(({ number }) => number)),
          ...(first.rule === undefined ? {} : { rule: first.rule }),
        },
        reason: same.length === 1 ? first.reason : `${first.reason} It is so in ${same.length} lines.`,
      }),
    ]
  })
}

const fieldNames = {
  quantity: 'lines.quantity',
  unitPrice: 'lines.unitPrice',
  discount: 'lines.discountMinor',
  freight: 'lines.freightMinor',
  net: 'lines.netMinor',
} as const

/** Lines that only one copy has. */
function oneSided(pair: CopyPair, { pairs, missing, added }: MatchedLines): readonly Difference[] {
  if (missing.length === 0 && added.length === 0) return []
  if (pairs.length === 0 || (missing.length > 0 && added.length > 0)) {
    return [
      lack(
        pair,
        'unexplained',
        missing,
        added,
        'The copies hold lines that cannot be paired by number, article or text.',
      ),
    ]
  }
  const lines = [...missing, ...added]
  const causes = [...new Set(lines.map((line) => causeOfLack(pair, line)))].toSorted(byCodeUnits)

  return causes.map((cause) => {
    const isOfCause = (line: ContentLine) => causeOfLack(pair, line) === cause

    return lack(pair, cause, missing.filter(isOfCause), added.filter(isOfCause), lackReasons[cause])
  })
}

const lackReasons = {
  freight: 'One copy holds lines of transport or handling that the other does not.',
  discount: 'One copy holds lines that reduce the amount, the other does not.',
  partial: 'One copy holds only some of the lines of the other.',
} as const

function causeOfLack(pair: CopyPair, line: ContentLine): keyof typeof lackReasons {
  const text = line.description === null ? '' : fold(line.description)

  if (discountWord.test(text) && isAgainst(pair, line)) return 'discount'
  return freightWord.test(text) ? 'freight' : 'partial'
}

/** Does the line lower what the others raise? */
function isAgainst({ reference: { amounts } }: CopyPair, line: ContentLine): boolean {
  const total = amounts.net ?? amounts.gross ?? 0n

  return amountOf(line) !== 0n && total !== 0n && amountOf(line) < 0n !== total < 0n
}

function amountOf({ net, gross }: ContentLine): bigint {
  return net ?? gross ?? 0n
}

function lack(
  { scale }: CopyPair,
  cause: MismatchCause,
  missing: readonly ContentLine[],
  added: readonly ContentLine[],
  reason: string,
): Difference {
  const sum = (lines: readonly ContentLine[]) => lines.reduce((total, line) => total + amountOf(line), 0n)
  const [lost, gained] = [sum(missing), sum(added)]

  return textDifference({
    cause,
    field: 'lines.netMinor',
    value: missing.length === 0 ? null : String(lost),
    otherValue: added.length === 0 ? null : String(gained),
    differenceMinor: String(gained - lost),
    scale,
    evidence: linesNamed([...missing, ...added].map(({ number }) => number)),
    reason,
  })
}

function linesNamed(numbers: readonly (string | null)[]): { readonly lines?: string } {
  const known = numbers.filter((number) => number !== null)
  const more = known.length - LINES_NAMED_MAX

  if (known.length === 0) return {}
  return { lines: known.slice(0, LINES_NAMED_MAX).join(', ') + (more > 0 ? ` and ${more} more` : '') }
}

/** How much more the lines of the other copy come to, all together; undefined where a net amount is not known. */
export function linesDelta({ reference, other }: CopyPair): bigint | undefined {
  const [left, right] = [reference, other].map(({ lines }) => sumOfNets(lines))

  return left === undefined || right === undefined ? undefined : right - left
}

export function sumOfNets(lines: readonly ContentLine[]): bigint | undefined {
  let sum = 0n

  if (lines.length === 0) return undefined
  for (const { net } of lines) {
    if (net === null) return undefined
    sum += net
  }
  return sum
}

/** Are the prices of all lines with VAT here and without it there? */
export function areLinesNetAndGross(pair: CopyPair, { pairs }: MatchedLines): boolean {
  const taxed = pairs.filter(([left, right]) => left.net !== null && right.net !== null && rateOf(left, right) !== '0')
  const ratios = taxed.map(([left, right]) => ratioByVat(pair, left, right))

  return ratios.length > 0 && ratios[0] !== undefined && ratios.every((ratio) => ratio === ratios[0])
}

function rateOf(left: ContentLine, right: ContentLine): string {
  return left.rate ?? right.rate ?? '0'
}

function ratioByVat(pair: CopyPair, left: ContentLine, right: ContentLine): 'more' | 'less' | undefined {
  const [net, otherNet] = [left.net ?? 0n, right.net ?? 0n]
  const rate = rateOf(left, right)
  const withVat = (amount: bigint) => amount + vatOf(amount, rate)
  const quantity = BigInt(Math.ceil(Math.abs(Number(left.quantity ?? '1'))))
  // A price rounded to a minor unit is off by half of one for each unit sold.
  const slack = pair.slack + quantity / 2n

  if (absolute(net - otherNet) <= 2n * slack) return undefined
  if (isNear({ tolerance: slack }, withVat(net), otherNet)) return 'more'
  return isNear({ tolerance: slack }, withVat(otherNet), net) ? 'less' : undefined
}
