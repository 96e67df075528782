import { isCancelled } from '../../rules/documents/cancelled-status.ts'
import { durationMs } from '../../rules/documents/duration.ts'
import type { Finding } from '../../rules/documents/finding.ts'
import { paymentCauses } from '../../rules/documents/mismatch-cause.ts'
import { matchPayments as matchLines } from '../../rules/documents/payments/match-payments.ts'
import { overpaid, unmatchedPayment } from '../../rules/documents/payments/payment-findings.ts'
import type { PaymentPolicy } from '../../rules/documents/payments/payment-policy.ts'
import { isBooked } from '../../rules/documents/payments/payment-status.ts'
import { namedNumbers, searchedNumber } from '../../rules/documents/payments/referenced-items.ts'
import type { Tools } from '../operations/tools.ts'
import { addAllocations, settleAllocations, unsettledOf } from '../store/documents/allocations.ts'
import { onceAsync, type CopyRow } from '../store/copy-format.ts'
import { addMismatches, openMismatches, settleMismatches } from '../store/documents/mismatches.ts'
import { lockPaymentDecisions, standingRefusals } from '../store/documents/payment-decisions.ts'
import { finishStage } from '../store/operations/runs.ts'
import {
  addGrouped,
  addNumbers,
  documentPages,
  documentsNumbered,
  firstPaidOn,
  indexNumbers,
  knowAccounts,
  openDocuments,
  openPayments,
  openSettling,
  paymentPages,
  settleGroups,
  type SettleLine,
} from '../store/documents/settle-lines.ts'
import { approvedRests } from '../store/documents/settle-taken.ts'
import type { Session } from '../store/store.ts'
import { applyApprovals } from './apply-approvals.ts'
import { findingRow } from './finding-row.ts'
import { targetsOf, type PaymentTarget } from './payment-target.ts'
import { refusedMatches } from './refused-matches.ts'
import { rowBuffer } from './row-buffer.ts'
import { settlePayouts } from './settle-payouts.ts'
import { allocationRows, findingsOfGroup, itemOf, paymentOf, settledLine } from './settled-group.ts'

const pageSize = 5_000
const limitsMax = 5
/** What matching payments needs besides the store. Without a policy it only takes back what an earlier plan asked for. */
export interface PaymentMatching {
  readonly policy: PaymentPolicy | undefined
  /** The day up to which the payments of a system are known: what came later cannot be missed. */
  readonly knownUntil: (system: string) => string | null
  readonly runId: number
  readonly stage: string
}

/** Matches the payments of every system with the documents they settle; allocations and findings become tonight's. Answers the limits that were hit. */
export async function matchPayments(matching: PaymentMatching, tools: Tools): Promise<readonly string[]> {
  const { policy, runId, stage } = matching

  return tools.store.transaction(async (session) => {
    const limits: string[] = []
    // Payments that name a document that is not in force: another stage tells them.
    const namesCancelled = new Set<number>()

    await lockPaymentDecisions(session)
    await openMismatches(session)
    await openSettling(session)
    if (policy !== undefined) {
      tools.progress.stage('match payments')
      await openPayments(session, [...new Set(policy.settles.map(({ payments }) => payments))])
      await keepRows(session, await applyApprovals(session, targetsOf(policy), runId))
      const refusals = await standingRefusals(session)

      for (const target of targetsOf(policy)) {
        await openDocuments(session, target.kind, target.system)
        await numberDocuments(session)
        await groupPayments(session, target, namesCancelled)
        await knowAccounts(session)
        limits.push(...(await settleTarget(session, target, { ...matching, policy, refusals }, tools)))
      }
      await tellRests(session, runId)
      await tellUnmatched(session, policy, matching, namesCancelled)
    }
    await settleMismatches(session, { entities: ['invoice', 'order', 'payment'], causes: paymentCauses, runId })
    limits.push(...(await tellPayouts(session, policy, runId)))
    await settleAllocations(session)
    await finishStage(session, runId, stage)
    return limits.length <= limitsMax
      ? limits
      : [
          ...limits.slice(0, limitsMax),
          `${limits.length - limitsMax} more counterparties reached a limit of matching payments.`,
        ]
  })
}

async function numberDocuments(session: Session): Promise<void> {
  for await (const page of documentPages(session, pageSize)) {
    const rows = page.flatMap(({ id, number }) => {
      const key = searchedNumber(number)

      return key === undefined ? [] : [[key, id]]
    })

    if (rows.length > 0) await addNumbers(session, onceAsync(rows))
  }
  await indexNumbers(session)
}

/** A payment goes to the counterparty whose documents it names, and without a name to its own. */
async function groupPayments(session: Session, target: PaymentTarget, namesCancelled: Set<number>): Promise<void> {
  for await (const page of paymentPages(session, target.paymentSystems, pageSize, { isTaken: 'left-out' })) {
    const booked = page.filter(({ status }) => isBooked(status))
    const named = booked.map(({ number, text }) => namedNumbers({ reference: number, text }))
    const known = await documentsNumbered(session, [...new Set(named.flatMap((keys) => [...keys]))])
    const byKey = new Map<string, (typeof known)[number][]>()

    for (const document of known) byKey.set(document.key, [...(byKey.get(document.key) ?? []), document])
    const rows = booked.flatMap((payment, place) => {
      const documents = [...(named[place] ?? [])].flatMap((key) => byKey.get(key) ?? [])
      const inForce = documents.filter(({ status }) => !isCancelled(status))
      const parties = new Set(inForce.map(({ party }) => party))
      const [party] = parties

      if (inForce.length < documents.length) namesCancelled.add(payment.id)
      // It says what it is for: it does not pay another document of the same amount.
      if (documents.length > 0 && inForce.length === 0) return []
      return [[payment.id, parties.size === 1 ? (party ?? null) : payment.counterparty]]
    })

    if (rows.length > 0) await addGrouped(session, onceAsync(rows))
  }
}

