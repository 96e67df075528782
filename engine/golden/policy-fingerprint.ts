import { createHash } from 'node:crypto'
import type { Resolution } from './resolve-kind.ts'

/** Changes when the same members could be decided otherwise: the policy, or what a flow is able to know or take. */
export function fingerprintOf({ policy, flows }: Pick<Resolution, 'policy' | 'flows'>): string {
  const abilities = [...flows.values()]
    .map(({ id, mappedFields, writableFields, automaticFields }) => [
      id,
      [...mappedFields].toSorted(),
      [...writableFields].toSorted(),
      [...automaticFields].toSorted(),
    ])
    .toSorted()

  return createHash('sha256')
    .update(JSON.stringify([policy, abilities]))
    .digest('hex')
    .slice(0, 16)
}
