import { z } from 'zod'
import { folder } from '../file-folder.ts'
import { encoding, fileSelect } from '../file-select.ts'

export const jsonlConfig = z.strictObject({ folder, encoding })

export const jsonlSelect = z.strictObject({
  ...fileSelect,
  endMarker: z
    .strictObject({
      field: z.string().min(1).meta({ description: 'field that tells the last line from a record' }),
      value: z.string().meta({ description: 'what it holds there' }),
      countField: z.string().min(1).meta({ description: 'field of the last line with the number of records' }),
    })
    .optional()
    .meta({ description: 'a last line that counts the records; without it the reading is incomplete' }),
})

export type JsonlConfig = z.infer<typeof jsonlConfig>
export type JsonlSelect = z.infer<typeof jsonlSelect>
