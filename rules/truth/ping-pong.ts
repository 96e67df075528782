import { byCodeUnits } from './code-unit-order.ts'
import { memberName } from './member.ts'
import { returnsOfItself } from './stale-overwrite.ts'
import {
  isNews,
  isOlder,
  isWithinWindow,
  returnedTo,
  type PeerWord,
  type SaidValue,
  type ValueHistory,
} from './value-ledger.ts'

/** Why a field is no longer written back; the order in which they are looked for. */
export type FreezeCause = 'ping-pong' | 'rejected-again' | 'clock-went-back'

/** A field in which writing would feed a quarrel between systems, or one with us. */
export interface FieldFlips {
  readonly cause: FreezeCause
  /** The records that flipped, in order of name. */
  readonly recordIds: readonly number[]
  /** Systems and times, without values. */
  readonly reason: string
}

/**
 * Is a field in ping-pong? A system may take back its own word, once or often; what may not happen is that it takes back what
 * others said. Only what was first seen after the run `since` counts: a thaw forgives what was before it.
 *
 * - `rejected-again`: a record says again what it had given up for our correction or another system's value, and the policy
 *   still decides otherwise (`golden` is the meaning of its value, null for none);
 * - `ping-pong`: of two systems each took up again what the other gave up, or on two nights a newer word was given up for an
 *   older one of another system, all within 30 days;
 * - `clock-went-back`: a value is older by its source's own time than the one it replaced.
 *
 * (matching.md 14.) Stock, prices and statuses go up and down of themselves: for them only the clock counts.
 */
export function fieldFlips(
  field: string,
  ledger: readonly ValueHistory[],
  golden: string | null,
  since: number,
): FieldFlips | undefined {
  const ordered = ledger.toSorted((left, right) => byCodeUnits(memberName(left), memberName(right)))
  const quarrel = returnsOfItself(field)
    ? undefined
    : (pingPong(ordered, since) ?? rejectedAgain(ordered, golden, since))

  return quarrel ?? clockWentBack(ordered, since)
}

interface Flip {
  readonly history: ValueHistory
  readonly value: SaidValue
  readonly replaced: SaidValue
  /** Who is behind it: the system that said it before, else the record's own. */
  readonly by: string
  readonly isReturn: boolean
  /** Does it put an older word of another system over a newer one? */
  readonly isImposed: boolean
}

function pingPong(ledger: readonly ValueHistory[], since: number): FieldFlips | undefined {
  const flips = ledger
    .flatMap((history) => history.said.flatMap((value, place) => flipAt(history, value, place, ledger)))
    .filter(({ value }) => value.run > since)
    .toSorted((left, right) => left.value.run - right.value.run)

  for (const [place, last] of flips.entries()) {
    const other = flips
      .slice(0, place)
      .find((flip) => isWithinWindow(flip.value.seenAt, last.value.seenAt) && areAgainstEachOther(flip, last))

    if (other !== undefined) return found('ping-pong', [other, last])
  }
  return undefined
}

function flipAt(
  history: ValueHistory,
  value: SaidValue,
  place: number,
  ledger: readonly ValueHistory[],
): readonly Flip[] {
  const replaced = history.said[place - 1]

  if (replaced === undefined || value.origin === 'own-write' || isNews(history, place, ledger)) return []
  const isImposed = value.from !== null && isElder(value.from, replaced)
  const isReturn = returnedTo(history, place) !== undefined

  return isReturn || isImposed
    ? [{ history, value, replaced, by: value.from?.system ?? history.system, isReturn, isImposed }]
    : []
}

/** Seen earlier; what was there on the first night goes by the sources' clocks. */
function isElder(word: PeerWord, { run, changedAt }: SaidValue): boolean {
  return word.run < run || (word.run === run && isOlder(word.changedAt, changedAt))
}

/** Newer words given up on two nights for older ones of others; or two systems of which one took up what the other gave up. */
function areAgainstEachOther(left: Flip, right: Flip): boolean {
  if (left.isImposed && right.isImposed) return left.value.run < right.value.run
  if (left.history.system === right.history.system) return false

  const areOpposite = left.value.meaning === right.replaced.meaning || right.value.meaning === left.replaced.meaning

  return left.isReturn && right.isReturn && areOpposite && left.value.meaning !== right.value.meaning
}

function rejectedAgain(ledger: readonly ValueHistory[], golden: string | null, since: number): FieldFlips | undefined {
  const flips = ledger.flatMap((history): readonly Flip[] => {
    const replaced = history.said.at(-2)
    const value = history.said.at(-1)

    if (replaced === undefined || value === undefined || value.run <= since || value.meaning === golden) return []
    return isResent(history, ledger)
      ? [{ history, value, replaced, by: value.from?.system ?? history.system, isReturn: true, isImposed: false }]
      : []
  })

  return flips.length === 0 ? undefined : found('rejected-again', flips)
}

/**
 * Does a record say again what it had given up for our correction, or, while we corrected others from it, for another system's
 * value? Then the saying is no new evidence, whatever its date.
 */
export function isResent(history: ValueHistory, ledger: readonly ValueHistory[]): boolean {
  const place = history.said.length - 1
  const value = history.said[place]
  const replaced = history.said[place - 1]

  if (value === undefined || replaced === undefined || replaced.origin === 'native') return false
  if (returnedTo(history, place) === undefined || isNews(history, place, ledger)) return false
  return replaced.origin === 'own-write' || ledger.some((other) => hasCorrected(other, value))
}

function hasCorrected({ said }: ValueHistory, { meaning, run, seenAt }: SaidValue): boolean {
  return said.some(
    (word, index) =>
      word.origin === 'own-write' &&
      word.run <= run &&
      said[index - 1]?.meaning === meaning &&
      isWithinWindow(word.seenAt, seenAt),
  )
}

function clockWentBack(ledger: readonly ValueHistory[], since: number): FieldFlips | undefined {
  const flips = ledger.flatMap((history): readonly Flip[] => {
    const replaced = history.said.at(-2)
    const value = history.said.at(-1)

    if (replaced === undefined || value === undefined || value.run <= since || value.origin === 'own-write') return []
    return isOlder(value.changedAt, replaced.changedAt)
      ? [{ history, value, replaced, by: value.from?.system ?? history.system, isReturn: false, isImposed: true }]
      : []
  })

  return flips.length === 0 ? undefined : found('clock-went-back', flips)
}

function found(cause: FieldFlips['cause'], flips: readonly Flip[]): FieldFlips {
  const told = flips.map(({ history, value, by }) => {
    const behind = by === history.system ? '' : `, as ${by} had it before`
    const sourceTime = value.changedAt === null ? '' : `, of ${value.changedAt} by its own clock`

    return `${memberName(history)} took up an old value (seen ${value.seenAt}${sourceTime}${behind})`
  })
  const ending = {
    'ping-pong': 'Systems overwrite each other.',
    'rejected-again': 'The policy had decided otherwise.',
    'clock-went-back': 'It is older than the value it replaced.',
  }[cause]

  return Object.freeze({
    cause,
    recordIds: Object.freeze([...new Set(flips.map(({ history }) => history.recordId))]),
    reason: `${told.join('; ')}. ${ending}`,
  })
}
