import { expect, test } from 'vitest'
import { rowSink } from '../../connectors/row-sink.ts'
import { liveHeapBytes } from './live-heap.ts'

const row = (index: number) => ({ sourceKey: `C-${index}`, changedAt: null, fields: {} })

test('batches hold at most 1,000 rows and 1,000 rejections, and nothing is lost or doubled', () => {
  const sink = rowSink()
  for (let index = 0; index < 2_500; index++) sink.row(row(index))
  for (let index = 0; index < 1_200; index++) sink.reject(`line ${index}`, 'too-many-fields', 'x')

  const batches = [...sink.takeBatches(false), ...sink.takeBatches(true)]
  expect(batches.map(({ rows, rejections }) => [rows.length, rejections.length])).toEqual([
    [1_000, 1_000],
    [1_000, 200],
    [500, 0],
  ])
  expect(batches.flatMap(({ rows }) => rows.map(({ sourceKey }) => sourceKey))).toEqual(
    Array.from({ length: 2_500 }, (_, index) => `C-${index}`),
  )
  expect([sink.rowCount(), sink.recordCount()]).toEqual([2_500, 3_700])
})

test('rows that are not a batch yet wait', () => {
  const sink = rowSink()
  sink.row(row(1))
  expect(sink.takeBatches(false)).toEqual([])
  expect(sink.takeBatches(true).length).toBe(1)
  expect(sink.takeBatches(true)).toEqual([])
})

test('a key that is kept does not keep the text it was cut from', () => {
  const before = liveHeapBytes()
  const keys: string[] = []
  for (let chunk = 0; chunk < 200; chunk++) {
    const text = `${chunk}`.padEnd(256 * 1024, 'long-key-')
    const sink = rowSink()
    sink.row({ sourceKey: text.slice(100, 120), changedAt: null, fields: {} })
    keys.push(...sink.takeBatches(true).flatMap(({ rows }) => rows.map(({ sourceKey }) => sourceKey)))
  }
  expect(keys.length).toBe(200)
  expect(liveHeapBytes() - before).toBeLessThan(10 * 2 ** 20)
})
