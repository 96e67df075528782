import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitRecord, type Dialect } from '../../../connectors/csv/split-record.ts'

const cell = fc.string({ unit: fc.constantFrom('a', 'ž', ' ', ',', ';', '"', '\n', '\r\n', '7'), maxLength: 5 })
const table = fc
  .integer({ min: 2, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }))
const lineEnding = fc.constantFrom('\n', '\r\n')
const delimiter = fc.constantFrom(',', ';')

function splitAll(text: string, dialect: Dialect): string[][] {
  const records: string[][] = []
  for (let at = 0; at < text.length;) {
    const split = splitRecord(text, at, dialect, true)
    if (typeof split === 'string') throw new Error(split)
    records.push(split.fields)
    at = split.end
  }
  return records
}

test('every well-formed file is read as csv-parse reads it', () => {
  fc.assert(
    fc.property(table, delimiter, lineEnding, fc.boolean(), (rows, delimiter, record_delimiter, quoted) => {
      const text = stringify(rows, { delimiter, record_delimiter, quoted, quoted_match: /\r/ })

      expect(splitAll(text, { delimiter, quote: '"' })).toEqual(
        parse(text, { delimiter, record_delimiter: ['\n', '\r\n'], relax_column_count: true }),
      )
    }),
    { numRuns: 500 },
  )
})

test('a text cut anywhere inside its first record is unfinished, never misread', () => {
  fc.assert(
    fc.property(table, fc.nat(), (rows, where) => {
      const text = stringify(rows, { quoted_match: /\r/ })
      const dialect = { delimiter: ',', quote: '"' }
      const whole = splitRecord(text, 0, dialect, true)
      if (typeof whole === 'string') throw new Error(whole)

      const split = splitRecord(text.slice(0, where % whole.end), 0, dialect, false)
      expect(split === 'unfinished' || typeof split === 'object').toBe(true)
      if (typeof split === 'object') expect(split.fields).toEqual(whole.fields)
    }),
    { numRuns: 500 },
  )
})
