import { defineConnector } from '../connector.ts'
import { sqlGuarantees } from '../sql-guarantees.ts'
import { sqlSource } from '../sql-source.ts'
import { mysqlConfig, mysqlSelect } from './config.ts'
import { mysqlSystem } from './system.ts'

/** Tables and views of MySQL or MariaDB. Only transactional tables (InnoDB) give one consistent view. */
export const mysql = defineConnector({
  name: 'mysql',
  config: mysqlConfig,
  select: mysqlSelect,
  guarantees: sqlGuarantees,

  async open(config, { signal }) {
    return sqlSource(mysqlSystem(config), signal)
  },
})
