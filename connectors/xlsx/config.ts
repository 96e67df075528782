import { z } from 'zod'
import { folder } from '../file-folder.ts'
import { fileSelect } from '../file-select.ts'

export const xlsxConfig = z.strictObject({ folder })

export const xlsxSelect = z.strictObject({
  ...fileSelect,
  sheet: z.string().min(1).optional().meta({ description: 'name of the sheet; default: the first one' }),
  headerRow: z
    .int()
    .min(1)
    .default(1)
    .meta({ description: 'row with the column names, counted from 1; rows above it are skipped' }),
})

export type XlsxConfig = z.infer<typeof xlsxConfig>
export type XlsxSelect = z.infer<typeof xlsxSelect>
