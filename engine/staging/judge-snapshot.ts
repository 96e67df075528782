import type { SnapshotEnd } from '../../connectors/connector.ts'
import type { SnapshotAlarm, TroubleStatus } from '../domain/snapshot-troubles.ts'
import type { SnapshotHistory } from '../store/staging/snapshot-history.ts'
import { backwardAlarm, clockAlarm, gapAlarm, repeatedAlarm } from './judge-history.ts'

export interface Guard {
  readonly dropPercentMax: number
  readonly overlapPercentMin: number
  readonly rowCountMin: number
}

/** What the connector handed over. */
export interface Delivered {
  readonly end: SnapshotEnd
  readonly mappedColumns: readonly string[]
  /** Rows in which each mapped column says something. */
  readonly filled: Readonly<Record<string, number>>
  /** Whether what is absent is gone: statements and mailboxes hold only what is new. */
  readonly knowsDeletions: boolean
  /** Rows that could not be read: each may be a record that seems to be lost. */
  readonly unreadableCount: number
}

/**
 * Every reason not to use a snapshot, the gravest first; none when it is good: complete, with the mapped columns, neither empty
 * nor suspiciously small, and not a step back in time (domain-rules 4.11, 4.12).
 */
export function judgeSnapshot(delivered: Delivered, guard: Guard, history: SnapshotHistory): readonly SnapshotAlarm[] {
  const { end, knowsDeletions } = delivered
  const unfit = unfitAlarm(delivered, history)

  if (unfit !== undefined) return [unfit]
  const smallest = Math.max(guard.rowCountMin, 1)

  if (end.rowCount < smallest) {
    const mayBeEmpty = guard.rowCountMin === 0 && (history.presentCount === 0 || !knowsDeletions)

    return mayBeEmpty
      ? []
      : [
          alarm(
            'empty',
            Math.max(history.lostCount, 1),
            `It has ${end.rowCount} rows; the plan expects at least ${smallest}.`,
          ),
        ]
  }
  const readable = withoutUnreadable(history, delivered.unreadableCount)
  const alarms = [
    clockAlarm(history),
    backwardAlarm(readable, knowsDeletions),
    ...(knowsDeletions ? [repeatedAlarm(readable), lossAlarm(guard, history) ?? gapAlarm(readable)] : []),
    hollowAlarm(delivered, history),
  ]

  return alarms.filter((one) => one !== undefined)
}

function withoutUnreadable(history: SnapshotHistory, count: number): SnapshotHistory {
  return {
    ...history,
    lostCount: Math.max(0, history.lostCount - count),
    longestGap: Math.max(0, history.longestGap - count),
  }
}

/** What no person can make usable: it is not whole, or not what the plan describes. */
function unfitAlarm({ end, mappedColumns }: Delivered, history: SnapshotHistory): SnapshotAlarm | undefined {
  if (!end.isComplete)
    return alarm('incomplete', end.rowCount, end.reason ?? 'The source did not prove that it sent everything.')
  const absent = mappedColumns.filter((column) => !end.columns.includes(column))

  if (end.rowCount > 0 && absent.length > 0) {
    return alarm(
      'drifted',
      absent.length,
      `The plan maps ${absent.join(', ')}, which the source no longer has; it has ${end.columns.join(', ')}.`,
    )
  }
  if (history.conflictingRowCount <= end.rowCount / 2) return undefined
  return alarm(
    'drifted',
    history.conflictingRowCount,
    `${history.conflictingRowCount} of ${end.rowCount} rows share their key with rows that differ; select.key does not name what tells them apart.`,
  )
}

/** One record fewer is never an outage, however small the flow. */
const LOST_MIN = 2

function lossAlarm(guard: Guard, history: SnapshotHistory): SnapshotAlarm | undefined {
  const { goodKeyCounts, keyCount, presentCount, lostCount, newCount } = history
  const median = medianOf(goodKeyCounts)
  const keptPercent = presentCount === 0 ? 100 : (100 * (presentCount - lostCount)) / presentCount

  if (keyCount < median * (1 - guard.dropPercentMax / 100) && median - keyCount >= LOST_MIN) {
    return alarm(
      'below-guard',
      Math.max(lostCount, median - keyCount),
      `It has ${keyCount} rows where ${median} are usual; a drop of more than ${guard.dropPercentMax} % is taken for an outage.`,
    )
  }
  if (keptPercent >= guard.overlapPercentMin || lostCount < LOST_MIN) return undefined
  const kept = `Only ${Math.floor(keptPercent)} % of the known keys are in it`
  const limit = `below ${guard.overlapPercentMin} % it is taken for`

  return newCount * 2 >= lostCount
    ? alarm(
        'other-keys',
        lostCount,
        `${kept}, and ${newCount} unknown ones are; ${limit} another export, or for keys written otherwise.`,
      )
    : alarm('below-guard', lostCount, `${kept}; ${limit} an outage.`)
}

/** A column says nothing in most of the rows where it did: so many rows at least, for small flows empty a cell by hand. */
const HOLLOWED_MIN = 10

/** A null-rate jump (domain-rules 4.12): the share of filled rows fell by more than half, and not for new rows without a value alone. */
function hollowAlarm(
  { end, filled }: Delivered,
  { lastFilled, lastRowCount }: SnapshotHistory,
): SnapshotAlarm | undefined {
  const hollow = Object.entries(lastFilled).flatMap(([column, before]) => {
    const now = filled[column]
    const usual = lastRowCount === 0 ? 0 : Math.round((before * end.rowCount) / lastRowCount)

    if (now === undefined || before < HOLLOWED_MIN || now >= before) return []
    return now * 2 < usual && usual - now >= HOLLOWED_MIN ? [{ column, now, usual }] : []
  })
  const [worst] = hollow.toSorted((left, right) => right.usual - right.now - (left.usual - left.now))

  if (worst === undefined) return undefined
  const texts = hollow.map(({ column, now, usual }) => `${column} is filled in ${now} rows where ${usual} are usual`)

  return alarm('hollow', worst.usual - worst.now, `${texts.join('; ')}.`)
}

function alarm(status: TroubleStatus, count: number, reason: string): SnapshotAlarm {
  return { status, count, reason }
}

function medianOf(counts: readonly number[]): number {
  const sorted = counts.toSorted((left, right) => left - right)

  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
