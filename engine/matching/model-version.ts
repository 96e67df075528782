import { createHash } from 'node:crypto'
import type { MatchModel } from '../../rules/matching/match-model.ts'

/** Names a model by its content: the same model has the same version wherever it came from. */
export function modelVersion(model: MatchModel): string {
  return createHash('sha256').update(JSON.stringify(model)).digest('hex').slice(0, 12)
}
