import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { connectorNames, loadConnectors } from '../../engine/cli/connector-registry.ts'
import { documentsDesk } from '../../engine/cli/documents/documents-desk.ts'
import { findingSheetText } from '../../engine/cli/documents/finding-text.ts'
import { silentProgress } from '../../engine/operations/progress.ts'
import { loadPlan } from '../../engine/plan/load-plan.ts'
import { STATED_CHARS_MAX } from '../../rules/entity/stated-e-invoice.ts'
import { runIn } from '../support/command-line-surroundings.ts'
import { eInvoice } from '../support/e-invoice-sample.ts'
import { ciiText, isdocText, ublText } from '../support/e-invoice-writers.ts'
import { alteredInbox, erpRow, erpTable, line, mailboxPlan, otherLine, tax } from '../support/mailbox-company.ts'
import { nightFolder, type NightFolder, type NightOutcome } from '../support/night-folder.ts'
import { rows } from '../support/page.ts'
import { storeDump } from '../support/store-dump.ts'

/** File, rule, field and place of everything that `documents compare` says a file contradicts by itself. */
async function comparedRules(folder: NightFolder): Promise<readonly string[]> {
  const { output } = await runIn({ folder: folder.path }, 'documents', 'compare', 'inbox', 'inbox', '--json')
  const found = output
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as { cause: string; leftFile: string; field: string; evidence: Evidence })

  const told = found
    .filter(({ cause }) => cause === 'contradiction')
    .map(({ leftFile, field, evidence: { rule, at } }) => [leftFile, rule, field, at].filter(isSaid).join(' '))

  return [...new Set(told)].toSorted()
}

type Evidence = { readonly rule: string; readonly at?: string }

const isSaid = (part: string | undefined) => part !== undefined

const nightRules = (night: NightOutcome) =>
  night
    .says('invoice-mismatches', 'source_key', 'cause', 'evidence', 'field')
    .filter(([, cause]) => cause === 'contradiction')
    .map(([file, , evidence = '', field]) =>
      [file, saidIn(evidence, 'rule'), field, saidIn(evidence, 'at')].filter(isSaid).join(' '),
    )
    .toSorted()

const saidIn = (evidence: string, name: string) => new RegExp(`(?:^|; )${name} ([^;]*)`).exec(evidence)?.[1]

test('a night tells what e-invoices contradict by themselves as documents compare does, with or without a copy elsewhere', async () => {
  await using folder = await nightFolder(mailboxPlan(), {
    ...alteredInbox,
    'erp.csv': erpTable(erpRow('line-net'), erpRow('sound'), erpRow('percentage')),
  })
  const night = await folder.night('2025-04-01T02:00:00Z')
  const compared = await comparedRules(folder)

  expect(nightRules(night)).toEqual(compared)
  expect(new Set(compared.map((text) => text.split(' ')[1])).size).toBeGreaterThan(14)
})

async function sheetOf(folder: NightFolder, night: NightOutcome, field: string): Promise<string> {
  const [id = ''] = night.says('invoice-mismatches', 'finding', 'field').find(([, of]) => of === field) ?? []
  const loaded = await loadPlan(join(folder.path, 'touchstone.yaml'), {}, await loadConnectors(connectorNames))

  return findingSheetText(
    await documentsDesk.show(loaded, id, {
      store: folder.store,
      workerCount: 1,
      clock: () => new Date('2025-04-01T02:00:00Z'),
      pause: async () => {},
      progress: silentProgress,
      signal: new AbortController().signal,
      log: { info: () => {}, warn: () => {} },
    }),
  )
}

test('what differs from another copy is told once, with the rules it breaks', async () => {
  await using folder = await nightFolder(mailboxPlan(), {
    'inbox/a.xml': isdocText(eInvoice({ number: 'F-1' })),
    'inbox/b.xml': ublText(eInvoice({ number: 'F-2', totals: { gross: '346.1', payable: '246.1' } })),
    'inbox/c.xml': ublText(eInvoice({ number: 'F-3', totals: { gross: '346.1', payable: '246.1' } })),
    'erp.csv': erpTable(
      erpRow('F-1'),
      erpRow('F-2'),
      erpRow('F-3', 'invoice  2025-03-14  290  55.1  346.1  100  246.1  EUR'),
    ),
  })
  const night = await folder.night('2025-04-01T02:00:00Z')

  expect(night.says('invoice-mismatches', 'number', 'system', 'field', 'difference', 'evidence')).toEqual(
    rows(`
      F-2  mailbox  gross         1.00  rule BR-CO-15; breaks BR-CO-15
      F-3  erp      gross         1.00  rule BR-CO-15
      F-3  mailbox  totals.gross  1.00  rule BR-CO-15
    `),
  )
  expect(await sheetOf(folder, night, 'totals.gross')).toContain(
    'mailbox says    346.1\nfrom the rest   345.1\nevidence        rule BR-CO-15\n',
  )
})

