import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clustersCsv, linksCsv } from '../../../../engine/matching/table/match-csv.ts'
import { probabilityOfWeight } from '../../../../rules/matching/match-weight.ts'

const anyId = fc.oneof(
  {
    weight: 200,
    arbitrary: fc.string({
      unit: fc.constantFrom('a', '1', '"', ',', '\n', '\r', '=', 'é', '🙂'),
      minLength: 1,
      maxLength: 6,
    }),
  },
  { weight: 1, arbitrary: fc.constant('long '.repeat(100_000)) },
)
const weight = fc.oneof(
  fc.double({ min: -500, max: 500, noNaN: true }),
  fc.constantFrom(0, -0, -0.00004, 0.00005, -12.34565, 99999),
)

function idsOf(texts: readonly string[]) {
  const offsets = new Uint32Array(texts.length + 1)

  texts.forEach((text, index) => (offsets[index + 1] = (offsets[index] as number) + Buffer.byteLength(text)))

  return { bytes: Buffer.from(texts.join('')), offsets }
}

const textOf = (chunks: Iterable<Uint8Array>) =>
  Buffer.concat(Array.from(chunks, (chunk) => chunk.slice())).toString('utf8')

test('every reader of RFC 4180 finds the ids in links.csv as they were, and the numbers to their last decimal', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyId, anyId, weight), { maxLength: 20 }), (links) => {
      const csv = linksCsv(idsOf(links.flatMap(([left, right]) => [left, right])), {
        left: Int32Array.from(links, (_, link) => 2 * link),
        right: Int32Array.from(links, (_, link) => 2 * link + 1),
        weight: Float64Array.from(links, ([, , value]) => value),
      })
      const [header, ...rows] = parse(textOf(csv), { record_delimiter: '\n' })

      expect(header).toEqual(['id_left', 'id_right', 'weight', 'probability'])
      expect(rows.map(([left, right]) => [left, right])).toEqual(links.map(([left, right]) => [left, right]))
      rows.forEach(([, , written, probability], row) => {
        const value = links[row]?.[2] as number

        expect(written).toMatch(/^(-(?!0\.0000$))?(0|[1-9]\d*)\.\d{4}$/)
        expect(Math.abs(Number(written) - value)).toBeLessThan(0.0000501)
        expect(probability).toMatch(/^[01]\.\d{6}$/)
        expect(Math.abs(Number(probability) - probabilityOfWeight(value))).toBeLessThan(0.000000501)
      })
    }),
  )
})

test('clusters.csv names the first record of the cluster of every record', () => {
  expect(textOf(clustersCsv(idsOf(['1', '=2', 'a,b']), Int32Array.of(0, 0, 2)))).toBe(
    'id,cluster\n1,1\n=2,1\n"a,b","a,b"\n',
  )
  expect(textOf(clustersCsv(idsOf([]), new Int32Array(0)))).toBe('id,cluster\n')
})
