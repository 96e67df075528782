import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { readEInvoice } from '../../../connectors/e-invoice/read-e-invoice.ts'
import type { EInvoice } from '../../../rules/entity/e-invoice.ts'
import { ciiText, ublText } from '../../support/e-invoice-writers.ts'
import { repository } from '../../tidy/repository.ts'
import { scoreCauses, type CauseScore } from './cause-score.ts'
import { dice } from './dice.ts'
import { generatedInvoice } from './generated-invoices.ts'
import { judgeCollections, judgeMutants, type JudgedMutant, type Transport } from './judge-mutants.ts'

const folders = ['einvoice_xrechnung', 'einvoice_peppol_bis', 'einvoice_isdoc'] as const
const signal = new AbortController().signal

/** Alters genuine and generated e-invoices in every way and counts whether each alteration is found with its cause. */
export const documentsBench = new Command('documents')
  .description('precision and recall of the causes in altered e-invoices')
  .option('--data <folder>', 'folder of the shared data; without it TOUCHSTONE_DATA or ../shared/data')
  .option('--rounds <count>', 'how often each genuine file is altered anew', '4')
  .option('--generated <count>', 'generated invoices', '40')
  .option('--seed <number>', 'other dice', '1')
  .action(async (options: { data?: string; rounds: string; generated: string; seed: string }) => {
    const data = resolve(repository, options.data ?? process.env['TOUCHSTONE_DATA'] ?? '../shared/data')
    const die = dice(Number(options.seed))
    const folder = await mkdtemp(join(tmpdir(), 'mutants-'))

    try {
      const transport = fileTransport(folder)
      const genuine = existsSync(join(data, folders[0])) ? await genuineInvoices(data) : []
      const judged: JudgedMutant[] = []

      for (let round = 0; round < Number(options.rounds); round += 1) {
        for (const [name, invoice] of genuine) judged.push(...(await judgeMutants(name, invoice, transport, die)))
      }
      // One file of each invoice: both syntaxes in one folder would be the invoice twice.
      judged.push(
        ...judgeCollections(
          genuine.filter(([name]) => !name.includes('uncefact')).map(([, invoice]) => invoice),
          die,
          genuine.length === 0 ? 0 : 200,
        ),
      )
      report('genuine files', judged)
      const generated = Array.from({ length: Number(options.generated) }, (_, index) => generatedInvoice(die, index))
      const others: JudgedMutant[] = []

      for (const [index, invoice] of generated.entries()) {
        others.push(...(await judgeMutants(`generated ${index}`, invoice, transport, die)))
      }
      others.push(...judgeCollections(generated, die, 200))
      report('generated invoices', others)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

async function genuineInvoices(data: string): Promise<readonly (readonly [string, EInvoice])[]> {
  const found: (readonly [string, EInvoice])[] = []

  for (const folder of folders) {
    for (const name of (await readdir(join(data, folder))).toSorted()) {
      if (/\.(xml|isdoc)$/.test(name)) found.push([name, await readEInvoice(join(data, folder, name), signal)])
    }
  }
  return found
}

/** Writes each invoice as a file, UBL and CII in turn, and reads it again. */
function fileTransport(folder: string): Transport {
  let count = 0

  return async (invoice) => {
    const path = join(folder, `${(count += 1)}.xml`)

    await writeFile(path, count % 2 === 0 ? ublText(invoice) : ciiText(invoice))
    const read = await readEInvoice(path, signal)

    await rm(path)
    return read
  }
}

function report(what: string, judged: readonly JudgedMutant[]): void {
  if (judged.length === 0) {
    print(`${what}: skipped, no data in TOUCHSTONE_DATA or ../shared/data`)
    return
  }
  const score = scoreCauses(judged)

  print(`${what}: ${score.count} compared, precision ${score.precision.toFixed(4)}, recall ${score.recall.toFixed(4)}`)
  print(confusionText(score))
  const wrong = judged.filter(({ expected, found }) => expected.toSorted().join() !== found.toSorted().join())

  for (const { name, mutation, expected, found } of wrong.slice(0, 20)) {
    print(`  ${name}: ${mutation}: expected ${expected.join(', ')}, found ${found.join(', ') || '-'}`)
  }
}

function confusionText({ confusion }: CauseScore): string {
  const lines = confusion.map(([expected, found, count]) => `  ${expected.padEnd(16)} ${found.padEnd(16)} ${count}`)

  return ['  expected         found            count', ...lines].join('\n')
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
