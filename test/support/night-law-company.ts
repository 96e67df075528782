import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '../../engine/store/store.ts'
import { companyPlan, writeCompany } from './night-company.ts'
import { nightFolder, type NightFolder } from './night-folder.ts'

/** Enough customers that pairs are compared in threads. */
const customerCount = 250
const fileNames = ['crm.csv', 'erp.csv', 'orders.csv', 'invoices.csv', 'books.csv', 'shop.sqlite'] as const

/** The little company in a folder, the rows of its files in the order that `arrange` gives them. */
export async function lawCompany(
  { arrange = (lines) => lines, plan = companyPlan }: { arrange?: (lines: string[]) => string[]; plan?: string } = {},
  store?: Store,
): Promise<NightFolder> {
  const made = await mkdtemp(join(tmpdir(), 'law-'))

  await writeCompany(made, customerCount)
  const contents = await Promise.all(
    fileNames.map(async (name) => [name, arranged(name, await readFile(join(made, name)), arrange)] as const),
  )

  await rm(made, { recursive: true })
  return nightFolder(plan, Object.fromEntries(contents), store)
}

function arranged(name: string, content: Buffer, arrange: (lines: string[]) => string[]): string | Buffer {
  if (!name.endsWith('.csv')) return content
  const [header = '', ...lines] = content.toString('utf8').trimEnd().split('\n')

  return [header, ...arrange(lines), ''].join('\n')
}

/** The plan without corrections: what is delivered changes the sources, and the law is about unchanged ones. */
export const readingPlan = companyPlan
  .split('\n')
  .filter((line) => !/direction: both|writeBack:/.test(line))
  .join('\n')
