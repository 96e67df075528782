import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runIn } from '../../../support/command-line-surroundings.ts'

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'payments-'))

  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

const people = ['Ada Lovelace', 'Blaise Pascal', 'Carl Gauss', 'David Hilbert', 'Emmy Noether', 'Felix Klein']
const rows = Array.from({ length: 60 }, (_, at) => ({
  id: String(at),
  name: `${people[at % 6] ?? ''} RF${String(at * 7_919).padStart(7, '0')}`,
  amount: (100 + ((at * 7_919) % 9_000) / 100).toFixed(2),
  day: String((at % 25) + 1).padStart(2, '0'),
}))
const bank = `id;Valuta;Betrag;Verwendungszweck\n${rows
  .map(({ id, name, amount, day }) => `b${id};${day}.03.2026;${amount.replace('.', ',')};${name.toUpperCase()} UEBERW.`)
  .join('\n')}\n`
const open = `id,due date,open amount,customer name\n${rows
  .map(({ id, name, amount, day }) => `o${id},2026-03-${day},${amount},${name}`)
  .join('\n')}\n`

test('matches a bank’s list in German with open items in English, by amount, date and text', async () => {
  const truth = `id_a,id_b\n${rows.map(({ id }) => `b${id},o${id}`).join('\n')}\n`
  const folder = await folderOf({ 'bank.csv': bank, 'open.csv': open, 'truth.csv': truth })
  const { exitCode, output } = await runIn(
    { folder },
    ...['payments', 'match', 'bank.csv', 'open.csv', '--truth', 'truth.csv', '--json'],
  )
  const facts = JSON.parse(output) as Record<string, unknown>

  expect(exitCode).toBe(0)
  expect(facts).toMatchObject({ rows: [60, 60], matches: 60, precision: 1, recall: 1, f1: 1, limits: [] })
  expect(facts['ofAutomatic']).toMatchObject({ precision: 1 })
  const csv = await readFile(join(folder, 'payments', 'matches.csv'), 'utf8')

  expect(csv.split('\n')[1]).toMatch(/^b0,o0,exact,automatic,/)
})

test('says what its columns were taken for, and how sure it is', async () => {
  const folder = await folderOf({ 'bank.csv': bank, 'open.csv': open })
  const { output } = await runIn({ folder }, 'payments', 'match', 'bank.csv', 'open.csv')

  expect(output).toContain('60 of bank: amount "Betrag", date "Valuta", text "Verwendungszweck"')
  expect(output).toContain('amount "open amount", date "due date"')
  expect(output).toContain('matches.csv in payments')
})

test('a list without amounts is refused by name', async () => {
  const folder = await folderOf({ 'bank.csv': bank, 'names.csv': 'name,town\nAda,London\nCarl,Brunswick\n' })
  const { exitCode, errors } = await runIn({ folder }, 'payments', 'match', 'bank.csv', 'names.csv')

  expect(exitCode).toBe(2)
  expect(errors).toContain('PAYMENT_COLUMNS_UNKNOWN')
  expect(errors).toContain('name, town')
})

test('a row without a readable amount is left out and counted', async () => {
  const folder = await folderOf({ 'bank.csv': `${bank}b99;01.03.2026;n/a;NOBODY\n`, 'open.csv': open })
  const { output } = await runIn({ folder }, 'payments', 'match', 'bank.csv', 'open.csv', '--json')

  expect(JSON.parse(output)).toMatchObject({ rows: [60, 60], rejectedRows: [1, 0] })
})
