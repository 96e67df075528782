import { defineConnector } from '../connector.ts'
import { sqlGuarantees } from '../sql-guarantees.ts'
import { sqlSource } from '../sql-source.ts'
import { postgresConfig, postgresSelect } from './config.ts'
import { embeddedSystem } from './embedded-system.ts'
import { serverSystem } from './server-system.ts'

const EMBEDDED_PREFIX = 'pglite://'

/** Tables and views of PostgreSQL, on a server or embedded in a folder. */
export const postgres = defineConnector({
  name: 'postgres',
  config: postgresConfig,
  select: postgresSelect,
  guarantees: sqlGuarantees,

  async open(config, { baseDir, signal }) {
    const system = config.url.startsWith(EMBEDDED_PREFIX)
      ? await embeddedSystem(config.url.slice(EMBEDDED_PREFIX.length), baseDir, config.statementTimeoutMs)
      : serverSystem(config)
    return sqlSource(system, signal)
  },
})
