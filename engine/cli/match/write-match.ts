import { access, constants, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAtomically } from '../../../reports/write-atomically.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { clustersCsv, linksCsv } from '../../matching/table/match-csv.ts'
import type { MatchResult } from './match-result.ts'

/** Makes the folder before any work is done: who waited for a match wants to find it. */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch (cause) {
    throw notWritten(folder, (cause as NodeJS.ErrnoException).code ?? 'unknown cause', cause)
  }
}

/** Writes links.csv, clusters.csv and model.json, each whole or not at all, and answers their names. */
export async function writeMatch(
  folder: string,
  { table: { ids }, match: { clusterOf, model }, links }: Pick<MatchResult, 'table' | 'match' | 'links'>,
): Promise<readonly string[]> {
  const files = {
    'links.csv': linksCsv(ids, links),
    'clusters.csv': clustersCsv(ids, clusterOf),
    'model.json': [`${JSON.stringify(model, null, 2)}\n`],
  }

  for (const [name, chunks] of Object.entries(files)) {
    const path = join(folder, name)

    await writeAtomically(path, chunks).catch((cause: unknown) => {
      if (!(cause instanceof ReconcileError) || cause.code !== 'REPORT_WRITE_FAILED') throw cause
      throw notWritten(path, String(cause.parameters['cause']), cause)
    })
  }

  return Object.keys(files)
}

function notWritten(path: string, why: string, cause: unknown): ReconcileError {
  return new ReconcileError('MATCH_WRITE_FAILED', { path, cause: why }, { cause })
}
