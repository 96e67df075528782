import { z } from 'zod'

/**
 * How one canonical field is read from a source row. A bare string is short for `{ from: <column> }`.
 * Input names are those of the canonical record, except amounts, names and dates that need reading:
 * `name` (a person or company in one column), `net`, `vat`, `gross`, `fee`, `price` (money), `customer` (key of the customer).
 */
export const fieldMapping = z.union([
  z.string().min(1),
  z.strictObject({
    from: z
      .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
      .optional()
      .meta({
        description: 'column of the source; several are joined with a space',
      }),
    constant: z.string().min(1).optional().meta({ description: 'a fixed value instead of a column' }),
    format: z.string().min(1).optional().meta({
      description:
        'date-fns pattern of a date or instant, such as dd.MM.yyyy; "epoch-seconds", "epoch-milliseconds" and "excel-serial" too. Without it the order of day and month is decided per column, or stays undecided',
    }),
    timeZone: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'IANA zone of a time without offset; default: the system’s' }),
    currencyFrom: z.string().min(1).optional().meta({ description: 'column with the currency of this amount' }),
    currency: z
      .string()
      .length(3)
      .optional()
      .meta({ description: 'ISO 4217 code of this amount; default: the system’s, then the company’s' }),
    decimalMark: z.enum(['.', ',']).optional().meta({
      description:
        'default: the system’s, then what the values of the column prove; where nothing does, a number whose mark could part thousands is rejected',
    }),
    isMinorUnits: z.boolean().optional().meta({ description: 'the number counts minor units (cents)' }),
    vat: z.enum(['inclusive', 'exclusive']).optional().meta({ description: 'whether VAT is in this amount' }),
    country: z.string().length(2).optional().meta({
      description: 'country of phones, postal codes and ids without prefix; default: the record’s, then the company’s',
    }),
    inSystem: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'for customer: the system whose customer keys these are; default: the same system' }),
    values: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: 'code list: source value to canonical value; a value not listed is rejected' }),
  }),
])

export type FieldMapping = z.infer<typeof fieldMapping>
export type FullFieldMapping = Exclude<FieldMapping, string>

export const fieldMappings = z.record(z.string().min(1), fieldMapping)
