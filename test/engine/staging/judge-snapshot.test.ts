import { expect, test } from 'vitest'
import type { SnapshotEnd } from '../../../connectors/connector.ts'
import { judgeSnapshot } from '../../../engine/staging/judge-snapshot.ts'
import type { UsualVolume } from '../../../engine/store/snapshots.ts'

const guard = { dropPercentMax: 20, overlapPercentMin: 90, rowCountMin: 1 }
const end: SnapshotEnd = {
  isComplete: true,
  proof: 'end-of-file',
  rowCount: 1000,
  expectedCount: null,
  reason: null,
  columns: ['id', 'name'],
}
const usual: UsualVolume = {
  goodRowCounts: [1000, 990, 1010],
  presentCount: 1000,
  overlapCount: 990,
  keyCount: 1000,
  conflictingKeyCount: 0,
}

test.each<[string, Partial<SnapshotEnd>, Partial<UsualVolume>, string]>([
  ['as usual', {}, {}, 'good'],
  ['the first ever', {}, { goodRowCounts: [], presentCount: 0, overlapCount: 0 }, 'good'],
  ['a drop of exactly the allowed percent', { rowCount: 800 }, {}, 'good'],
  ['one row less than that', { rowCount: 799 }, {}, 'below-guard'],
  ['other keys than before', {}, { overlapCount: 899 }, 'below-guard'],
  ['nearly all keys as before', {}, { overlapCount: 900 }, 'good'],
  ['no rows', { rowCount: 0 }, {}, 'empty'],
  ['a stream that was cut', { isComplete: false, reason: 'the last line is cut off' }, {}, 'incomplete'],
  ['a mapped column gone', { columns: ['id', 'full_name'] }, {}, 'drifted'],
  ['a column more', { columns: ['id', 'name', 'nickname'] }, {}, 'good'],
  ['half the keys in conflict', {}, { conflictingKeyCount: 500 }, 'good'],
  ['most keys in conflict', {}, { conflictingKeyCount: 501 }, 'drifted'],
])('%s: judged', (_, endChange, usualChange, status) => {
  expect(judgeSnapshot({ ...end, ...endChange }, ['name'], guard, { ...usual, ...usualChange }).status).toBe(status)
})

test('a flow that may be empty is good while it never had rows', () => {
  const empty = { ...end, rowCount: 0, columns: [] }
  const never = { goodRowCounts: [], presentCount: 0, overlapCount: 0, keyCount: 0, conflictingKeyCount: 0 }

  expect(judgeSnapshot(empty, ['name'], { ...guard, rowCountMin: 0 }, never).status).toBe('good')
  expect(judgeSnapshot(empty, ['name'], { ...guard, rowCountMin: 0 }, usual).status).toBe('empty')
})
