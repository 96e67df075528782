import iconv from 'iconv-lite'
import { z } from 'zod'

/** Settings that every file connector shares, with the words the JSON Schema of the plan shows. */
export const fileSelect = {
  file: z.string().min(1).meta({
    description:
      'path from the folder of the system, by default that of the plan; "*" and "?" in the file name take several files in sorted order; .gz is unpacked',
  }),
  key: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .meta({ description: 'column with the key of the record; several columns make a composite key' }),
  changedAt: z.string().min(1).optional().meta({ description: 'column with the system’s own time of change' }),
  corrections: z.string().min(1).optional().meta({
    description: 'folder for correction files; default: "corrections" beside the file',
  }),
}

export const encoding = z
  .string()
  .default('utf-8')
  .refine((name) => iconv.encodingExists(name), 'an encoding such as utf-8, windows-1250, iso-8859-2 or cp852')
  .meta({ description: 'character encoding; a byte order mark in the file outranks it' })

/** The key columns as a list. */
export const keyColumns = ({ key }: { readonly key: string | readonly string[] }): readonly string[] =>
  typeof key === 'string' ? [key] : key
