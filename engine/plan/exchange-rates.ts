import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { daysFrom } from '../../rules/documents/business-date.ts'
import type { ReferenceRates } from '../../rules/documents/exchange-rate.ts'
import {
  readEcbRates,
  readReferenceRates,
  type EcbRate,
  type RatesProblem,
} from '../../rules/documents/read-reference-rates.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { LoadedPlan } from './load-plan.ts'

/** Reads the XML of the European Central Bank. */
export type EcbXmlReader = (text: string) => Promise<readonly EcbRate[] | RatesProblem>

/** The rates the plan names; undefined without, and then nothing is compared across currencies. Throws RATES_UNREADABLE or RATES_INVALID. */
export async function exchangeRates(
  { plan, baseDir }: Pick<LoadedPlan, 'plan' | 'baseDir'>,
  readXml: EcbXmlReader,
): Promise<ReferenceRates | undefined> {
  if (plan.exchangeRates === undefined) return undefined
  const { file: path, source } = plan.exchangeRates
  const text = await textOf(resolve(baseDir, path), path)
  const isXml = source === 'ecb' && /^\uFEFF?\s*</.test(text)
  const read = isXml ? ofXml(await readXml(text)) : readReferenceRates(text, source)

  if ('line' in read) throw new ReconcileError('RATES_INVALID', { path, ...read })
  return read
}

function ofXml(stated: readonly EcbRate[] | RatesProblem): ReferenceRates | RatesProblem {
  return 'line' in stated ? stated : readEcbRates(stated)
}

/** One line for people when the file of rates was not downloaded for so long that tonight's documents find none in it. */
export function endedRates(rates: ReferenceRates | undefined, day: string): readonly string[] {
  const last = rates?.days.at(-1)
  if (rates === undefined || last === undefined) return []

  return daysFrom(last, day) > rates.ageDaysMax
    ? [
        `The exchange rates end on ${last}; later documents are not compared across currencies until the file is renewed.`,
      ]
    : []
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