async function settleTarget(
  session: Session,
  target: PaymentTarget,
  matching: PaymentMatching & {
    readonly policy: PaymentPolicy
    readonly refusals: ReadonlyMap<number, ReadonlySet<string>>
  },
  tools: Tools,
): Promise<readonly string[]> {
  const { policy, runId, refusals } = matching
  const limits: string[] = []
  const allocated = rowBuffer((rows) => addAllocations(session, rows))
  const told = rowBuffer((rows) => addMismatches(session, rows))
  const first = await firstPaidOn(session, target.paymentSystems)
  const until = earliest(target.paymentSystems.map(matching.knownUntil))
  const isDue = ({ on, dueOn }: SettleLine) =>
    first !== null && until !== null && on !== null && on >= first && isOver(dueOn, policy.unpaidAfter, until)

  for await (const group of settleGroups(session, pageSize)) {
    const documents = group.documents.filter(({ status }) => !isCancelled(status))
    const scale = (documents[0] ?? group.payments[0])?.scale ?? 0
    const lines = { documents, payments: group.payments }
    const result = matchLines(group.payments.map(paymentOf), documents.map(itemOf), scale, policy, {
      isRefused: refusedMatches(refusals, lines),
    })

    limits.push(...result.limits)
    await allocated.add(allocationRows(result, lines, target.kind, runId))
    await told.add(findingsOfGroup(result, lines, target, isDue).map((finding) => findingRow(finding, runId)))
    tools.progress.advance(group.payments.length)
    tools.signal.throwIfAborted()
  }
  await allocated.flush()
  await told.flush()
  return limits
}

/** What approved matches leave of their payments, and nothing else took. */
async function tellRests(session: Session, runId: number): Promise<void> {
  const rests = await approvedRests(session)
  const found = rests.map(({ payment, document }) =>
    overpaid(settledLine(payment), BigInt(payment.leftMinor), document),
  )

  await keep(session, found, runId)
}

/** Payments that were in no decided match of any target, once they had time to meet their document. */
async function tellUnmatched(
  session: Session,
  policy: PaymentPolicy,
  { knownUntil, runId }: PaymentMatching,
  namesCancelled: ReadonlySet<number>,
): Promise<void> {
  for (const system of new Set(policy.settles.map(({ payments }) => payments))) {
    const until = knownUntil(system)
    const documentSystem = policy.settles.find(({ payments }) => payments === system)?.of ?? ''

    if (until === null) continue
    for await (const page of paymentPages(session, [system], pageSize, { isTaken: 'included' })) {
      const old = page.filter((payment) => isBooked(payment.status) && isOver(payment.on, policy.unmatchedAfter, until))
      const unsettled = await unsettledOf(
        session,
        old.map(({ id }) => id),
      )
      const found = old.flatMap((payment): readonly Finding[] => {
        const state = unsettled.get(payment.id)

        if (state === undefined || (state.pass === null && namesCancelled.has(payment.id))) return []
        const { pass, documentCount, reason } = state
        const proposal = pass === null ? null : { pass, documentCount, reason: reason ?? '' }

        return [unmatchedPayment(settledLine(payment), documentSystem, proposal)]
      })

      await keep(session, found, runId)
    }
  }
}

/** Whether so much time has passed since a day; a line without a date is old. */
function isOver(on: string | null, duration: string, until: string): boolean {
  return on === null || Date.parse(on) + durationMs(duration) <= Date.parse(until.slice(0, 10))
}

/** The day up to which all of them are known; null when one of them is not known at all. */
function earliest(days: readonly (string | null)[]): string | null {
  return days.reduce((first, day) => (first === null || day === null ? null : day < first ? day : first))
}

/** Payouts down to their lines; those that do not add up contradict themselves. */
async function tellPayouts(
  session: Session,
  policy: PaymentPolicy | undefined,
  runId: number,
): Promise<readonly string[]> {
  const systems = new Set(
    policy?.settles.flatMap(({ payments, documents, of }) => (documents === 'payout' ? [payments, of] : [payments])),
  )
  const limits: string[] = []
  const allocated = rowBuffer((rows) => addAllocations(session, rows))
  const told = rowBuffer((rows) => addMismatches(session, rows))

  await openMismatches(session)
  await settlePayouts(session, [...systems], runId, async (outcome) => {
    limits.push(...outcome.limits)
    await allocated.add(outcome.allocations)
    await told.add(outcome.findings.map((finding) => findingRow(finding, runId)))
  })
  await allocated.flush()
  await told.flush()
  await settleMismatches(session, { entities: ['payment'], causes: ['contradiction'], runId })
  return limits
}

function keep(session: Session, found: readonly Finding[], runId: number): Promise<void> {
  return keepRows(
    session,
    found.map((finding) => findingRow(finding, runId)),
  )
}

async function keepRows(session: Session, rows: readonly CopyRow[]): Promise<void> {
  if (rows.length > 0) await addMismatches(session, onceAsync(rows))
}
