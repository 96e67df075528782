import { isCancelled } from '../../rules/documents/cancelled-status.ts'
import { findingKinds, type Finding } from '../../rules/documents/finding.ts'
import type { FlowPolicy } from '../../rules/documents/flow/flow-policy.ts'
import type { FlowTerms } from '../../rules/documents/flow/flow-terms.ts'
import { judgeCase } from '../../rules/documents/flow/judge-case.ts'
import { sentTwice } from '../../rules/documents/flow/sent-twice.ts'
import { stockDiffers } from '../../rules/documents/flow/stock-differs.ts'
import { flowCauses } from '../../rules/documents/mismatch-cause.ts'
import type { Tools } from '../operations/tools.ts'
import { onceAsync } from '../store/copy-format.ts'
import { flowCasePages } from '../store/documents/flow-cases.ts'
import { repeatedMessages } from '../store/documents/flow-messages.ts'
import { knownStatuses, openFlowSteps, type StepWords } from '../store/documents/flow-steps.ts'
import { articleStocks } from '../store/documents/flow-stock.ts'
import { addMismatches, openMismatches, settleMismatches } from '../store/documents/mismatches.ts'
import type { Session } from '../store/store.ts'
import { findingRow } from './finding-row.ts'

const pageSize = 5_000

/** What checking the flow needs besides the store. Without a policy it only takes back what an earlier plan asked for. */
export interface FlowCheck {
  readonly policy: FlowPolicy | undefined
  readonly terms: FlowTerms
  readonly runId: number
}

/**
 * Checks the sequence of every order, mailing and article; the stored findings become tonight's. Answers what was left out: a
 * run that is taken up again asks once more, and gets the same answer.
 */
export async function checkFlow(check: FlowCheck, tools: Tools): Promise<readonly string[]> {
  const { policy, runId } = check

  return tools.store.transaction(async (session) => {
    let ambiguousCount = 0

    await openMismatches(session)
    if (policy !== undefined) {
      tools.progress.stage('check the flow of orders, messages and stock')
      ambiguousCount = await judgeCases(session, policy, check, tools)
      await judgeMessages(session, policy, check, tools)
      await judgeStock(session, policy, check, tools)
    }
    await settleMismatches(session, { entities: findingKinds, causes: flowCauses, runId })
    return ambiguousCount === 0 ? [] : [ambiguousLine(ambiguousCount)]
  })
}

function ambiguousLine(count: number): string {
  return `${count} order numbers stand for several orders and their invoices or payments do not say for which: the flow of these was not judged`
}

/** Answers how many cases could not be judged. */
async function judgeCases(session: Session, policy: FlowPolicy, check: FlowCheck, tools: Tools): Promise<number> {
  let ambiguousCount = 0

  if (policy.invoice === undefined && policy.payment === undefined) return 0
  await openFlowSteps(session, stepWords(policy, await knownStatuses(session)))
  for await (const cases of flowCasePages(session, pageSize)) {
    const judged = cases.map((one) => judgeCase(one, policy, check.terms))

    ambiguousCount += judged.filter(({ isAmbiguous }) => isAmbiguous).length
    await keep(session, judged.flatMap(({ findings }) => findings), check, tools) // prettier-ignore
  }
  return ambiguousCount
}

function stepWords({ invoice, payment }: FlowPolicy, statuses: readonly string[]): StepWords {
  const shipped = new Set(invoice?.shippedStatuses.map((status) => status.toLowerCase()))

  return {
    cancelled: statuses.filter(isCancelled),
    shipped: statuses.filter((status) => shipped.has(status.toLowerCase())),
    issuedIn: invoice?.in ?? [],
    invoiceAfterShipping: invoice?.afterShipping ?? false,
    paymentAfterOrder: payment?.afterOrder ?? false,
  }
}

async function judgeMessages(session: Session, policy: FlowPolicy, check: FlowCheck, tools: Tools): Promise<void> {
  const { message } = policy

  if (message === undefined) return
  for await (const repeated of repeatedMessages(session, pageSize)) {
    const found = repeated.flatMap((messages) => sentTwice(messages, message, check.terms))

    await keep(session, found, check, tools)
  }
}

async function judgeStock(session: Session, policy: FlowPolicy, check: FlowCheck, tools: Tools): Promise<void> {
  const { stock } = policy

  if (stock === undefined) return
  for await (const articles of articleStocks(session, stock.between, pageSize)) {
    const found = articles.flatMap(({ goldenId, records }) => stockDiffers(goldenId, records, stock, check.terms))

    await keep(session, found, check, tools)
  }
}

async function keep(session: Session, found: readonly Finding[], { runId }: FlowCheck, tools: Tools): Promise<void> {
  const rows = found.map((finding) => findingRow(finding, runId))

  if (rows.length > 0) await addMismatches(session, onceAsync(rows))
  tools.progress.advance(found.length)
  tools.signal.throwIfAborted()
}
