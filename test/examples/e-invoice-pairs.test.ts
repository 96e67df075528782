import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { runIn } from '../support/command-line-surroundings.ts'
import { nightFolder } from '../support/night-folder.ts'
import { flow, nightPlan } from '../support/night-plan.ts'
import { repository } from '../tidy/repository.ts'

const data = resolve(repository, process.env['TOUCHSTONE_DATA'] ?? '../shared/data')
const absent = existsSync(join(data, 'einvoice_xrechnung'))
  ? ''
  : ' (skipped: no data in TOUCHSTONE_DATA or ../shared/data)'
const names = ['ubl', 'cii'] as const

/** The UBL files of the pairs in one folder, their CII files in another. */
async function pairFolders(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pairs-'))
  const truth = await readFile(join(data, 'einvoice_xrechnung', 'truth.csv'), 'utf8')

  for (const name of names) await mkdir(join(folder, name))
  for (const pair of truth.trim().split('\n').slice(1)) {
    for (const [index, name] of names.entries()) {
      const file = pair.split(',')[index] ?? ''

      await copyFile(join(data, 'einvoice_xrechnung', file), join(folder, name, file))
    }
  }
  return folder
}

test.skipIf(absent !== '')(
  `XRechnung in two syntaxes: every pair is found, and one seller has two VAT ids${absent}`,
  async () => {
    const folder = await pairFolders()
    const { exitCode, output } = await runIn({ folder }, 'documents', 'compare', 'ubl', 'cii')
    const { output: json } = await runIn({ folder }, 'documents', 'compare', 'ubl', 'cii', '--json')

    expect(output).toMatch(/18 pairs, 1 finding\n$/)
    expect(exitCode).toBe(1)
    // The test suite itself: case 01.21a names DE 123456789 in its UBL file and DE152338654 in its CII file.
    expect(JSON.parse(json)).toMatchObject({
      cause: 'seller',
      field: 'seller.vatId',
      leftFile: '01.21a-INVOICE_ubl.xml',
      rightFile: '01.21a-INVOICE_uncefact.xml',
    })
  },
)

test.skipIf(absent !== '')(
  `Peppol examples: a folder agrees with itself, although numbers repeat${absent}`,
  async () => {
    const folder = join(data, 'einvoice_peppol_bis')
    const { exitCode, output } = await runIn({ folder }, 'documents', 'compare', '.', '.')
    const count = (await readdir(folder)).filter((name) => name.endsWith('.xml')).length

    expect([exitCode, output]).toEqual([0, `${count} pairs, 0 findings\n`])
  },
)

const mailboxes = ['xrechnung', 'peppol_bis', 'isdoc']

test.skipIf(absent !== '')(
  `a night over genuine e-invoices: one contradicts itself, the ISDOC example that refers to its own number${absent}`,
  async () => {
    const plan = nightPlan(
      mailboxes.map((name) =>
        flow(
          `${name.replace('_', '-')}.invoice`,
          `select: { file: '${join(data, `einvoice_${name}`)}', rows: invoice }`,
          'fields: { number: number, issuedOn: issued_on, gross: { from: gross, currencyFrom: currency } }',
        ),
      ),
      {
        systems: Object.fromEntries(mailboxes.map((name) => [name.replace('_', '-'), '{ connector: e-invoice }'])),
        rest: `documents: { invoice: { between: [${mailboxes.map((name) => name.replace('_', '-')).join(', ')}] } }`,
      },
    )
    await using folder = await nightFolder(plan, {})
    const night = await folder.night('2026-04-01T02:00:00Z')

    expect(
      night
        .says('invoice-mismatches', 'cause', 'source_key', 'evidence')
        .filter(([cause]) => cause === 'contradiction'),
    ).toEqual([['contradiction', 'example1.isdoc', 'rule SELF-REFERENCE']])
  },
)
