import { z } from 'zod'
import { folder } from '../file-folder.ts'
import { encoding, fileSelect } from '../file-select.ts'

const oneCharacter = z.string().length(1)

export const csvConfig = z.strictObject({
  folder,
  encoding,
  delimiter: oneCharacter
    .optional()
    .meta({ description: 'between fields; default: the one of , ; tab | that the header line has most of' }),
  quote: oneCharacter
    .nullable()
    .default('"')
    .meta({ description: 'around fields with delimiters or newlines; null when the export never quotes' }),
})

export const csvSelect = z.strictObject({
  ...fileSelect,
  header: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .meta({ description: 'column names of a file that has no header line' }),
  trailer: z
    .strictObject({
      marker: z.string().min(1).meta({ description: 'first field of the last line' }),
      count: z
        .int()
        .min(2)
        .default(2)
        .meta({ description: 'which field of it, counted from 1, holds the number of rows' }),
    })
    .optional()
    .meta({ description: 'a last line that counts the rows; without it the reading is incomplete' }),
})

export type CsvConfig = z.infer<typeof csvConfig>
export type CsvSelect = z.infer<typeof csvSelect>
