import { describe, expect, test } from 'vitest'
import { migrate } from '../../engine/store/migrate.ts'
import { openStore } from '../../engine/store/store.ts'
import { alteredInbox, erpRow, erpTable, mailboxPlan } from '../support/mailbox-company.ts'
import { nightFolder } from '../support/night-folder.ts'
import { postgresMissing, postgresServer } from '../support/postgres-server.ts'
import { storeDump } from '../support/store-dump.ts'

const reason = postgresMissing()

describe.skipIf(reason !== undefined)(`e-invoices on PostgreSQL ${reason ?? ''}`, () => {
  test('the database under the store changes neither a byte of a report nor a judgement', async () => {
    const files = { ...alteredInbox, 'erp.csv': erpTable(erpRow('line-net'), erpRow('sound')) }
    await using server = await postgresServer()
    await using store = await openStore({ databaseUrl: await server.createDatabase() })

    await migrate(store)
    await using onServer = await nightFolder(mailboxPlan(), files, store)
    await using embedded = await nightFolder(mailboxPlan(), files)

    for (const asOf of ['2025-04-01T02:00:00Z', '2025-04-02T02:00:00Z']) {
      const [served, local] = [await onServer.night(asOf, { workerCount: 2 }), await embedded.night(asOf)]

      expect(served.reports).toEqual(local.reports)
      expect(await storeDump(store)).toEqual(await storeDump(embedded.store))
    }
  })
})
