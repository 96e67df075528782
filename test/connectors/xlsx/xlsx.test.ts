import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { xlsx } from '../../../connectors/xlsx/xlsx.ts'
import type { XlsxConfig, XlsxSelect } from '../../../connectors/xlsx/config.ts'
import { connectorConformance } from '../conformance.contract.ts'
import { fileSkips } from '../file-system-under-test.ts'
import { temporaryFolder } from '../temporary-folder.ts'

connectorConformance<XlsxConfig, XlsxSelect>(xlsx, {
  async systemWith({ columns, rows, key, changedAt }) {
    const folder = await temporaryFolder()
    const cells = [[...columns], ...Array.from(rows, (row) => columns.map((column) => row[column] ?? null))]
    const sheet = utils.aoa_to_sheet(cells)
    const book = utils.book_new(sheet, 'People')
    await folder.write('people.xlsx', write(book, { type: 'buffer', compression: true }) as Buffer)

    const select = { file: 'people.xlsx', key: [...key], headerRow: 1, ...(changedAt !== null && { changedAt }) }
    return {
      config: {},
      select,
      baseDir: folder.path,
      absent: { config: {}, select: { ...select, file: join('no-folder', 'people.xlsx') } },
      openHandles: () => folder.openFileCount(),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    }
  },
  skips: fileSkips,
  largeRowCount: 40_000,
})
