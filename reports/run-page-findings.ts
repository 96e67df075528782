import type { CauseSummary, EntitySummary, MismatchReport, RunSummary } from '../engine/index.ts'
import { mismatchCauses } from '../rules/documents/mismatch-cause.ts'
import { rankAmounts, rankCauses } from './cause-ranking.ts'
import { markdownTable } from './markdown-table.ts'
import { counted, readableAmount, readableCount, readableInstant } from './readable-number.ts'

const whatIn: Readonly<Record<MismatchReport, string>> = {
  orderMismatches: 'orders',
  invoiceMismatches: 'invoices',
  paymentMismatches: 'payments',
  stockMismatches: 'articles',
  messageMismatches: 'messages',
}

const WHERE_TO_GO_ON =
  '`finance.xlsx` holds them with what to do; `touchstone documents list` shows, accepts and assigns them; `docs/documents.md` has a page for each cause.'

/** Document mismatches by cause, the biggest sum first; null when there are none. */
export function causesSection({ asOf, causes, currency }: RunSummary): string | null {
  if (causes.length === 0) return null

  const ranked = rankCauses(causes, currency)
  const table = markdownTable<CauseSummary>(
    [
      { title: 'Cause', of: (row) => row.cause },
      { title: 'What', of: (row) => whatIn[row.report] },
      { title: 'How many', align: 'right', of: (row) => readableCount(row.count) },
      { title: 'How much', align: 'right', of: (row) => amountsOf(row, currency) },
      { title: 'Oldest since', of: (row) => (row.since === null ? '' : readableInstant(row.since)) },
      { title: 'Age', align: 'right', of: (row) => ageOf(row, asOf) },
      { title: 'Who acts', of: (row) => row.owners.join(', ') },
    ],
    ranked,
  )

  return `## Where systems disagree\n\n${table}\n\n${nextSteps(ranked)}\n\n${WHERE_TO_GO_ON}`
}

function ageOf({ since }: CauseSummary, asOf: string): string {
  if (since === null) return ''
  return counted(Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(since)) / DAY_MS)), 'day')
}

const DAY_MS = 86_400_000

function nextSteps(causes: readonly CauseSummary[]): string {
  const kinds = [...new Set(causes.map(({ cause }) => cause))]

  return kinds
    .map((cause) => `- **${cause}**: ${mismatchCauses[cause].meaning} ${mismatchCauses[cause].whatToDo}`)
    .join('\n')
}

function amountsOf({ amounts }: CauseSummary, currency: string): string {
  return rankAmounts(amounts, currency).map(readableAmount).join('; ')
}

/** Records, golden records and what stands between them. */
export function countsSection({ entities, findings, proposalsOpen }: RunSummary): string {
  const count = (title: string, of: (row: EntitySummary) => number) =>
    ({ title, align: 'right', of: (row: EntitySummary) => readableCount(of(row)) }) as const
  const table = markdownTable(
    [
      { title: 'Entity', of: (row) => row.entity },
      count('Records', (row) => row.records),
      count('Golden records', (row) => row.goldenRecords),
      count('Duplicates', (row) => row.duplicateRecords),
      count('Clusters of several', (row) => row.clustersOfSeveral),
      count('Pairs compared', (row) => row.candidatePairs),
      count('Links', (row) => row.links),
      count('Possible links', (row) => row.possibleLinks),
    ],
    entities,
  )
  const lines = [
    [
      'duplicates.csv',
      findings.duplicates,
      'records that repeat another one of the same system (the file lists their twins elsewhere too)',
    ],
    ['conflicts.csv', findings.conflicts, 'values that lost against another'],
    ['invoice-mismatches.csv', findings.invoiceMismatches, 'invoices lost, late, doubled or different'],
    ['order-mismatches.csv', findings.orderMismatches, 'orders lost, late, doubled, different or not invoiced'],
    ['payment-mismatches.csv', findings.paymentMismatches, 'payments without a document, or before it'],
    ['stock-mismatches.csv', findings.stockMismatches, 'stocks that differ'],
    ['message-mismatches.csv', findings.messageMismatches, 'messages that their customer got before'],
    ['rejections.csv', findings.rejections, 'values that were not accepted'],
  ] as const
  const files = lines.map(([file, found, meaning]) => `- ${readableCount(found)} in \`${file}\`: ${meaning}`)
  const waiting = `- ${readableCount(proposalsOpen)} in \`touchstone review list\`: decisions only a person may take`

  return `## What was found\n\n${table}\n\n${[...files, waiting, idsLine(entities)].join('\n')}`
}

/** What became of golden ids: subscribers find each change in the feed. */
function idsLine(entities: readonly EntitySummary[]): string {
  const kinds = ['created', 'merged', 'split', 'moved', 'retired', 'unaffectedChanged'] as const
  const counts = kinds.map((kind) => [kind, entities.reduce((sum, { idChurn }) => sum + idChurn[kind], 0)] as const)
  const told = counts.map(([kind, count]) =>
    kind === 'unaffectedChanged'
      ? `${readableCount(count)} changed without a cause`
      : `${readableCount(count)} ${kind}`,
  )

  return `- golden ids in \`touchstone events\`: ${told.join(', ')}`
}

/** How far the corrections have come; null when there never was one. */
export function correctionsSection({ corrections }: RunSummary): string | null {
  const states = Object.keys(corrections).toSorted()
  if (states.length === 0) return null

  const lines = states.map((state) => `- ${readableCount(corrections[state] ?? 0)} ${state}`)

  return `## Corrections\n\n${lines.join('\n')}\n\nThe rows are in \`corrections.csv\`; \`touchstone deliver --dry-run\` shows what would be sent.`
}
