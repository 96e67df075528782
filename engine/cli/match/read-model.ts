import { readFile } from 'node:fs/promises'
import { matchModelSchema, MODEL_FORMAT, type MatchModel } from '../../../rules/matching/match-model.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'

/** Reads a model.json; what is wrong with it is said all at once. */
export async function readModel(path: string): Promise<MatchModel> {
  const written = await parsed(path)
  const found = typeof written === 'object' && written !== null && 'format' in written ? written.format : undefined

  if (found !== undefined && found !== MODEL_FORMAT)
    throw new ReconcileError('MODEL_FORMAT_UNKNOWN', {
      path,
      found: JSON.stringify(found).slice(0, 20),
      expected: MODEL_FORMAT,
    })
  const model = matchModelSchema.safeParse(written)

  if (model.success) return model.data
  throw new ReconcileError('MODEL_INVALID', {
    path,
    count: model.error.issues.length,
    problems: model.error.issues.map(({ path: at, message }) => `  ${at.join('.')}: ${message}`).join('\n'),
  })
}

async function parsed(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    const code =
      cause instanceof SyntaxError ? 'it is not JSON' : ((cause as { code?: string }).code ?? 'unknown cause')

    throw new ReconcileError('MODEL_UNREADABLE', { path, cause: code }, { cause })
  }
}
