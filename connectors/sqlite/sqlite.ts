import { defineConnector } from '../connector.ts'
import { sqlSource } from '../sql-source.ts'
import { sqliteConfig, sqliteSelect } from './config.ts'
import { sqliteSystem } from './system.ts'

/** Tables and views of a SQLite file. Read from a private copy, so that the program that owns the file is never held up. */
export const sqlite = defineConnector({
  name: 'sqlite',
  config: sqliteConfig,
  select: sqliteSelect,
  guarantees: {
    precondition: 'strong',
    honoursIdempotencyKeys: false,
    knowsChangedAt: true,
    knowsDeletions: true,
    createsRecords: true,
  },

  async open({ file }, { baseDir, signal }) {
    return sqlSource(sqliteSystem(file, baseDir), signal)
  },
})
