import { fieldsOf, type CanonicalRecord, type MatchedKind } from '../../rules/entity/entity.ts'
import { compileMapping, type NormalizeContext } from '../../rules/normalize/compile-mapping.ts'
import { isAmount, isLocalToSystem } from '../../rules/truth/agree.ts'
import { stewardSystem } from '../../rules/truth/steward-words.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'

/** Fields whose text means nothing alone: they are taken over from a record, whole. */
export function isReadable(field: string): boolean {
  return !isAmount(field) && !isLocalToSystem(field) && field !== 'scale' && field !== 'currency'
}

/**
 * Reads a value as a steward types it by the normalizer of its field, in the country of the golden record, else of the company.
 * Answers every field the value fills: a company name with its legal form fills two.
 */
export function readPinnedValue(
  kind: MatchedKind,
  field: string,
  typed: string,
  golden: CanonicalRecord,
  company: NormalizeContext['company'],
  asOf: string,
): CanonicalRecord {
  const country = golden['country'] ?? null
  const isCountryKnown = field !== 'country' && country !== null && fieldsOf(kind).includes('country')
  const normalize = compileMapping(
    kind,
    { ...(isCountryKnown && { country: { constant: country } }), [field]: { from: 'typed' } },
    { company, systemName: stewardSystem, system: { decimalMark: '.' }, dateOrders: new Map(), asOf },
  )
  const { record, rejections } = normalize({ changedAt: null, fields: { typed } })
  const filled = Object.entries(record).filter(
    ([name, value]) => value !== null && !(isCountryKnown && name === 'country'),
  )

  if ((record[field] ?? null) === null) {
    throw new ReconcileError('PIN_VALUE_INVALID', { field, reason: rejections[0]?.issue ?? 'empty' })
  }
  return Object.fromEntries(filled)
}
