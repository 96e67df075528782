import { absolute } from '../../rules/documents/document-amounts.ts'
import { takenBy, writeOffOf } from '../../rules/documents/payments/allocate.ts'
import { matchEvidence, type MatchEvidence } from '../../rules/documents/payments/match-evidence.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { matchLines, type MatchLines } from '../store/documents/match-lines.ts'
import {
  approvedParts,
  decisionsOf,
  type DecidedPart,
  type PaymentDecision,
} from '../store/documents/payment-decisions.ts'
import { isBooked, storedProposal, type StoredProposal } from '../store/documents/payment-proposals.ts'
import type { SettleLine } from '../store/documents/settle-lines.ts'
import type { Session } from '../store/store.ts'
import { recordIdsOf } from './decide-match.ts'
import { itemOf, paymentOf } from './settled-group.ts'

/** A payment or document as a person compares it. */
export interface ShownLine {
  /** `system:key` */
  readonly record: string
  readonly number: string | null
  readonly text: string | null
  readonly on: string | null
  readonly amountMinor: string
  /** What decided matches leave of it now. */
  readonly leftMinor: string
}

/** Part of one way to match, with what speaks for it. */
export interface ShownPart extends MatchEvidence {
  readonly payment: string
  readonly document: string
  readonly amountMinor: string
  readonly writeOffMinor: string
}

/** One way to match: 0 as proposed, then the alternatives. */
export interface ShownOption {
  readonly alternative: number
  readonly parts: readonly ShownPart[]
  readonly amountMinor: string
  readonly writeOffMinor: string
  /** What it would leave of its payments, and of its documents. */
  readonly leftOfPayments: string
  readonly leftOfDocuments: string
}

/** A match with everything that speaks about it. */
export interface MatchSheet extends Pick<
  StoredProposal,
  'kind' | 'pass' | 'scale' | 'currency' | 'counterparty' | 'reason'
> {
  readonly id: string
  /** `lapsed`: approved, and it no longer holds. */
  readonly state: 'proposed' | 'lapsed' | PaymentDecision['verdict']
  readonly payments: readonly ShownLine[]
  readonly documents: readonly ShownLine[]
  readonly options: readonly ShownOption[]
  readonly history: readonly Pick<PaymentDecision, 'verdict' | 'alternative' | 'at' | 'by' | 'reason'>[]
}

export async function showMatch(session: Session, id: string): Promise<MatchSheet> {
  const history = await decisionsOf(session, id)
  const standing = history.find(({ endedBy, verdict }) => endedBy === null && verdict !== 'undone')
  const proposal = await storedProposal(session, id)
  const match = proposal ?? (await decidedMatch(session, history.at(-1)))

  if (match === undefined) throw new ReconcileError('PAYMENT_MATCH_UNKNOWN', { id })
  const { kind, pass, scale, currency, counterparty, reason, options } = match
  const lines = await matchLines(session, match, recordIdsOf(options.flatMap(({ parts }) => parts)))

  return {
    ...{ id, kind, pass, scale, currency, counterparty, reason },
    state: proposal === undefined ? await decidedState(session, standing, id) : 'proposed',
    payments: [...lines.payments.values()].map(shownLine),
    documents: [...lines.documents.values()].map(shownLine),
    options: options.map(({ parts }, alternative) => shownOption(parts, alternative, lines, proposal !== undefined)),
    history: history.map(({ verdict, alternative, at, by, reason: why }) => ({
      verdict,
      alternative,
      at,
      by,
      reason: why,
    })),
  }
}

async function decidedState(
  session: Session,
  standing: PaymentDecision | undefined,
  id: string,
): Promise<MatchSheet['state']> {
  if (standing?.verdict !== 'approved') return standing?.verdict ?? 'undone'
  return (await isBooked(session, id)) ? 'approved' : 'lapsed'
}

/** What was approved last, in the form of a proposal; what was refused is told by its history alone. */
async function decidedMatch(session: Session, last: PaymentDecision | undefined): Promise<StoredProposal | undefined> {
  if (last === undefined) return undefined
  const { matchId: id, entity: kind, pass, scale, currency, counterparty, matchReason: reason, documentSystem } = last
  const parts = await approvedParts(session, last.id)
  const options = parts.length === 0 ? [] : [{ fingerprint: '', parts }]

  return { id, kind, pass, scale, currency, counterparty, reason, documentSystem, options }
}

function shownLine({ system, sourceKey, number, text, on, amountMinor, leftMinor }: SettleLine): ShownLine {
  return { record: `${system}:${sourceKey}`, number, text, on, amountMinor, leftMinor }
}

function shownOption(
  parts: readonly DecidedPart[],
  alternative: number,
  { payments, documents }: MatchLines,
  isWaiting: boolean,
): ShownOption {
  const left = new Map<SettleLine, bigint>()
  const take = (line: SettleLine | undefined, minor: bigint) => {
    // Of a decided match the parts are taken off already.
    if (line !== undefined) left.set(line, (left.get(line) ?? BigInt(line.leftMinor)) - (isWaiting ? minor : 0n))
  }
  const shown = parts.map((part): ShownPart => {
    const [payment, document] = [payments.get(part.paymentId), documents.get(part.documentId)]
    const { ofPayment, ofItem } = takenBy(part)

    take(payment, ofPayment)
    take(document, ofItem)
    return {
      payment: recordOf(payment),
      document: recordOf(document),
      amountMinor: String(part.amountMinor),
      writeOffMinor: String(part.writeOffMinor),
      ...(payment === undefined || document === undefined
        ? ({ isNamed: false, party: 'unknown', days: null } as const)
        : matchEvidence(paymentOf(payment), itemOf(document))),
    }
  })
  const leftOf = (lines: ReadonlyMap<number, SettleLine>) =>
    String([...lines.values()].reduce((sum, line) => sum + absolute(left.get(line) ?? 0n), 0n))

  return {
    alternative,
    parts: shown,
    amountMinor: String(parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)),
    writeOffMinor: String(writeOffOf(parts)),
    leftOfPayments: leftOf(payments),
    leftOfDocuments: leftOf(documents),
  }
}

const recordOf = (line: SettleLine | undefined): string =>
  line === undefined ? 'a record that is gone' : `${line.system}:${line.sourceKey}`
