import { troubleOf, type FlowSummary, type RunSummary } from '../engine/index.ts'
import { markdownTable } from './markdown-table.ts'
import { counted, readableCount, readableInstant } from './readable-number.ts'

/** A flow somebody has to look at: tonight's snapshot was not usable. One that is only written to has none and is no trouble. */
export function isInTrouble(flow: FlowSummary): boolean {
  return flow.isStale
}

/** One rejection in this many rows is many. */
const REFUSED_ROWS_MIN = 4

/** So many rejections that a person should look at the plan before the data: a missing decimal mark, a key that is none, a foreign country. */
export function isMuchRefused({ isStale, rowCount, rejectionCount }: FlowSummary): boolean {
  return !isStale && rejectionCount > 0 && rejectionCount * REFUSED_ROWS_MIN >= rowCount
}

/** The flows that failed, each with what, since when, why and who; null when all is well. */
export function failedFlowsSection({ flows }: RunSummary): string | null {
  const failed = flows.filter(isInTrouble)

  return failed.length === 0 ? null : ['## What failed', ...failed.map(failedFlow)].join('\n\n')
}

function failedFlow(flow: FlowSummary): string {
  return [
    `### ${flow.system}, ${flow.entity}: ${flow.status}`,
    '',
    `- **Since when:** ${flow.lastGoodAt === null ? 'there was never a good snapshot' : `the last good snapshot is of ${readableInstant(flow.lastGoodAt)}`}`,
    `- **Freshness:** ${freshnessText[flow.freshness]}`,
    `- **What it looks like:** ${troubleOf(flow.status)?.meaning ?? flow.status}`,
    `- **Why:** ${flow.reason?.replace(/\s+/g, ' ') ?? 'the flow gave no reason'}`,
    `- **What it means:** ${consequence(flow)}`,
    `- **Who acts:** ${flow.owner.technical} mends it, ${flow.owner.business} answers for the data`,
    `- **What to do:** ${troubleOf(flow.status)?.whatToDo ?? ''} In doubt follow \`${flow.runbook}\``,
  ].join('\n')
}

const freshnessText: Readonly<Record<FlowSummary['freshness'], string>> = {
  fresh: 'still within what the plan allows',
  late: 'older than the plan’s `warnAfter`',
  failed: 'older than the plan’s `failAfter`: do not decide by it',
}

function consequence({ lastGoodAt, rowCount }: FlowSummary): string {
  const stoodIn =
    lastGoodAt === null ? 'this night knows nothing of this system' : 'the records of that day stood in tonight'
  const keptAside = rowCount === 0 ? '' : `; what came (${counted(rowCount, 'row')}) was kept aside and not used`

  return `${stoodIn}${keptAside}; nothing was taken for deleted`
}

/** What every flow brought, for whoever watches volumes. */
export function flowsSection({ flows }: RunSummary): string {
  const count = (title: string, of: (flow: FlowSummary) => number) =>
    ({ title, align: 'right', of: (flow: FlowSummary) => readableCount(of(flow)) }) as const
  const table = markdownTable(
    [
      { title: 'System', of: (flow) => flow.system },
      { title: 'Entity', of: (flow) => flow.entity },
      { title: 'Snapshot', of: (flow) => (flow.isStale ? `${flow.status}, stale` : flow.status) },
      count('Rows', (flow) => flow.rowCount),
      count('New', (flow) => flow.newCount),
      count('Changed', (flow) => flow.changedCount),
      count('Missing', (flow) => flow.missingCount),
      count('Rejected', (flow) => flow.rejectionCount),
      { title: 'Business owner', of: (flow) => flow.owner.business },
    ],
    flows,
  )

  return `## What the systems delivered\n\n${table}`
}
