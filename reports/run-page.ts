import type { RunSummary } from '../engine/index.ts'
import { causesSection, countsSection, correctionsSection } from './run-page-findings.ts'
import { DETAILED_FINDINGS_MAX } from './findings-detail.ts'
import { failedFlowsSection, flowsSection, isInTrouble, isMuchRefused } from './run-page-flows.ts'
import { counted, readableCount, readableInstant } from './readable-number.ts'

/** run.md: what is wrong, since when, why, how many and how much, who is to act; in that order, in a minute's reading. */
export function runPage(summary: RunSummary): string {
  const sections = [
    `# ${summary.company}: night of ${summary.asOf.slice(0, 10)}`,
    `${verdict(summary)}\n\nRun ${summary.runId}, as of ${readableInstant(summary.asOf)}.`,
    failedFlowsSection(summary),
    causesSection(summary),
    countsSection(summary),
    correctionsSection(summary),
    contradictionsSection(summary),
    limitsSection(summary),
    flowsSection(summary),
    'Every number above can be traced: the CSV files beside this page hold the rows, `docs/reports.md` explains their columns.',
  ]

  return `${sections.filter((section) => section !== null).join('\n\n')}\n`
}

function verdict(summary: RunSummary): string {
  const { findings, proposalsOpen } = summary
  const troubled = summary.flows.filter(isInTrouble).length
  const documents = findings.orderMismatches + findings.invoiceMismatches + findings.paymentMismatches
  const refused = summary.flows.filter(isMuchRefused).length
  const parts = [
    troubled > 0 ? `${counted(troubled, 'flow')} did not deliver` : null,
    documents > 0 ? `${counted(documents, 'document mismatch', 'document mismatches')} to clear` : null,
    findings.stockMismatches > 0 ? `${counted(findings.stockMismatches, 'stock')} to count` : null,
    findings.messageMismatches > 0 ? `${counted(findings.messageMismatches, 'message')} sent twice` : null,
    refused > 0 ? `${counted(refused, 'flow')} with values refused in many rows` : null,
    summary.contradictions.length > 0
      ? `${counted(summary.contradictions.length, 'column contradicts', 'columns contradict')} the plan`
      : null,
    proposalsOpen > 0 ? `${counted(proposalsOpen, 'decision')} waiting for a steward` : null,
  ].filter((part) => part !== null)

  return parts.length === 0 ? '**All quiet: nothing waits for a person.**' : `**${parts.join(', ')}.**`
}

function contradictionsSection({ contradictions }: RunSummary): string | null {
  return contradictions.length === 0
    ? null
    : [
        '## Where the plan and the data contradict',
        contradictions.map((sentence) => `- ${sentence}`).join('\n'),
        'The plan was followed. `touchstone profile <system>` shows the counts and what to change.',
      ].join('\n\n')
}

function limitsSection({ limitsHit, causes }: RunSummary): string | null {
  const limits = [...limitsHit, ...detailLimit(causes.reduce((sum, { count }) => sum + count, 0))]

  return limits.length === 0
    ? null
    : ['## Limits that were reached', limits.map((limit) => `- ${limit}`).join('\n')].join('\n\n')
}

function detailLimit(findings: number): readonly string[] {
  return findings <= DETAILED_FINDINGS_MAX
    ? []
    : [
        `findings-detail.csv holds the ${readableCount(DETAILED_FINDINGS_MAX)} findings with most at stake, of ${readableCount(findings)}.`,
      ]
}
