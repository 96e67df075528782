import { createHash } from 'node:crypto'
import type { MatchedKind } from '../../rules/entity/entity.ts'

/** The id of the question whether the records of these names are one: asked again, it is the same proposal. */
export function proposalId(kind: MatchedKind, names: readonly string[]): string {
  return `pro_${createHash('sha256')
    .update(`${kind}\n${names.join('\n')}`)
    .digest('hex')
    .slice(0, 12)}`
}
