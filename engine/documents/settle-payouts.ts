import type { Finding } from '../../rules/documents/finding.ts'
import { subsetStepsMax } from '../../rules/documents/payments/match-payments.ts'
import { payoutContradiction, type SettledLine } from '../../rules/documents/payments/payment-findings.ts'
import {
  netOf,
  settlePayouts as settleLines,
  type SettledPayout,
} from '../../rules/documents/payments/settle-payouts.ts'
import type { CopyRow } from '../store/copy-format.ts'
import { payoutLinePages, type PayoutLine } from '../store/documents/payout-lines.ts'
import type { Session } from '../store/store.ts'

const pageSize = 5_000
/** Lines that name no payout are searched in memory. */
const looseMax = 20_000

/** What the payouts of some gateways consist of, as allocations, and those that do not add up. */
export interface PayoutOutcome {
  readonly allocations: readonly CopyRow[]
  readonly findings: readonly Finding[]
  readonly limits: readonly string[]
}

/** Takes every payout of the given systems apart, one payout after the other; `keep` gets what each came to. */
export async function settlePayouts(
  session: Session,
  systems: readonly string[],
  runId: number,
  keep: (outcome: PayoutOutcome) => Promise<void>,
): Promise<void> {
  let loose: PayoutLine[] = []
  let looseOf = ''
  let isItemised = false

  for await (const group of payoutGroups(session, systems)) {
    const [first] = group
    const book = `${first.system} ${first.currency} ${first.scale}`

    if (book !== looseOf) {
      await keep(outcomeOf(loose, isItemised, runId))
      ;[loose, looseOf, isItemised] = [[], book, false]
    }
    const isWhole = first.payoutKey !== null && group.some(({ type }) => type !== 'payout')

    // What names a payout that is not announced yet waits; what names none is searched together.
    if (isWhole) {
      isItemised = true
      await keep(outcomeOf(group, true, runId))
    } else loose.push(...group.slice(0, Math.max(0, looseMax - loose.length)))
  }
  await keep(outcomeOf(loose, isItemised, runId))
}

function outcomeOf(lines: readonly PayoutLine[], isItemised: boolean, runId: number): PayoutOutcome {
  const byId = new Map(lines.map((line) => [line.id, line]))
  const { payouts, unexplained, limits } = settleLines(lines, subsetStepsMax)
  const lineOf = (id: string) => byId.get(id) as PayoutLine

  return {
    allocations: payouts.flatMap((settled) => allocationsOf(settled, lineOf, runId)),
    findings: [
      ...payouts
        .filter(({ expectedMinor, statedMinor }) => expectedMinor !== statedMinor)
        .map((settled) => payoutContradiction(toldLine(lineOf(settled.payout.id)), settled)),
      // A gateway that itemises no payout at all cannot be asked for the lines of one.
      ...(isItemised ? unexplained.map(({ id }) => payoutContradiction(toldLine(lineOf(id)), null)) : []),
    ],
    limits: lines.length < looseMax ? limits : [...limits, `Only ${looseMax} lines without a payout were searched.`],
  }
}

function allocationsOf(
  { payout, lineIds, by, isOnly }: SettledPayout,
  lineOf: (id: string) => PayoutLine,
  runId: number,
): readonly CopyRow[] {
  const { currency, scale } = lineOf(payout.id)
  const reason =
    by === 'key'
      ? 'the line names the payout'
      : `the lines add up to it; ${isOnly ? 'no others do' : 'others may as well'}`

  return lineIds.map((id, place) => [
    ...[payout.id, id, 'payout', by === 'key' ? 'reference' : 'one-to-many', by === 'key' ? 'settled' : 'proposed'],
    ...[String(netOf(lineOf(id))), '0', scale, currency, null, '[]', reason, '', place, '0', '', runId],
  ])
}

function toldLine({ system, sourceKey, payoutKey, currency, scale, amountMinor, on }: PayoutLine): SettledLine {
  return { system, sourceKey, number: payoutKey, goldenId: null, counterparty: null, currency, scale, amountMinor, on }
}

type Group = readonly [PayoutLine, ...PayoutLine[]]

async function* payoutGroups(session: Session, systems: readonly string[]): AsyncGenerator<Group> {
  let open: [PayoutLine, ...PayoutLine[]] | undefined

  for await (const page of payoutLinePages(session, systems, pageSize)) {
    for (const line of page) {
      if (open !== undefined && keyOf(open[0]) === keyOf(line) && open.length < looseMax) open.push(line)
      else {
        if (open !== undefined) yield open
        open = [line]
      }
    }
  }
  if (open !== undefined) yield open
}

const keyOf = ({ system, currency, scale, payoutKey }: PayoutLine): string =>
  JSON.stringify([system, currency, scale, payoutKey])
