import { expect, test } from 'vitest'
import { allReports } from '../../reports/all-reports.ts'
import { columnDictionary } from '../../reports/column-dictionary.ts'

test('docs/reports.md explains the columns there are, and no other', async () => {
  await expect(columnDictionary(allReports)).toMatchFileSnapshot('../../docs/reports.md')
})

test('a report has one name, one file and no column twice', () => {
  const names = allReports.map((report) => report.name)

  expect(new Set(names).size).toBe(names.length)
  for (const { name, fileName, columns } of allReports) {
    expect(fileName).toBe(`${name}.csv`)
    expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length)
  }
})
