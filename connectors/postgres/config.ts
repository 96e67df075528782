import { z } from 'zod'
import { sqlSelect } from '../sql-select.ts'

/** Where a PostgreSQL database is and how gently it is to be treated. */
export const postgresConfig = z.strictObject({
  url: z
    .string()
    .regex(/^(postgres(ql)?|pglite):\/\/.+/, 'postgres://user:${PASSWORD}@host:5432/database, or pglite://folder')
    .meta({ description: 'postgres://… for a server, pglite://<folder> for an embedded database of one process' }),
  maxConcurrency: z.int().min(1).max(16).default(1).meta({ description: 'connections open at a time' }),
  statementTimeoutMs: z
    .int()
    .min(1)
    .default(30_000)
    .meta({ description: 'the server stops a statement that takes longer' }),
})

export type PostgresConfig = z.infer<typeof postgresConfig>

export const postgresSelect = sqlSelect
