import { createHash } from 'node:crypto'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import type { Resolution } from './resolution.ts'

/** Changes when the same members could be decided otherwise: the policy, or what a flow is able to know or take. */
export function fingerprintOf({ policy, flows }: Pick<Resolution, 'policy' | 'flows'>): string {
  const abilities = [...flows.values()]
    .map(
      ({ id, mappedFields, writableFields, automaticFields }) =>
        [
          id,
          [...mappedFields].toSorted(byCodeUnits),
          [...writableFields].toSorted(byCodeUnits),
          [...automaticFields].toSorted(byCodeUnits),
        ] as const,
    )
    .toSorted(([left], [right]) => byCodeUnits(left, right))

  return createHash('sha256')
    .update(JSON.stringify([policy, abilities]))
    .digest('hex')
    .slice(0, 16)
}
