import type { NormalizeContext } from '../../rules/normalize/compile-mapping.ts'
import type { EntityKind } from '../../rules/entity/entity.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { StewardWord } from '../store/golden/pins.ts'

/** Who says something about a golden record, and why. */
export interface StewardRequest {
  /** A golden id, one that ended, or `system:key`. */
  readonly name: string
  /** A field, or a group of fields by its name in the policy. */
  readonly field: string
  readonly by: string
  readonly reason: string
}

/** What of the plan a decision on values is read by. */
export interface StewardPlan {
  readonly company: NormalizeContext['company']
  readonly truth: Readonly<Partial<Record<EntityKind, EntityPolicy>>>
}

/** A decision that was written down. */
export interface StewardDecision {
  readonly goldenId: string
  readonly entity: string
  /** The fields it is about: those that are decided together. */
  readonly fields: readonly string[]
  /** Of a pin: whose pins it takes the place of. */
  readonly replaced?: readonly { readonly by: string; readonly fields: readonly string[] }[]
}

/** The word as it is kept; a decision without a name or a reason is none. */
export function stewardWord({ by, reason }: Pick<StewardRequest, 'by' | 'reason'>, clock: () => Date): StewardWord {
  const missing = [by === '' ? 'a name (--by)' : '', reason === '' ? 'a reason (--reason)' : ''].filter(
    (part) => part !== '',
  )

  if (missing.length > 0) throw new ReconcileError('DECISION_INCOMPLETE', { missing: missing.join(' and ') })
  return { actor: by, reason, at: clock().toISOString() }
}
