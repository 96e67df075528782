import { byCodeUnits } from './code-unit-order.ts'
import { memberName } from './member.ts'
import { returnsOfItself } from './stale-overwrite.ts'
import { isOlder, isWithinWindow, returnedTo, type SaidValue, type ValueHistory } from './value-ledger.ts'
import { isImposed, isNews, wordAge } from './word-age.ts'

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
 * - `ping-pong`: of two systems each took up again what the other gave up; or on two nights, at the same time of the day, a newer
 *   word was given up for an older one of another system, or the same word for the same other one; or a record gave up newer
 *   words for older ones of others on three nights; all within 30 days;
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

const dayMs = 86_400_000

/** A change of a record's word that our own correction is not. */
interface Flip {
  readonly history: ValueHistory
  readonly value: SaidValue
  readonly replaced: SaidValue
  /** Who is behind it: the system that said it before, else the record's own. */
  readonly by: string
  readonly isReturn: boolean
  /** Did another system come to say it of its own? */
  readonly isNews: boolean
  /** Does it put an older word of another system over a newer one? */
  readonly isImposed: boolean
}

function pingPong(ledger: readonly ValueHistory[], since: number): FieldFlips | undefined {
  const flips = ledger
    .flatMap((history) => history.said.flatMap((_, place) => flipAt(history, place, ledger)))
    .filter(({ value }) => value.run > since)
    .toSorted((left, right) => left.value.run - right.value.run)

  for (const [place, last] of flips.entries()) {
    const earlier = flips.slice(0, place).filter(({ value }) => isWithinWindow(value.seenAt, last.value.seenAt))
    const others = copiedBefore(last, earlier) ?? opposite(last, earlier) ?? imposedBefore(last, earlier)

    if (others !== undefined) return found('ping-pong', [...others, last])
  }
  return undefined
}

function flipAt(history: ValueHistory, place: number, ledger: readonly ValueHistory[]): readonly Flip[] {
  const value = history.said[place]
  const replaced = history.said[place - 1]

  if (value === undefined || replaced === undefined || value.origin === 'own-write') return []
  return [
    flipOf(history, value, replaced, {
      isReturn: returnedTo(history, place) !== undefined,
      isNews: isNews(history, place, ledger),
      isImposed: isImposed(history, place, ledger),
    }),
  ]
}

function flipOf(
  history: ValueHistory,
  value: SaidValue,
  replaced: SaidValue,
  marks: Partial<Pick<Flip, 'isReturn' | 'isNews' | 'isImposed'>>,
): Flip {
  const by = value.from?.system ?? history.system

  return { history, value, replaced, by, isReturn: false, isNews: false, isImposed: false, ...marks }
}

/** Another system's word that came over the same word of the record's own people before, at the same time of the day. */
function copiedBefore(last: Flip, earlier: readonly Flip[]): readonly Flip[] | undefined {
  if (last.value.origin !== 'peer' || last.replaced.origin === 'own-write') return undefined
  const other = earlier.find(
    ({ history, value, replaced }) =>
      history === last.history &&
      value.origin === 'peer' &&
      value.meaning === last.value.meaning &&
      replaced.meaning === last.replaced.meaning &&
      isSameTimeOfDay(value.changedAt, last.value.changedAt),
  )

  return other && [other]
}

/**
 * Two systems of which each took up again what the other gave up; or one of them did, at the same time of the day. What one took
 * up then looks like news for the other; where both did it at the same dated time, a job swapped them.
 */
function opposite(last: Flip, earlier: readonly Flip[]): readonly Flip[] | undefined {
  const other = earlier.find(
    (flip) =>
      flip.isReturn &&
      last.isReturn &&
      flip.history.system !== last.history.system &&
      isAgainst(flip, last, isSameTimeOfDay(flip.value.changedAt, last.value.changedAt)),
  )

  return other && [other]
}

function isAgainst(flip: Flip, last: Flip, isSameTime: boolean): boolean {
  const isTaken = flip.value.meaning === last.replaced.meaning
  const isGiven = flip.replaced.meaning === last.value.meaning
  const areNoNews = !flip.isNews && !last.isNews

  if (isTaken && isGiven) return areNoNews || (isSameTime && last.value.changedAt !== null)
  return (isTaken || isGiven) && areNoNews && isSameTime
}

/**
 * Newer words given up for older ones of others on other nights: once before at the same time of the day, as a job does that
 * runs by the clock, or in the same record twice at any time. People take a mistake back twice in a month, but hardly at the
 * same minute.
 */
function imposedBefore(last: Flip, earlier: readonly Flip[]): readonly Flip[] | undefined {
  if (!last.isImposed) return undefined
  const before = earlier.filter((flip) => flip.isImposed && flip.value.run < last.value.run)
  const sameTime = before.find(({ value }) => isSameTimeOfDay(value.changedAt, last.value.changedAt))
  const here = before.filter(({ history }) => history === last.history)

  if (sameTime !== undefined) return [sameTime]
  return here.length > 1 ? here : undefined
}

/** A job reaches a record some minutes sooner or later into its run. */
const sameTimeMs = 30 * 60_000

/** True where one of the times is unknown: then nothing speaks for a person. */
function isSameTimeOfDay(left: string | null, right: string | null): boolean {
  if (left === null || right === null) return true
  const apart = Math.abs(Date.parse(left) - Date.parse(right)) % dayMs

  return Math.min(apart, dayMs - apart) <= sameTimeMs
}

function rejectedAgain(ledger: readonly ValueHistory[], golden: string | null, since: number): FieldFlips | undefined {
  const flips = ledger.flatMap((history): readonly Flip[] => {
    const replaced = history.said.at(-2)
    const value = history.said.at(-1)

    if (replaced === undefined || value === undefined || value.run <= since || value.meaning === golden) return []
    if (wasSpokenSince(value, ledger)) return []
    return isResent(history, ledger)
      ? [
          {
            history,
            value,
            replaced,
            by: value.from?.system ?? history.system,
            isReturn: true,
            isNews: false,
            isImposed: false,
          },
        ]
      : []
  })

  return flips.length === 0 ? undefined : found('rejected-again', flips)
}

/** Then the night that saw the value first agreed with it, or froze the field; that others say something else since is no rejection. */
function wasSpokenSince({ run: seen }: SaidValue, ledger: readonly ValueHistory[]): boolean {
  return ledger.some(({ said }) => said.some(({ run, origin }) => run > seen && origin !== 'own-write'))
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
    const place = history.said.length - 1
    const replaced = history.said[place - 1]
    const value = history.said[place]

    if (replaced === undefined || value === undefined || value.run <= since || value.origin === 'own-write') return []
    return isDatedBack(history, place, ledger) && !isNews(history, place, ledger)
      ? [flipOf(history, value, replaced, { isImposed: true })]
      : []
  })

  return flips.length === 0 ? undefined : found('clock-went-back', flips)
}

/** A record keeps its date when we correct it: then the correction is as old as its word, and so is what was copied from it. */
function isDatedBack(history: ValueHistory, place: number, ledger: readonly ValueHistory[]): boolean {
  const value = history.said[place]
  const replaced = history.said[place - 1]
  const isEcho = replaced?.origin === 'own-write' && replaced.changedAt !== null
  const since = isEcho ? wordAge(history, place - 1, ledger) : replaced

  if (value === undefined || since === undefined || !isOlder(value.changedAt, since.changedAt)) return false
  return !isOlder(since.changedAt, wordAge(history, place, ledger).changedAt)
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
