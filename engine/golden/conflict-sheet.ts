import type { MatchedKind } from '../../rules/entity/entity.ts'
import { memberName } from '../../rules/truth/member.ts'
import { valueLedger, type SaidValue } from '../../rules/truth/value-ledger.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { clustersNamed, type StoredMember } from '../store/golden/cluster-members.ts'
import { conflictCase, freezeHistory, type ConflictCase, type FreezeEvent } from '../store/golden/conflict-list.ts'
import { goldenAt, goldenIdsNamed } from '../store/golden/golden-history.ts'
import type { Session } from '../store/store.ts'
import { readPasts } from './record-pasts.ts'

/** What one record says in a field, and what it said before: whose word each value was. */
export interface ConflictRecord {
  /** `system:key`. */
  readonly record: string
  readonly value: string | null
  readonly changedAt: string | null
  /** Oldest first, of the nights that are looked back on. */
  readonly said: readonly Pick<SaidValue, 'value' | 'changedAt' | 'seenAt' | 'origin'>[]
}

/** A conflict with all that a person needs to end it. */
export interface ConflictSheet extends ConflictCase {
  /** What the policy decided: the golden value, the record it comes from, and the rule. */
  readonly verdict: { readonly value: string | null; readonly from: string | null; readonly reason: string | null }
  readonly records: readonly ConflictRecord[]
  readonly freezes: readonly FreezeEvent[]
}

const latestRun = 2_147_483_647
const MEMBERS_MAX = 200
const FREEZES_MAX = 50

/** One conflict: every record of the golden record, what it said through the nights, the verdict and what froze it. */
export async function conflictSheet(session: Session, name: string, field: string): Promise<ConflictSheet> {
  const goldenId = await goldenIdOf(session, name)
  const found = await conflictCase(session, goldenId, field)
  const golden = await goldenAt(session, goldenId, latestRun)

  if (found === undefined || golden === undefined) {
    throw new ReconcileError('CONFLICT_UNKNOWN', { golden: goldenId, field })
  }
  const origin = golden.provenance.find(({ fields }) => fields.includes(field))

  return {
    ...found,
    verdict: {
      value: golden.values[field] ?? null,
      from: origin === undefined ? null : memberName(origin),
      reason: origin?.reason ?? null,
    },
    records: await recordsOf(session, golden.entity, goldenId, field),
    freezes: await freezeHistory(session, goldenId, field, FREEZES_MAX),
  }
}

/** The golden id a person means. */
export async function goldenIdOf(session: Session, name: string): Promise<string> {
  const [goldenId, ...others] = await goldenIdsNamed(session, name, latestRun)

  if (others.length > 0) throw new ReconcileError('GOLDEN_AMBIGUOUS', { name, ids: [goldenId, ...others].join(', ') })
  if (goldenId === undefined) throw new ReconcileError('GOLDEN_UNKNOWN', { name, when: 'now' })
  return goldenId
}

async function recordsOf(
  session: Session,
  kind: MatchedKind,
  goldenId: string,
  field: string,
): Promise<readonly ConflictRecord[]> {
  const [cluster] = (await clustersNamed(session, kind, [goldenId], MEMBERS_MAX)) ?? []

  if (cluster === undefined) return []
  const pasts = (await readPasts(session, [cluster], () => null)).get(goldenId) ?? []
  const saidOf = new Map(valueLedger(kind, field, pasts).map(({ recordId, said }) => [recordId, said]))

  return cluster.members.map((member) => recordOf(member, field, saidOf.get(member.recordId) ?? []))
}

function recordOf(member: StoredMember, field: string, said: readonly SaidValue[]): ConflictRecord {
  return {
    record: memberName(member),
    value: member.record[field] ?? null,
    changedAt: member.changedAt,
    said: said.map(({ value, changedAt, seenAt, origin }) => ({ value, changedAt, seenAt, origin })),
  }
}
