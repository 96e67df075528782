import type { CurvePoint } from './precision-recall-curve.ts'

/** A point of the picture with a name: where the links, or the clusters, of the match are. */
export interface MarkedPoint {
  readonly label: string
  readonly precision: number | undefined
  readonly recall: number | undefined
}

const SIZE = { width: 720, height: 520, left: 72, right: 32, top: 56, bottom: 64 } as const
const COLOURS = ['#b3261e', '#1f6f43', '#6a4c93'] as const

/** Draws precision against recall; axes begin at the tenth below the lowest value, for good curves live in one corner. */
export function precisionRecallSvg(
  title: string,
  points: readonly CurvePoint[],
  marks: readonly MarkedPoint[],
): string {
  const measured = points.flatMap(({ precision, recall }) =>
    precision === undefined || recall === undefined ? [] : [{ precision, recall }],
  )
  const shown = marks.flatMap(({ label, precision, recall }) =>
    precision === undefined || recall === undefined ? [] : [{ label, precision, recall }],
  )
  const all = [...measured, ...shown]
  const scale = {
    recall: axisFrom(all.map(({ recall }) => recall)),
    precision: axisFrom(all.map(({ precision }) => precision)),
  }
  const x = (recall: number) => SIZE.left + ((recall - scale.recall) / (1 - scale.recall)) * plotWidth
  const y = (precision: number) => SIZE.top + ((1 - precision) / (1 - scale.precision)) * plotHeight

  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width}" height="${SIZE.height}" font-family="system-ui, sans-serif" font-size="13" fill="#222">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    text(SIZE.left, 30, title, 'font-size="16" font-weight="600"'),
    ...ticks(scale.recall).flatMap((tick) => verticalTick(x(tick), tick)),
    ...ticks(scale.precision).flatMap((tick) => horizontalTick(y(tick), tick)),
    `<rect x="${SIZE.left}" y="${SIZE.top}" width="${plotWidth}" height="${plotHeight}" fill="none" stroke="#888"/>`,
    text(
      SIZE.left + plotWidth / 2,
      SIZE.height - 18,
      'recall: share of the true pairs that are found',
      'text-anchor="middle"',
    ),
    text(
      0,
      0,
      'precision: share of the found pairs that are right',
      `text-anchor="middle" transform="translate(20 ${SIZE.top + plotHeight / 2}) rotate(-90)"`,
    ),
    measured.length === 0
      ? text(SIZE.left + plotWidth / 2, SIZE.top + plotHeight / 2, 'not measured', 'text-anchor="middle" fill="#888"')
      : `<polyline fill="none" stroke="#1a5fb4" stroke-width="2" stroke-linejoin="round" points="${measured.map(({ precision, recall }) => `${round(x(recall))},${round(y(precision))}`).join(' ')}"/>`,
    ...shown.flatMap((mark, index) => marked(mark, index, x(mark.recall), y(mark.precision))),
    '</svg>',
  ].join('\n')}\n`
}

const plotWidth = SIZE.width - SIZE.left - SIZE.right
const plotHeight = SIZE.height - SIZE.top - SIZE.bottom

/** At most 0.9, so that the axis has a length. */
function axisFrom(values: readonly number[]): number {
  return Math.min(0.9, Math.floor(Math.min(1, ...values) * 10) / 10)
}

function ticks(from: number): readonly number[] {
  const step = from >= 0.8 ? 0.02 : from >= 0.5 ? 0.1 : 0.2
  const count = Math.floor((1 - from) / step + 1e-9)

  return Array.from({ length: count + 1 }, (_, index) => 1 - index * step)
}

function verticalTick(at: number, tick: number): readonly string[] {
  return [
    `<line x1="${round(at)}" y1="${SIZE.top}" x2="${round(at)}" y2="${SIZE.top + plotHeight}" stroke="#e4e4e4"/>`,
    text(at, SIZE.top + plotHeight + 20, tick.toFixed(2), 'text-anchor="middle"'),
  ]
}

function horizontalTick(at: number, tick: number): readonly string[] {
  return [
    `<line x1="${SIZE.left}" y1="${round(at)}" x2="${SIZE.left + plotWidth}" y2="${round(at)}" stroke="#e4e4e4"/>`,
    text(SIZE.left - 8, at + 4, tick.toFixed(2), 'text-anchor="end"'),
  ]
}

/** The legend stands at the lower left, where a good curve is not. */
function marked(
  { label, precision, recall }: { label: string; precision: number; recall: number },
  index: number,
  x: number,
  y: number,
): readonly string[] {
  const colour = COLOURS[index % COLOURS.length] as string
  const line = SIZE.top + plotHeight - 20 - 22 * index

  return [
    `<circle cx="${round(x)}" cy="${round(y)}" r="5" fill="${colour}"/>`,
    `<circle cx="${SIZE.left + 18}" cy="${line - 4}" r="5" fill="${colour}"/>`,
    text(SIZE.left + 32, line, `${label}: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`, ''),
  ]
}

function text(x: number, y: number, words: string, attributes: string): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

  return `<text x="${round(x)}" y="${round(y)}" ${attributes}>${escaped}</text>`
}

function round(length: number): string {
  return String(Math.round(length * 10) / 10)
}
