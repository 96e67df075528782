import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ReferenceRates } from '../../rules/documents/exchange-rate.ts'
import { readReferenceRates } from '../../rules/documents/read-reference-rates.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { LoadedPlan } from './load-plan.ts'

/** The rates the plan names; undefined without, and then nothing is compared across currencies. Throws RATES_UNREADABLE or RATES_INVALID. */
export async function exchangeRates({
  plan,
  baseDir,
}: Pick<LoadedPlan, 'plan' | 'baseDir'>): Promise<ReferenceRates | undefined> {
  if (plan.exchangeRates === undefined) return undefined
  const { file: path, source } = plan.exchangeRates
  const read = readReferenceRates(await textOf(resolve(baseDir, path), path), source)

  if ('line' in read) throw new ReconcileError('RATES_INVALID', { path, ...read })
  return read
}

async function textOf(file: string, path: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new ReconcileError(
      'RATES_UNREADABLE',
      { path, cause: cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown' },
      { cause },
    )
  }
}
