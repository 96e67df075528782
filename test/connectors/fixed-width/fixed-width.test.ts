import { fixedWidth } from '../../../connectors/fixed-width/fixed-width.ts'
import type { FixedWidthConfig, FixedWidthSelect } from '../../../connectors/fixed-width/config.ts'
import { connectorConformance } from '../conformance.contract.ts'
import { fileSkips, fileSystemUnderTest } from '../file-system-under-test.ts'

const WIDTH = 64

connectorConformance(fixedWidth, {
  systemWith: (table) =>
    fileSystemUnderTest<FixedWidthConfig, FixedWidthSelect>(table, {
      fileName: 'people.txt',
      config: fixedWidth.config.parse({}),
      *lines({ columns, rows }) {
        for (const row of rows) yield `${columns.map((column) => (row[column] ?? '').padEnd(WIDTH)).join('')}\r\n`
      },
      select: (file, { columns, key, changedAt }) => ({
        file,
        key: [...key],
        fields: columns.map((name, index) => ({ name, start: index * WIDTH + 1, length: WIDTH, trim: true })),
        ...(changedAt !== null && { changedAt }),
      }),
    }),
  skips: fileSkips,
  // Padding and values of spaces cannot be told apart, and a newline ends the record.
  awkwardValues: ['0012', '10.10', 'a "quoted", value; with | and \t!', 'Žluťoučký kůň', '日本', '=1+1', 'null', null],
})
