import { stringify } from 'csv-stringify/sync'
import type { CsvConfig, CsvSelect } from '../../../connectors/csv/config.ts'
import { csv } from '../../../connectors/csv/csv.ts'
import { connectorConformance } from '../conformance.contract.ts'
import { fileSkips, fileSystemUnderTest } from '../file-system-under-test.ts'

connectorConformance(csv, {
  systemWith: (table) =>
    fileSystemUnderTest<CsvConfig, CsvSelect>(table, {
      fileName: 'people.csv',
      config: csv.config.parse({}),
      *lines({ columns, rows }) {
        yield stringify([[...columns]])
        for (const row of rows) yield stringify([columns.map((column) => row[column])])
      },
      select: (file, { key, changedAt }) => ({ file, key: [...key], ...(changedAt !== null && { changedAt }) }),
    }),
  skips: fileSkips,
})
