import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { connectorNames, loadConnectors } from '../../engine/cli/connector-registry.ts'
import { documentsDesk } from '../../engine/cli/documents-desk.ts'
import { findingSheetText } from '../../engine/cli/finding-text.ts'
import { silentProgress } from '../../engine/operations/progress.ts'
import { loadPlan } from '../../engine/plan/load-plan.ts'
import type { EInvoiceTotals } from '../../rules/entity/e-invoice.ts'
import { STATED_CHARS_MAX } from '../../rules/entity/stated-e-invoice.ts'
import { runIn } from '../support/command-line-surroundings.ts'
import { eInvoice } from '../support/e-invoice-sample.ts'
import { ciiText, isdocText, ublText } from '../support/e-invoice-writers.ts'
import { nightFolder, type NightFolder, type NightOutcome } from '../support/night-folder.ts'
import { flow, nightPlan } from '../support/night-plan.ts'
import { csv, rows } from '../support/page.ts'

const amounts = ['net', 'vat', 'gross', 'prepaid', 'payable']
  .map((name) => `${name}: { from: ${name}, currencyFrom: currency, decimalMark: "." }`)
  .join(', ')
const fields = `fields: { number: number, documentType: document_type, customer: buyer_key, issuedOn: issued_on, ${amounts} }`

const planWith = (tolerance: string) =>
  nightPlan(
    [
      flow('mailbox.invoice', 'select: { file: inbox, rows: invoice }', fields),
      flow('mailbox.customer', 'select: { file: inbox, rows: buyer }', 'fields: { companyName: name, vatId: vat_id }'),
      flow('erp.invoice', 'select: { file: erp.csv, key: id }', fields.replace('customer: buyer_key, ', '')),
    ],
    {
      systems: { mailbox: '{ connector: e-invoice }' },
      rest: `documents: { invoice: { between: [mailbox, erp], tolerance: { absolute: ${tolerance} } } }`,
    },
  )

const { lines, vatBreakdown, adjustments, totals } = eInvoice()
const [line, otherLine] = lines as [(typeof lines)[0], (typeof lines)[0]]
const [tax] = vatBreakdown as [(typeof vatBreakdown)[0]]

/** One wrong total each, by one whole unit. */
const wrongTotals = Object.fromEntries(
  (Object.keys(totals) as readonly (keyof EInvoiceTotals)[]).flatMap((name) => {
    const total = totals[name]

    return total === null ? [] : [[`total-${name}`, { totals: { [name]: String(Number(total) + 1) } }]]
  }),
)

const altered: Readonly<Record<string, Parameters<typeof eInvoice>[0]>> = {
  sound: {},
  'sound-credit': { isCreditNote: true, typeCode: '381' },
  'sound-rounded': { totals: { rounding: '-0.1', payable: '245' } },
  ...wrongTotals,
  'line-net': { lines: [{ ...line, net: '199' }, otherLine] },
  'line-price-twice': {
    lines: [
      { ...line, unitPrice: '60' },
      { ...otherLine, id: '1', unitPrice: '30' },
    ],
  },
  'line-rate': { lines: [{ ...line, vatRate: '0' }, otherLine] },
  'line-category': { lines: [{ ...line, vatCategory: 'E', vatRate: '0' }, otherLine] },
  'line-no-number': { lines: [{ ...line, quantity: 'four' }, otherLine] },
  'tax-base': { vatBreakdown: [{ ...tax, base: '295' }] },
  'tax-vat': { vatBreakdown: [{ ...tax, vat: '59' }] },
  'tax-rate': { vatBreakdown: [{ ...tax, rate: '7' }] },
  percentage: { adjustments: adjustments.map((one) => ({ ...one, base: '300', percent: '12' })) },
  'too-precise': { totals: { net: '290.001' } },
  'no-currency': { currency: 'XYZ' },
  'no-day': { issuedOn: '2025-02-29' },
  'own-reference': { preceding: [{ number: 'own-reference', issuedOn: null }] },
}

const inbox = Object.fromEntries(
  Object.entries(altered).flatMap(([name, changes]) => {
    const invoice = eInvoice({ ...changes, number: name })

    return [
      [`inbox/${name}.ubl.xml`, ublText(invoice)],
      [`inbox/${name}.cii.xml`, ciiText({ ...invoice, number: `${name}-c`, preceding: [] })],
    ]
  }),
)

const erpHead = 'id  number  document_type  issued_on  net  vat  gross  prepaid  payable  currency'
const erp = (...lines: readonly string[]) => csv([erpHead, ...lines].join('\n'))
const sample = 'invoice  2025-03-14  290  55.1  345.1  100  245.1  EUR'
const erpOf = (number: string, row = sample) => `${number}  ${number}  ${row}`

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
  await using folder = await nightFolder(planWith('0'), {
    ...inbox,
    'erp.csv': erp(erpOf('line-net'), erpOf('sound'), erpOf('percentage')),
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
  await using folder = await nightFolder(planWith('0'), {
    'inbox/a.xml': isdocText(eInvoice({ number: 'F-1' })),
    'inbox/b.xml': ublText(eInvoice({ number: 'F-2', totals: { gross: '346.1', payable: '246.1' } })),
    'inbox/c.xml': ublText(eInvoice({ number: 'F-3', totals: { gross: '346.1', payable: '246.1' } })),
    'erp.csv': erp(erpOf('F-1'), erpOf('F-2'), erpOf('F-3', 'invoice  2025-03-14  290  55.1  346.1  100  246.1  EUR')),
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
  await using folder = await nightFolder(planWith('1'), {
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
    'erp.csv': erp(erpOf('F-9')),
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

test('an e-invoice is judged when it comes and when it changes, and never else', async () => {
  await using folder = await nightFolder(planWith('0'), {
    'inbox/a.xml': ublText(eInvoice({ number: 'F-1', totals: { payable: '246.1' } })),
    'inbox/b.xml': ciiText(eInvoice({ number: 'F-2' })),
    'erp.csv': erp(erpOf('F-2')),
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
  await using folder = await nightFolder(planWith('0'), {
    'inbox/a.xml': ublText(long),
    'inbox/b.xml': ublText(eInvoice({ number: 'F-2', totals: { lines: '301' } })),
    'erp.csv': erp(erpOf('F-1', 'invoice  2025-03-14  290  55.1  346.1  100  246.1  EUR')),
  })
  const night = await folder.night('2025-03-14T02:00:00Z')

  expect(20 * name.length).toBeGreaterThan(STATED_CHARS_MAX)
  expect(night.says('rejections', 'source_key', 'position', 'reason')).toEqual(rows('a.xml  a.xml  e-invoice-too-long'))
  expect(night.says('invoice-mismatches', 'number', 'cause')).toContainEqual(['F-1', 'contradiction'])
  expect(nightRules(night)).toContain('b.xml BR-CO-10 totals.lines')
})
