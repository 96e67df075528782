import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupRecords } from '../../../rules/matching/group-records.ts'
import { plainColumn, type MatchColumn } from '../../../rules/matching/match-column.ts'

const value = fc.constantFrom(null, 'x', 'y', 'z')
const rows = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 30 }))

/** The columns as the engine keeps them: one after the other, or the codes of one record side by side. */
function columnsOf(list: readonly (readonly (string | null)[])[], isSideBySide: boolean): readonly MatchColumn[] {
  const columns = (list[0] ?? []).map((_, column) => plainColumn(list.map((row) => row[column] as string | null)))
  const codes = Int32Array.from(list.flatMap((_, row) => columns.map((column) => column.codes[row] as number)))

  return isSideBySide
    ? columns.map((column, offset) => ({ ...column, codes, stride: columns.length, offset }))
    : columns
}

test('two records are in one group exactly when they agree in every column and miss no more than is permitted', () => {
  fc.assert(
    fc.property(rows, fc.boolean(), fc.constantFrom('all', 'any'), (list, isSideBySide, needs) => {
      const { groupOf, sizes, firsts } = groupRecords(columnsOf(list, isSideBySide), list.length, needs)
      const keys = list.map((row) => {
        const filled = row.filter((cell) => cell !== null).length

        return filled === 0 || (needs === 'all' && filled < row.length) ? null : JSON.stringify(row)
      })
      const inOrder = [...new Set(keys)].filter((key) => key !== null)

      expect([...groupOf]).toEqual(keys.map((key) => (key === null ? -1 : inOrder.indexOf(key))))
      expect([...firsts]).toEqual(inOrder.map((key) => keys.indexOf(key)))
      expect([...sizes]).toEqual(inOrder.map((key) => keys.filter((other) => other === key).length))
    }),
  )
})
