import type { SnapshotAlarm } from '../domain/snapshot-troubles.ts'
import type { SnapshotHistory } from '../store/staging/snapshot-history.ts'

/** Fewer records than this that went back, vanished or lie in the future are somebody's ordinary work. */
const FEW = 3
/** So many records must move together before it is a clock, not a person. */
const MOVED_MIN = 10
/** Rows whose time lies in the future: a share that no typing mistakes reach. */
const FUTURE_SHARE = 0.01
/** A night changes few times backwards: below this share of the changes it is single records that were set back by hand. */
const BACK_SHARE = 0.05
/** Fewer records that came together and go together are somebody's trial. */
const BATCH_MIN = 5
/** Fewer lost records in a row happen by chance. */
const GAP_MIN = 10

/** Times of change in the future, or moved together: the clock of the system, its time zone, or the way it writes times. */
export function clockAlarm(history: SnapshotHistory): SnapshotAlarm | undefined {
  const { futureCount, keyCount, shiftedCount, shiftSeconds, earlierUnseenCount, presentCount } = history

  if (futureCount >= FEW && futureCount >= keyCount * FUTURE_SHARE) {
    return {
      status: 'clock-skew',
      count: futureCount,
      reason: `${futureCount} new or changed rows carry a time of change that is still to come.`,
    }
  }
  if (shiftedCount >= MOVED_MIN && shiftedCount * 2 > presentCount) {
    return {
      status: 'clock-skew',
      count: shiftedCount,
      reason: `The times of change of ${shiftedCount} records moved by the same ${Math.abs(shiftSeconds)} seconds ${shiftSeconds < 0 ? 'backwards' : 'forwards'}.`,
    }
  }
  if (earlierUnseenCount < MOVED_MIN || earlierUnseenCount * 2 <= presentCount) return undefined
  return {
    status: 'clock-skew',
    count: earlierUnseenCount,
    reason: `${earlierUnseenCount} of ${presentCount} records carry earlier times of change than before.`,
  }
}

/** A step back in time: an old export put in place again when nothing is new, a restored backup when work went on since. */
export function backwardAlarm(history: SnapshotHistory, knowsDeletions: boolean): SnapshotAlarm | undefined {
  const { backCount, lostCount, changedCount, newCount } = history
  const lost = knowsDeletions ? lostCount : 0
  const isNothingNew = newCount === 0 && changedCount === backCount

  if (isNothingNew && isOldState(history, lost)) {
    return {
      status: 'replayed',
      count: backCount + lost,
      reason: `It is an earlier state of the system: ${backCount} records say what they said before, ${lost} are gone, and nothing is new.${dataTimes(history)}`,
    }
  }
  if (!isRestored(history, lost)) return undefined
  return {
    status: 'restored',
    count: backCount + lost,
    reason: `${backCount} records went back to earlier versions and ${lost} are gone, while ${newCount + changedCount - backCount} are new or changed.${dataTimes(history)}`,
  }
}

/** With times the newest change tells; without them only content that was there before, row by row, does. */
function isOldState(history: SnapshotHistory, lost: number): boolean {
  const { newest, lastNewest, earlierCount, lostNewerCount, backCount, isEarlierContent } = history
  const isOlderData = newest !== null && lastNewest !== null && Date.parse(newest) < Date.parse(lastNewest)

  if (isOlderData && (earlierCount > 0 || (lost > 1 && lostNewerCount === lost))) return true
  return isEarlierContent && backCount + lost >= FEW && !isOneNightUndone(history, lost)
}

/** What one night brought and another takes back, and nothing else, is no old export: a sale ended while nothing else changed. */
function isOneNightUndone({ newest, undoneNightCount }: SnapshotHistory, lost: number): boolean {
  return newest === null && lost === 0 && undoneNightCount <= 1
}

function isRestored(history: SnapshotHistory, lost: number): boolean {
  const { earlierCount, changedCount, backCount, presentCount } = history
  const { bornSinceBackCount, bornSinceBackUndoneCount, bornWithLostCount, keptSinceBackCount } = history
  // Where others as new stay as they are, somebody writes old values over new ones: a finding about each, and no outage.
  const wentBackInTime =
    earlierCount >= FEW && earlierCount >= changedCount * BACK_SHARE && keptSinceBackCount < earlierCount
  // Keys are given anew after a restore: what was born since is gone, or is somebody else.
  const wentBackWhole = backCount >= FEW && bornSinceBackCount > 0 && bornSinceBackUndoneCount === bornSinceBackCount
  const newestVanished = lost >= BATCH_MIN && bornWithLostCount === lost && bornWithLostCount < presentCount

  return wentBackInTime || wentBackWhole || newestVanished
}

function dataTimes({ newest, lastNewest }: SnapshotHistory): string {
  return newest === null || lastNewest === null
    ? ''
    : ` Its newest change is of ${newest}, that of the last good one of ${lastNewest}.`
}

/** Equal rows in place of others: the page before was sent again. */
export function repeatedAlarm(history: SnapshotHistory): SnapshotAlarm | undefined {
  const { repeatedCount, usualRepeatedCount, lostCount } = history
  const extra = repeatedCount - usualRepeatedCount

  if (extra < FEW || lostCount < FEW || extra * 2 < lostCount) return undefined
  return {
    status: 'repeated',
    count: lostCount,
    reason: `${repeatedCount} rows came more than once while ${lostCount} known records are not in it: a page was sent in the place of another.`,
  }
}

/** Neighbours in the order of keys that are all gone: a page, or the end. The oldest keys may go together: they are purged. */
export function gapAlarm({ longestGap, lostCount }: SnapshotHistory): SnapshotAlarm | undefined {
  if (longestGap < GAP_MIN) return undefined
  return {
    status: 'gap',
    count: lostCount,
    reason: `${longestGap} records that follow each other in the order of keys are not in it: a page or the end of the export was lost.`,
  }
}
