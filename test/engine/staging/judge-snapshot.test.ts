import { expect, test } from 'vitest'
import type { SnapshotEnd } from '../../../connectors/connector.ts'
import { judgeSnapshot, type Delivered } from '../../../engine/staging/judge-snapshot.ts'
import type { SnapshotHistory } from '../../../engine/store/staging/snapshot-history.ts'

const guard = { dropPercentMax: 20, overlapPercentMin: 90, rowCountMin: 1 }
const end: SnapshotEnd = {
  isComplete: true,
  proof: 'end-of-file',
  rowCount: 1000,
  expectedCount: null,
  reason: null,
  columns: ['id', 'name'],
}
const delivered: Delivered = {
  end,
  mappedColumns: ['name'],
  filled: { name: 1000 },
  knowsDeletions: true,
  unreadableCount: 0,
}
const calm: SnapshotHistory = {
  goodKeyCounts: [1000, 990, 1010],
  usualRepeatedCount: 0,
  lastNewest: '2026-03-01T00:00:00.000Z',
  lastFilled: { name: 1000 },
  lastRowCount: 1000,
  keyCount: 1000,
  conflictingRowCount: 0,
  repeatedCount: 0,
  newCount: 5,
  newest: '2026-03-02T00:00:00.000Z',
  futureCount: 0,
  contentSum: '1',
  isEarlierContent: false,
  presentCount: 1000,
  lostCount: 5,
  changedCount: 10,
  backCount: 0,
  earlierCount: 0,
  undoneNightCount: 0,
  earlierUnseenCount: 0,
  shiftedCount: 1,
  shiftSeconds: 3600,
  lostNewerCount: 0,
  bornWithLostCount: 1000,
  bornSinceBackCount: 0,
  bornSinceBackUndoneCount: 0,
  keptSinceBackCount: 0,
  longestGap: 1,
}

const older = '2026-02-27T00:00:00.000Z'
const nothingNew = { newCount: 0, newest: older } as const

const cases: readonly (readonly [
  name: string,
  end: Partial<SnapshotEnd>,
  history: Partial<SnapshotHistory>,
  statuses: readonly string[],
])[] = [
  ['as usual', {}, {}, []],
  ['the first ever', {}, { goodKeyCounts: [], presentCount: 0, lostCount: 0, newCount: 1000, changedCount: 0 }, []],
  ['a drop of exactly the allowed percent', { rowCount: 800 }, { keyCount: 800, lostCount: 100, newCount: 0 }, []],
  ['one row less than that', { rowCount: 799 }, { keyCount: 799, lostCount: 201, newCount: 0 }, ['below-guard']],
  ['equal rows do not make up for others', {}, { keyCount: 700, lostCount: 300, newCount: 0 }, ['below-guard']],
  ['many records gone', {}, { keyCount: 899, lostCount: 101, newCount: 0 }, ['below-guard']],
  ['many gone and as many unknown', {}, { lostCount: 101, newCount: 101 }, ['other-keys']],
  ['nearly all keys as before', {}, { lostCount: 100, newCount: 100 }, []],
  ['the only record but one', {}, { goodKeyCounts: [4], keyCount: 3, presentCount: 4, lostCount: 1, newCount: 0 }, []],
  ['no rows', { rowCount: 0 }, { lostCount: 1000 }, ['empty']],
  ['a stream that was cut', { isComplete: false, reason: 'the last line is cut off' }, {}, ['incomplete']],
  ['a mapped column gone', { columns: ['id', 'full_name'] }, {}, ['drifted']],
  ['a column more', { columns: ['id', 'name', 'nickname'] }, {}, []],
  ['half the rows in conflict over their keys', {}, { conflictingRowCount: 500 }, []],
  ['most rows in conflict over their keys', {}, { conflictingRowCount: 501 }, ['drifted']],
  ['a page sent in the place of another', {}, { repeatedCount: 50, lostCount: 50 }, ['repeated']],
  ['rows that always come twice', {}, { repeatedCount: 50, usualRepeatedCount: 50, lostCount: 50 }, []],
  ['a page sent twice, and every record there', {}, { repeatedCount: 50, lostCount: 0 }, []],
  ['ten neighbours gone', {}, { longestGap: 10, lostCount: 12 }, ['gap']],
  ['nine neighbours gone', {}, { longestGap: 9, lostCount: 12 }, []],
  ['older data', {}, { ...nothingNew, backCount: 10, earlierCount: 10 }, ['replayed']],
  ['the newest gone, nothing else', {}, { ...nothingNew, changedCount: 0, lostNewerCount: 5 }, ['replayed']],
  ['the one newest gone', {}, { ...nothingNew, changedCount: 0, lostCount: 1, lostNewerCount: 1 }, []],
  [
    'the content of an earlier night',
    {},
    { newCount: 0, newest: null, backCount: 10, isEarlierContent: true },
    ['replayed'],
  ],
  [
    'the content of an earlier night, and nothing vanished',
    {},
    { newCount: 0, newest: null, lostCount: 0, backCount: 10, undoneNightCount: 2, isEarlierContent: true },
    ['replayed'],
  ],
  [
    'a sale that ends while nothing else changes',
    {},
    { newCount: 0, newest: null, lostCount: 0, backCount: 10, undoneNightCount: 1, isEarlierContent: true },
    [],
  ],
  [
    'content and times of the night before the last',
    {},
    { newCount: 0, lostCount: 0, backCount: 10, undoneNightCount: 1, isEarlierContent: true },
    ['replayed'],
  ],
  [
    'one record as two nights ago',
    {},
    { newCount: 0, newest: null, changedCount: 1, backCount: 1, lostCount: 0, isEarlierContent: true },
    [],
  ],
  ['older versions, and work that went on', {}, { backCount: 5, earlierCount: 5 }, ['restored']],
  ['two records set back by hand', {}, { backCount: 2, earlierCount: 2 }, []],
  [
    'prices that went back after a sale',
    {},
    { newest: null, changedCount: 90, backCount: 80, bornSinceBackCount: 4 },
    [],
  ],
  [
    'prices that went back, and all that is newer vanished',
    {},
    { newest: null, backCount: 8, bornSinceBackCount: 4, bornSinceBackUndoneCount: 4 },
    ['restored'],
  ],
  ['the newest records all gone', {}, { bornWithLostCount: 5 }, ['restored']],
  ['some of the newest records gone', {}, { bornWithLostCount: 7 }, []],
  ['times that are still to come', {}, { futureCount: 10 }, ['clock-skew']],
  ['a few mistyped years', {}, { futureCount: 9 }, []],
  ['all times an hour later', {}, { shiftedCount: 600, changedCount: 600 }, ['clock-skew']],
  [
    'most times earlier',
    {},
    { earlierCount: 600, earlierUnseenCount: 600, changedCount: 600, backCount: 600 },
    ['clock-skew', 'restored'],
  ],
]

