import { describe, expect, test } from 'vitest'
import { showProgress, type ProgressOutput } from '../../../engine/operations/progress.ts'
import { countText, estimateText } from '../../../engine/operations/progress-text.ts'

/** A screen that remembers, and a clock that a test moves. */
function watched(isTerminal: boolean) {
  const written: string[] = []
  const time = { ms: 0 }
  const output: ProgressOutput = { write: (text) => void written.push(text), isTerminal, columns: 60 }

  return { written, time, progress: showProgress(output, () => new Date(time.ms)) }
}

describe('on a terminal', () => {
  test('one line is redrawn at most ten times a second, with counts and an estimate', () => {
    const { written, time, progress } = watched(true)

    progress.stage('read crm.customer', 60_000)
    for (let step = 1; step <= 400; step += 1) {
      time.ms = step * 10
      progress.advance(50)
    }
    progress.done('20,000 rows')

    expect(written.length).toBeLessThanOrEqual(43)
    expect(written.at(-3)).toBe('\r\u001b[2Kread crm.customer  20,000 of 60,000 (33 %)  about 8 s left')
    expect(written.slice(-2)).toEqual(['\r\u001b[2K', 'read crm.customer  20,000 rows  4.0 s\n'])
  })

  test('a line never grows wider than the screen', () => {
    const { written, progress } = watched(true)

    progress.stage('x'.repeat(200))

    expect(written[0]).toBe(`\r\u001b[2K${'x'.repeat(59)}`)
  })
})

describe('without a terminal', () => {
  test('there is one plain line for each stage, and one every ten seconds of a long one', () => {
    const { written, time, progress } = watched(false)

    progress.stage('match customer', 1000)
    for (const ms of [1000, 9999, 10_000, 15_000, 20_000]) {
      time.ms = ms
      progress.advance(100)
    }
    time.ms = 21_000
    progress.done()

    expect(written).toEqual([
      'match customer  300 of 1,000 (30 %)  about 24 s left\n',
      'match customer  500 of 1,000 (50 %)  about 20 s left\n',
      'match customer  500  21.0 s\n',
    ])
  })
})

test('a stage is closed by the next one; what nobody counted and took no time is not worth a line', () => {
  const { written, time, progress } = watched(false)

  progress.stage('read crm.customer')
  progress.advance(1200)
  progress.stage('normalize crm.customer')
  time.ms = 499
  progress.stage('match customer')
  time.ms = 2499
  progress.done()
  progress.done()

  expect(written.join('')).toBe('read crm.customer  1,200  0.0 s\nmatch customer  2.0 s\n')
})

test.each([
  [0, undefined, ''],
  [1234567, undefined, '1,234,567'],
  [0, 10, '0 of 10 (0 %)'],
  [999, 1000, '999 of 1,000 (99 %)'],
  [12, 10, '12 of 10 (100 %)'],
])('%d of %s is %j', (count, total, expected) => {
  expect(countText(count, total)).toBe(expected)
})

test.each([
  [10, 100, 1000, ''],
  [0, 100, 60_000, ''],
  [100, 100, 60_000, ''],
  [50, 100, 60_000, 'about 60 s left'],
  [10, 100, 60_000, 'about 9 min left'],
  [10, undefined, 60_000, ''],
])('after %d of %s in %d ms the estimate is %j', (count, total, elapsedMs, expected) => {
  expect(estimateText(count, total, elapsedMs)).toBe(expected)
})