test('the tolerance of the plan holds for e-invoices too; a rule broken twice in one place is one finding', async () => {
  await using folder = await nightFolder(mailboxPlan('1'), {
    'inbox/a.xml': ublText(eInvoice({ number: 'F-1', totals: { payable: '246.1' } })),
    'inbox/b.xml': ublText(eInvoice({ number: 'F-2', totals: { payable: '246.11' } })),
    'inbox/c.xml': ublText(
      eInvoice({
        number: 'F-3',
        lines: [
          { ...line, unitPrice: '60' },
          { ...otherLine, id: '1', unitPrice: '30' },
        ],
      }),
    ),
    'erp.csv': erpTable(erpRow('F-9')),
  })
  const night = await folder.night('2025-03-14T02:00:00Z')

  expect(night.says('invoice-mismatches', 'number', 'field', 'difference', 'evidence')).toEqual(
    rows(`
      F-2  totals.payable  1.01    rule BR-CO-16
      F-3  lines.net       -40.00  at 1; rule PEPPOL-EN16931-R120; count 2
    `),
  )
})

const judged = async ({ store }: NightFolder) =>
  (
    await sql<{ at: string }>`select xmin::text || ' ' || judgement as at from staging.e_invoice_judgement`.execute(
      store.db,
    )
  ).rows
    .map(({ at }) => at)
    .toSorted()

test('a second night over the same files writes nothing', async () => {
  await using folder = await nightFolder(mailboxPlan(), {
    ...alteredInbox,
    'erp.csv': erpTable(erpRow('line-net'), erpRow('sound')),
  })
  const bookkeeping = ['staging.run', 'staging.snapshot', 'staging.flow', 'matching.state']

  await folder.night('2025-04-01T02:00:00Z')
  const before = await storeDump(folder.store, bookkeeping)

  await folder.night('2025-04-01T05:00:00Z')
  expect(await storeDump(folder.store, bookkeeping)).toEqual(before)
  expect(before['staging.e_invoice_judgement']).toHaveLength(Object.keys(alteredInbox).length)
})

test('an e-invoice is judged when it comes and when it changes, and never else', async () => {
  await using folder = await nightFolder(mailboxPlan(), {
    'inbox/a.xml': ublText(eInvoice({ number: 'F-1', totals: { payable: '246.1' } })),
    'inbox/b.xml': ciiText(eInvoice({ number: 'F-2' })),
    'erp.csv': erpTable(erpRow('F-2')),
  })
  const first = await folder.night('2025-03-14T02:00:00Z')
  const judgedFirst = await judged(folder)
  const second = await folder.night('2025-03-15T02:00:00Z')

  expect(nightRules(first)).toEqual(['a.xml BR-CO-16 totals.payable'])
  expect([nightRules(second), await judged(folder)]).toEqual([nightRules(first), judgedFirst])

  await folder.write({ 'inbox/a.xml': ublText(eInvoice({ number: 'F-1', vatBreakdown: [{ ...tax, vat: '70' }] })) })
  await folder.remove('inbox/b.xml')
  expect(nightRules(await folder.night('2025-03-16T02:00:00Z'))).toEqual(['a.xml BR-S-09 vatBreakdown.vat S 19'])
  expect((await judged(folder)).filter((one) => judgedFirst.includes(one))).toHaveLength(1)
})

test('an e-invoice that is too long to be kept whole goes on as a record, and its file is named', async () => {
  const name = 'x'.repeat(60_000)
  const long = eInvoice({ number: 'F-1', lines: Array.from({ length: 20 }, () => ({ ...line, name })) })
  await using folder = await nightFolder(mailboxPlan(), {
    'inbox/a.xml': ublText(long),
    'inbox/b.xml': ublText(eInvoice({ number: 'F-2', totals: { lines: '301' } })),
    'erp.csv': erpTable(erpRow('F-1', 'invoice  2025-03-14  290  55.1  346.1  100  246.1  EUR')),
  })
  const night = await folder.night('2025-03-14T02:00:00Z')

  expect(20 * name.length).toBeGreaterThan(STATED_CHARS_MAX)
  expect(night.says('rejections', 'source_key', 'position', 'reason')).toEqual(rows('a.xml  a.xml  e-invoice-too-long'))
  expect(night.says('invoice-mismatches', 'number', 'cause')).toContainEqual(['F-1', 'contradiction'])
  expect(nightRules(night)).toContain('b.xml BR-CO-10 totals.lines')
})
