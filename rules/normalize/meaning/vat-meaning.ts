import { isPlusVat } from './plus-vat.ts'
import { countsAboveZero, type ColumnMeaning } from './column-meaning.ts'

/** How the amounts of a column stand to those beside them. */
export interface VatEvidence {
  /** Rows where it is another amount of the row plus VAT. */
  inclusive: number
  /** Rows where another amount of the row is it plus VAT. */
  exclusive: number
  /** Rows where no rate of the day relates them. */
  neither: number
  /** Of those, by the percentage that would relate them to the amount just below. */
  readonly percents: Map<string, number>
}

export function emptyVatEvidence(): VatEvidence {
  return { inclusive: 0, exclusive: 0, neither: 0, percents: new Map() }
}

/** One row: its amounts in minor units by column, its amount of VAT where it states one, and the rates that may hold on its day. */
export interface VatRow {
  readonly amounts: readonly (readonly [column: string, minor: bigint])[]
  readonly vat: bigint | null
  /** Sums of the lines of the document; they are compared with, and not asked themselves. */
  readonly lineSums?: readonly bigint[]
  readonly rates: readonly string[]
}

/** Counts for every amount of a row whether VAT is in it: by its neighbours, and by the row's amount of VAT. */
export function observeVat(
  evidence: ReadonlyMap<string, VatEvidence>,
  { amounts, vat, lineSums = [], rates }: VatRow,
): void {
  for (const [column, minor] of amounts) {
    const counts = evidence.get(column)
    const neighbours = amounts.filter(([other]) => other !== column).map(([, amount]) => amount)
    const others = [...neighbours, ...lineSums].filter((amount) => amount !== 0n)
    if (counts === undefined || minor === 0n || (others.length === 0 && vat === null)) continue
    const candidates = vat === null || vat === 0n ? others : [...others, minor - vat, minor + vat]
    const state = stateOf(minor, candidates, rates)

    counts[state]++
    if (state === 'neither') notePercents(counts.percents, minor, candidates)
  }
}

/** A percentage in tenths between two amounts: the rate of another country, where it is the same in row after row. */
function notePercents(percents: Map<string, number>, minor: bigint, candidates: readonly bigint[]): void {
  const found = candidates.flatMap((other) => {
    const [small, big] = size(other) < size(minor) ? [size(other), size(minor)] : [size(minor), size(other)]
    const tenths = small === 0n ? 0n : ((big - small) * 2_000n + small) / (2n * small)

    return tenths > 0n && tenths < 400n ? [`${tenths / 10n}${tenths % 10n === 0n ? '' : `.${tenths % 10n}`}`] : []
  })
  for (const percent of new Set(found)) {
    if (percents.has(percent) || percents.size < percentCountMax)
      percents.set(percent, (percents.get(percent) ?? 0) + 1)
  }
}

const percentCountMax = 400

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}

function stateOf(
  minor: bigint,
  candidates: readonly bigint[],
  rates: readonly string[],
): 'inclusive' | 'exclusive' | 'neither' {
  if (candidates.some((other) => isPlusVat(minor, other, rates))) return 'inclusive'

  return candidates.some((other) => isPlusVat(other, minor, rates)) ? 'exclusive' : 'neither'
}

/** So many rows, and so large a share of those that a rate relates, speak one way before VAT counts as decided: small amounts agree by chance. */
const rowCountMin = 5
const shareMin = 0.9

const wouldDecide =
  'five rows with the net amount or the VAT beside it at a rate of the country, or the same documents in another system, or `vat` in the plan'

/** Whether VAT is in the amounts of a column; undefined when nothing stands beside them. */
export function vatMeaning(column: string, evidence: VatEvidence): ColumnMeaning | undefined {
  const { inclusive, exclusive, neither } = evidence
  if (inclusive + exclusive + neither === 0) return undefined
  const most = Math.max(inclusive, exclusive)
  const isMany = most >= rowCountMin && most >= neither
  const isClear = most >= shareMin * (inclusive + exclusive)
  const verdict = !isMany ? 'undecided' : isClear ? (inclusive > exclusive ? 'inclusive' : 'exclusive') : 'mixed'

  return {
    column,
    question: 'vat',
    verdict,
    evidence: countsAboveZero({ 'with VAT': inclusive, 'without VAT': exclusive, 'no rate fits': neither }),
    wouldDecide: verdict === 'undecided' || verdict === 'mixed' ? wouldDecide : null,
    suggestion: percentSuggestion(evidence),
  }
}

/** One percentage in most rows that no rate fits: VAT of another country than the company's, most likely. */
function percentSuggestion({ neither, percents }: VatEvidence): string | null {
  const [most] = [...percents].toSorted(([, left], [, right]) => right - left)

  return most !== undefined && most[1] >= rowCountMin && 2 * most[1] >= neither
    ? `${most[1]} rows differ by ${most[0]} %, which is no rate of the company's country on their day`
    : null
}
