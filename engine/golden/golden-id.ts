import { createHash } from 'node:crypto'
import type { MatchedKind } from '../../rules/entity/entity.ts'

const prefixes: Readonly<Record<MatchedKind, string>> = {
  customer: 'cus',
  product: 'prd',
  order: 'ord',
  invoice: 'inv',
}
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A new golden id, made of the first member it is born with: the same night gives the same id on every database. `attempt`
 * counts the earlier golden records that were born with that member and still own their id.
 */
export function goldenId(kind: MatchedKind, label: string, attempt: number): string {
  const digest = createHash('sha256').update(`${kind}\n${label}\n${attempt}`).digest()
  let id = ''

  for (let position = 0; position < 16; position += 1) id += alphabet[(digest[position] ?? 0) & 31]
  return `${prefixes[kind]}_${id}`
}