test.each(cases)('%s: judged', (_, endChange, historyChange, statuses) => {
  const alarms = judgeSnapshot({ ...delivered, end: { ...end, ...endChange } }, guard, { ...calm, ...historyChange })

  expect(alarms.map(({ status }) => status)).toEqual(statuses)
})

test('a mapped column that fell silent is named with its numbers', () => {
  const [one] = judgeSnapshot({ ...delivered, filled: { name: 499 } }, guard, calm)

  expect(one).toEqual({ status: 'hollow', count: 501, reason: 'name is filled in 499 rows where 1000 are usual.' })
  expect(judgeSnapshot({ ...delivered, filled: { name: 500 } }, guard, calm)).toEqual([])
})

test('old values over newer ones are no restored backup where others as new stay', () => {
  const overwritten = { ...calm, earlierCount: 26, backCount: 26, changedCount: 400, newCount: 20 }

  expect(judgeSnapshot(delivered, guard, { ...overwritten, keptSinceBackCount: 25 })).toMatchObject([
    { status: 'restored' },
  ])
  expect(judgeSnapshot(delivered, guard, { ...overwritten, keptSinceBackCount: 26 })).toEqual([])
})

test('many new rows without a value are no column that fell silent', () => {
  const grown = { ...delivered, end: { ...delivered.end, rowCount: 5_000 }, filled: { name: 1_000 } }

  expect(judgeSnapshot(grown, guard, calm)).toEqual([])
  expect(judgeSnapshot({ ...grown, filled: { name: 999 } }, guard, calm)).toMatchObject([{ status: 'hollow' }])
})

test('a system that hands over only what is new loses nothing', () => {
  const lost = { ...calm, keyCount: 3, lostCount: 997, newCount: 3, longestGap: 500, bornWithLostCount: 997 }

  expect(
    judgeSnapshot(
      { ...delivered, knowsDeletions: false, end: { ...end, rowCount: 3 }, filled: { name: 3 } },
      guard,
      lost,
    ),
  ).toEqual([])
})

test('rows that could not be read may be the records that seem to be gone', () => {
  const gap = { ...calm, longestGap: 12, lostCount: 12 }

  expect(judgeSnapshot({ ...delivered, unreadableCount: 12 }, guard, gap)).toEqual([])
})

test('a flow that may be empty is good while it never had rows', () => {
  const empty = { ...delivered, end: { ...end, rowCount: 0, columns: [] } }
  const never = { ...calm, goodKeyCounts: [], presentCount: 0, lostCount: 0, keyCount: 0 }

  expect(judgeSnapshot(empty, { ...guard, rowCountMin: 0 }, never)).toEqual([])
  expect(judgeSnapshot(empty, { ...guard, rowCountMin: 0 }, calm)).toMatchObject([{ status: 'empty' }])
})
