import { z } from 'zod'
import { folder } from '../file-folder.ts'
import { encoding, fileSelect } from '../file-select.ts'

const place = z.int().min(1)

export const fixedWidthConfig = z.strictObject({ folder, encoding })

export const fixedWidthSelect = z.strictObject({
  ...fileSelect,
  fields: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        start: place.meta({ description: 'first character, counted from 1' }),
        length: place,
        decimals: z.int().min(0).max(12).optional().meta({
          description:
            'implied decimals of a number: "0001234" with 2 is 12.34; signs may lead, trail or be overpunched',
        }),
        trim: z.boolean().default(true).meta({ description: 'whether padding spaces are cut off' }),
      }),
    )
    .min(1)
    .refine((fields) => new Set(fields.map(({ name }) => name)).size === fields.length, 'different field names'),
  lineLength: place
    .optional()
    .meta({ description: 'characters of a record; default: up to the end of the last field' }),
  header: z
    .strictObject({ marker: z.string().min(1) })
    .optional()
    .meta({ description: 'how a first line that is no record begins' }),
  trailer: z
    .strictObject({
      marker: z.string().min(1).meta({ description: 'how the last line begins' }),
      countStart: place.meta({ description: 'first character of the record count, counted from 1' }),
      countLength: place,
    })
    .optional()
    .meta({ description: 'a last line that counts the records; without it the reading is incomplete' }),
})

export type FixedWidthConfig = z.infer<typeof fixedWidthConfig>
export type FixedWidthSelect = z.infer<typeof fixedWidthSelect>
