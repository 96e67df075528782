import { z } from 'zod'
import { sqlSelect } from '../sql-select.ts'

/** Where a SQLite database is. */
export const sqliteConfig = z.strictObject({
  file: z.string().min(1).meta({ description: 'the database file, relative to the plan; it is never created' }),
})

export type SqliteConfig = z.infer<typeof sqliteConfig>

export const sqliteSelect = sqlSelect
