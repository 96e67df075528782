import type { MatchedKind } from '../../rules/entity/entity.ts'
import { detachRecord as part, partsOf, type Detachment } from '../../rules/matching/detach-record.ts'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { sameLinksAmong } from '../store/matching/links.ts'
import { recordsCalled } from '../store/matching/past-decisions.ts'
import { sameWordsBetween, type StandingWord } from '../store/matching/standing-words.ts'
import { goldenMembersOf } from '../store/review/proposal-members.ts'
import { labelsOf } from '../store/review/proposals.ts'
import { detachedPairsQuery, judgeForTwo, type TwoPersons } from '../store/review/words-for-two.ts'
import type { Session } from '../store/store.ts'
import { fourEyesTerms, type FourEyesPlan } from './four-eyes-plan.ts'
import type { UndoneWord } from './undo-decision.ts'

/** A record that is to leave its golden record. */
export interface DetachRequest {
  /** `system:key`. */
  readonly record: string
  readonly kind?: MatchedKind | undefined
  /** With it all records that hang on it: those linked to the rest only through it. */
  readonly subTree: boolean
  /** Numbers of the words "same" that are taken back: what persons joined is parted only by naming it. */
  readonly undo: readonly number[]
  readonly by: string
  readonly reason: string
}

/** What a detachment would do, by record ids. */
export interface PlannedDetachment extends Detachment {
  readonly kind: MatchedKind
  readonly goldenId: string
  /** The golden records there would be, as the links stand. */
  readonly sides: readonly (readonly number[])[]
  readonly labels: ReadonlyMap<number, string>
  /** Words of persons against it. */
  readonly against: readonly StandingWord[]
}

/** Every detached record is said to be different from every remaining one; more such words at once are refused. */
const WORDS_MAX = 10_000

/** Finds the golden record and says who would go and who would stay. */
export async function planDetachment(
  session: Session,
  { record: name, kind: kindWanted, subTree }: Pick<DetachRequest, 'record' | 'kind' | 'subTree'>,
): Promise<PlannedDetachment> {
  const { id, kind } = await recordNamed(session, name, kindWanted)
  const members = await goldenMembersOf(session, [id])

  if (members.length > WORDS_MAX + 1) throw tooLarge(name, members.length - 1)
  if (members.length === 0) throw new ReconcileError('RECORD_UNKNOWN', { record: name })
  const ids = members.map(({ recordId }) => recordId)
  const labels = await labelsOf(session, ids)
  const sorted = ids.toSorted((one, other) => byCodeUnits(labels.get(one) ?? '', labels.get(other) ?? ''))
  const links = await sameLinksAmong(session, kind, sorted)
  const planned = part(id, sorted, links, subTree)
  const goldenId = members[0]?.goldenId ?? ''

  if (planned.remaining.length === 0) throw new ReconcileError('RECORD_ALONE', { record: name, golden: goldenId })
  const words = planned.detached.length * planned.remaining.length

  if (words > WORDS_MAX) throw tooLarge(name, words)
  return {
    ...planned,
    ...{ kind, goldenId, labels },
    sides: [...partsOf(planned.remaining, links), ...partsOf(planned.detached, links)],
    against: await sameWordsBetween(session, planned.detached, planned.remaining),
  }
}

function tooLarge(record: string, words: number): ReconcileError {
  return new ReconcileError('DETACHMENT_TOO_LARGE', { record, words, limit: WORDS_MAX })
}

async function recordNamed(
  session: Session,
  record: string,
  kindWanted: MatchedKind | undefined,
): Promise<{ readonly id: number; readonly kind: MatchedKind }> {
  const called = (await recordsCalled(session, [record])).get(record) ?? []
  const [found, second] = called.filter(({ entity }) => kindWanted === undefined || entity === kindWanted)

  if (found === undefined) throw new ReconcileError('RECORD_UNKNOWN', { record })
  if (second !== undefined) {
    throw new ReconcileError('RECORD_AMBIGUOUS', { record, kinds: called.map(({ entity }) => entity).join(', ') })
  }
  return { id: found.id, kind: found.entity }
}

/** What persons joined is not undone in passing. */
export function refuseUnnamed({ record, undo }: DetachRequest, against: readonly UndoneWord[]): void {
  const numbers = against.map(({ decision }) => decision)
  const unknown = undo.filter((decision) => !numbers.includes(decision))

  if (unknown.length > 0) {
    throw new ReconcileError('ARGUMENT_INVALID', {
      at: '--undo',
      found: unknown.join(' '),
      allowed: numbers.length === 0 ? 'nothing: no person joined what would be parted' : numbers.join(' '),
    })
  }
  if (numbers.some((decision) => !undo.includes(decision))) {
    throw new ReconcileError('DETACHMENT_AGAINST_PERSONS', {
      record,
      words: against
        .map(({ decision, by, records: [one, other] }) => `${decision} (${by}: ${one} and ${other})`)
        .join(', '),
      numbers: numbers.join(' '),
    })
  }
}

/** Whether it takes two: by the plan's terms for the golden record, or because two joined what would be parted. */
export async function judgeDetachment(
  session: Session,
  { kind, detached, remaining, against }: PlannedDetachment,
  { company, matching }: FourEyesPlan,
): Promise<TwoPersons> {
  const numbers = against.map(({ decision }) => decision)

  return judgeForTwo(
    session,
    kind,
    company.currency,
    fourEyesTerms(matching[kind]?.fourEyes),
    detachedPairsQuery(detached, remaining, numbers),
  )
}
