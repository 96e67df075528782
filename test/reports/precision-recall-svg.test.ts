import { expect, test } from 'vitest'
import { precisionRecallSvg } from '../../reports/precision-recall-svg.ts'
import type { CurvePoint } from '../../reports/precision-recall-curve.ts'

const point = (precision: number | undefined, recall: number | undefined): CurvePoint => ({
  weight: 1,
  probability: 2 / 3,
  precision,
  recall,
  f1: undefined,
  foundPairs: 1,
  rightPairs: 1,
  truePairs: 1,
})

test('draws within the axes, which begin below the lowest value', () => {
  const picture = precisionRecallSvg('curve', [point(1, 0.72), point(0.95, 0.9)], [])
  const [, path = ''] = /points="([^"]*)"/.exec(picture) ?? []
  const ticks = [...picture.matchAll(/>(\d\.\d\d)</g)].map((match) => Number(match[1]))

  expect(path).toBe('113.1,56 482.7,256')
  expect(Math.min(...ticks)).toBeCloseTo(0.7, 9)
  expect(Math.max(...ticks)).toBe(1)
})

test('says so when nothing was measured, and draws no line through zero', () => {
  const picture = precisionRecallSvg(
    'curve',
    [point(undefined, 0)],
    [{ label: 'links', precision: undefined, recall: 0 }],
  )

  expect(picture).toContain('>not measured<')
  expect(picture).not.toMatch(/polyline|links/)
})

test('writes names as text, not as markup', () => {
  expect(precisionRecallSvg('a <b> & c', [], [])).toContain('a &lt;b&gt; &amp; c')
})
