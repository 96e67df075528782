import { z } from 'zod'
import { sqlSelect } from '../sql-select.ts'

/** Where a MySQL or MariaDB database is and how gently it is to be treated. Either `url`, or host, user, password and database. */
export const mysqlConfig = z
  .strictObject({
    url: z
      .string()
      .regex(/^(mysql|mariadb):\/\/.+/, 'mysql://user:${PASSWORD}@host:3306/database')
      .optional()
      .meta({ description: 'everything in one line, instead of the five settings below' }),
    host: z.string().min(1).optional(),
    port: z.int().min(1).max(65_535).default(3306),
    user: z.string().min(1).optional(),
    password: z.string().optional().meta({ description: 'as ${VARIABLE}: the plan holds no secrets' }),
    database: z.string().min(1).optional(),
    maxConcurrency: z.int().min(1).max(16).default(1).meta({ description: 'connections open at a time' }),
    statementTimeoutMs: z
      .int()
      .min(1)
      .default(30_000)
      .meta({ description: 'the server stops a statement that takes longer' }),
  })
  .refine(({ url, host, user, database }) => (url === undefined) === [host, user, database].every((part) => part), {
    message: 'either url, or host, user, password and database',
  })

export type MysqlConfig = z.infer<typeof mysqlConfig>

export const mysqlSelect = sqlSelect
