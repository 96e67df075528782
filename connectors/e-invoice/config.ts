import { z } from 'zod'
import { folder } from '../file-folder.ts'

export const eInvoiceConfig = z.strictObject({ folder })

export const eInvoiceSelect = z.strictObject({
  file: z.string().min(1).meta({
    description:
      'folder whose *.xml and *.isdoc files are read, or one file; "*" and "?" in the file name take several; from the folder of the system',
  }),
  rows: z.enum(['invoice', 'line', 'buyer', 'seller']).meta({
    description:
      'one row for each invoice (its key is the file), each line (file and position), or each buyer or seller (VAT id, else register number, id or name)',
  }),
})

export type EInvoiceConfig = z.infer<typeof eInvoiceConfig>
export type EInvoiceSelect = z.infer<typeof eInvoiceSelect>
