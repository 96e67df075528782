import { defineConnector } from '../connector.ts'
import { sqlGuarantees } from '../sql-guarantees.ts'
import { sqlSource } from '../sql-source.ts'
import { sqliteConfig, sqliteSelect } from './config.ts'
import { sqliteSystem } from './system.ts'

/** Tables and views of a SQLite file. Read from a private copy, so that the program that owns the file is never held up. */
export const sqlite = defineConnector({
  name: 'sqlite',
  config: sqliteConfig,
  select: sqliteSelect,
  guarantees: sqlGuarantees,

  async open({ file }, { baseDir, signal }) {
    return sqlSource(sqliteSystem(file, baseDir), signal)
  },
})
