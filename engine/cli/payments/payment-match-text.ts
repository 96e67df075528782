import { paymentMatches, type PaymentMatchRow } from '../../../reports/payment-matches.ts'
import { plainDecimal } from '../../../reports/plain-decimal.ts'
import type { ListMatch } from '../../../rules/documents/payments/lists/match-payment-lists.ts'
import { measuredText, type PairQuality } from '../../matching/evaluate/quality.ts'
import type { PaymentFile, PaymentFilesMatch } from './payment-files-match.ts'
import { counted, grouped, summaryLines, type SummaryLine } from '../summary-lines.ts'

const DAYS_SHOWN = 4

/** One match as a row of matches.csv. */
export function paymentMatchRow(match: ListMatch, scale: number): PaymentMatchRow {
  const { left, right, pass, state, probability, alternatives, days, textKind } = match
  const amount = (minor: bigint) => plainDecimal(String(minor), scale)

  return {
    idLeft: left.id,
    idRight: right.id,
    pass,
    state,
    probability: probability.toFixed(6),
    alternatives: String(alternatives.count),
    nextProbability: alternatives.best.toFixed(6),
    days: days === null ? null : String(days),
    amountLeft: amount(left.amountMinor),
    amountRight: amount(right.amountMinor),
    difference: amount(right.amountMinor - left.amountMinor),
    evidence: [
      left.amountMinor === right.amountMinor ? 'equal amounts' : 'amounts within what these lists differ by',
      days === null ? 'no date' : `${counted(Math.abs(days), 'day', 'days')} ${days < 0 ? 'earlier' : 'later'}`,
      evidenceOfTexts(textKind),
    ].join('; '),
  }
}

/** What matching came to, for programs; what was not measured is null. */
export function paymentFacts({ files, matches, quality }: PaymentFilesMatch) {
  const automatic = matches.matches.filter(({ state }) => state === 'automatic').length
  const facts = (measured: PairQuality | undefined) => ({
    precision: measured?.precision ?? null,
    recall: measured?.recall ?? null,
    f1: measured?.f1 ?? null,
  })

  return {
    rows: files.map(({ list }) => list.rows.length),
    rejectedRows: files.map(({ file, list }) => file.rejectedCount + list.unreadableCount),
    candidatePairs: matches.candidateCount,
    matches: matches.matches.length,
    automatic,
    proposed: matches.matches.length - automatic,
    unmatched: [matches.unmatchedLeft.length, matches.unmatchedRight.length],
    ...facts(quality?.all),
    ofAutomatic: quality === undefined ? null : facts(quality.automatic),
    limits: matches.limits,
  }
}

/** What matching came to, for the person who started it. */
export function paymentSummary(result: PaymentFilesMatch, columns: number): string {
  const { files, matches, quality, out } = result
  const automatic = matches.matches.filter(({ state }) => state === 'automatic').length
  const share = (count: number) => `${((100 * count) / Math.max(1, matches.matches.length)).toFixed(1)} %`

  return summaryLines(
    [
      ...files.map((file): SummaryLine => ['list', listText(file)]),
      ['learnt', learntText(result)],
      [
        'matches',
        `${grouped(matches.matches.length)} of ${grouped(matches.candidateCount)} pairs compared: ${grouped(automatic)} automatic (${share(automatic)}), ${grouped(matches.matches.length - automatic)} proposed`,
      ],
      [
        'unmatched',
        `${grouped(matches.unmatchedLeft.length)} of the first list, ${grouped(matches.unmatchedRight.length)} of the second`,
      ],
      ...matches.limits.map((limit): SummaryLine => ['limit', limit]),
      ...(quality === undefined
        ? []
        : ([
            ['all', qualityText(quality.all)],
            ['automatic', qualityText(quality.automatic)],
          ] as const)),
      ['written', `${paymentMatches.fileName} in ${out}`],
    ],
    columns,
  )
}

function listText({ file, columns, list }: PaymentFile): string {
  const { amount, date, currency, texts } = columns
  const parts = [
    `amount "${amount?.name ?? ''}"`,
    date === undefined ? 'no date' : `date "${date.name}"`,
    texts.length === 0 ? 'no text' : `text ${texts.map(({ name }) => `"${name}"`).join(', ')}`,
    ...(currency === undefined ? [] : [`currency "${currency.name}"`]),
  ]
  const left = [
    ...(file.rejectedCount + list.unreadableCount === 0
      ? []
      : [`${counted(file.rejectedCount + list.unreadableCount, 'row', 'rows')} without a readable amount left out`]),
    ...(list.undatedCount === 0 ? [] : [`${grouped(list.undatedCount)} without a date that can be read one way only`]),
  ]

  return `${grouped(list.rows.length)} of ${file.name}: ${[...parts, ...left].join(', ')}`
}

/** What the lists showed of how one payment differs between them. */
function learntText({ matches: { model, signsOpposed } }: PaymentFilesMatch): string {
  const percent = (share: number) => `${Math.round(100 * share)} %`
  const days = [...model.lags]
    .toSorted(([oneDay, one], [otherDay, other]) => other - one || oneDay - otherDay)
    .slice(0, DAYS_SHOWN)
    .map(([day, share]) => `${day} (${percent(share)})`)

  return [
    `equal amounts in ${percent(model.equalAmounts)} of the matches`,
    `days between: ${days.join(', ')} …`,
    ...(signsOpposed ? ['one list shows money going, the other coming'] : []),
  ].join('; ')
}

function qualityText({ precision, recall, f1, foundPairs, rightPairs }: PairQuality): string {
  return `precision ${measuredText(precision)}, recall ${measuredText(recall)}, F1 ${measuredText(f1)}; ${grouped(foundPairs - rightPairs)} wrong of ${grouped(foundPairs)}`
}

function evidenceOfTexts(kind: string): string {
  if (kind.includes(' against ')) return `texts begin alike, then ${kind}`

  return kind === 'equal' ? 'equal texts' : `texts with ${kind}`
}
