import type { Finding } from '../../rules/documents/finding.ts'
import type { CopyRow } from '../store/copy-format.ts'
import { fingerprintOf, quotableId } from './quotable-id.ts'

/**
 * The id people quote, made of what the finding is about and not of what the systems say: it stays the same from night to night
 * while amounts change. Two findings of one night that agree in all of it are one.
 */
export function findingId(finding: Finding): string {
  const { kind, goldenId, cause, system, sourceKey, otherSystem, otherSourceKey, field, evidence } = finding
  const about = [kind, goldenId, cause, system, sourceKey, otherSystem, otherSourceKey, field]
  // A copy may contradict itself by several rules in one field, and by one rule in several places.
  const rule = cause === 'contradiction' && otherSystem === null ? [evidence['rule'], evidence['at']] : []

  return quotableId('fnd', [...about, ...rule])
}

/** Everything a person saw who accepted the finding; the acceptance holds as long as this does. */
export function evidenceFingerprint(finding: Finding): string {
  const { value, otherValue, differenceMinor, scale, currency, counterparty, evidence } = finding

  return fingerprintOf([value, otherValue, differenceMinor, scale, currency, counterparty, sorted(evidence)])
}

/** A finding as the store takes it, in the order of `mismatchColumns`. */
export function findingRow(finding: Finding, runId: number): CopyRow {
  return [
    findingId(finding),
    finding.kind,
    finding.goldenId ?? '',
    finding.cause,
    finding.system,
    finding.sourceKey ?? '',
    finding.otherSystem ?? '',
    finding.otherSourceKey ?? '',
    finding.field ?? '',
    finding.number,
    finding.value,
    finding.otherValue,
    finding.differenceMinor,
    finding.scale,
    finding.currency,
    finding.on,
    finding.counterparty,
    JSON.stringify(Object.fromEntries(sorted(finding.evidence))),
    finding.reason,
    evidenceFingerprint(finding),
    runId,
  ]
}

function sorted(evidence: Finding['evidence']): readonly (readonly [string, string])[] {
  return Object.entries(evidence).toSorted(([left], [right]) => (left < right ? -1 : 1))
}
