import { fieldsOf, type MatchedKind } from '../../rules/entity/entity.ts'
import type { MatchModel } from '../../rules/matching/match-model.ts'
import { newEvidenceFields, speaksAgainstSame, type RecordSince } from '../../rules/matching/new-evidence.ts'
import { exclusiveFields, fieldsCompared } from '../../rules/matching/rule-fields.ts'
import { changedApart, changedSame, writtenValues, type ChangedPair } from '../store/matching/changed-since-words.ts'
import { recordsOf, versionsOf } from '../store/golden/cluster-members.ts'
import type { Session } from '../store/store.ts'

/** Two records a person has spoken about. */
export interface SpokenPair {
  readonly left: number
  readonly right: number
}

/** Pairs that persons spoke about before the records said something new. The words stand; they are asked about again. */
export interface NewEvidence {
  readonly different: readonly SpokenPair[]
  /** The links that speak against "different". */
  readonly links: readonly SpokenPair[]
  readonly same: readonly SpokenPair[]
  /** How many pairs that changed were looked at. */
  readonly looked: number
}

/** More pairs that changed are not looked at tonight. */
export const changedPairCountMax = 50_000
const BATCH = 1_000

/**
 * What speaks anew since persons spoke. Against "different": a record joined one of the two golden records and is linked with the
 * other, or a linked record has a value in a compared field that neither had before the word. Against "same": an identifier of
 * which an entity has one is new and differs. Another model, a value that came back, one that went, or our own write is nothing new.
 */
export async function findEvidence(session: Session, kind: MatchedKind, model: MatchModel): Promise<NewEvidence> {
  const compared = fieldsOf(kind).filter((field) => fieldsCompared(model).has(field))
  const exclusive = exclusiveFields(model).filter((field) => fieldsOf(kind).includes(field))
  const apart = await changedApart(session, kind, changedPairCountMax)
  const same = await changedSame(session, kind, changedPairCountMax)

  const against = await speakingPairs(
    session,
    kind,
    apart,
    ({ isNewRecord }, one, other) =>
      isNewRecord ||
      newEvidenceFields(compared, one, other).length > 0 ||
      newEvidenceFields(compared, other, one).length > 0,
  )

  return {
    different: against,
    links: against.map(({ one, other }) => ({ left: one, right: other })),
    same: await speakingPairs(session, kind, same, (_, one, other) => speaksAgainstSame(exclusive, one, other)),
    looked: Math.max(apart.length, same.length),
  }
}

type Speaks = (pair: ChangedPair, one: RecordSince, other: RecordSince) => boolean

async function speakingPairs(
  session: Session,
  kind: MatchedKind,
  pairs: readonly ChangedPair[],
  speaks: Speaks,
): Promise<readonly ChangedPair[]> {
  const found: ChangedPair[] = []

  for (let from = 0; from < pairs.length; from += BATCH) {
    const batch = pairs.slice(from, from + BATCH)
    const since = await recordsSince(session, kind, batch)

    for (const pair of batch) {
      const { one, other, seenRun } = pair

      if (speaks(pair, since(one, seenRun), since(other, seenRun))) found.push(pair)
    }
  }
  return found
}

async function recordsSince(session: Session, kind: MatchedKind, pairs: readonly ChangedPair[]) {
  const ids = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))]
  const records = await recordsOf(session, kind, ids)
  const versions = await versionsOf(session, ids)
  const written = await writtenValues(session, ids)

  return (id: number, seenRun: number): RecordSince => {
    const now = records.get(id) ?? {}
    const former = versions.get(id) ?? []
    const atWord = former.findLast(({ runId }) => runId > seenRun)?.fields ?? now
    const before = former.filter(({ runId }) => runId <= seenRun).map(({ fields }) => fields)

    return { now, upToWord: [atWord, ...before], written: written.get(id) ?? new Set() }
  }
}
