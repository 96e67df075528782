import { createHash } from 'node:crypto'
import type { MatchedKind } from '../../rules/entity/entity.ts'

/**
 * The id of the question whether the records of these names are one: asked again, it is the same proposal. Another question about
 * the same records has another id, for that one may be answered.
 */
export function proposalId(kind: MatchedKind, names: readonly string[], question?: string): string {
  const text = [kind, ...(question === undefined ? [] : [question]), ...names].join('\n')

  return `pro_${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
}
