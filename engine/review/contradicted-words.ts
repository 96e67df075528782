import type { MatchedKind } from '../../rules/entity/entity.ts'
import { contradictionWords } from '../../rules/matching/contradiction-words.ts'
import { canSettle, contradictions, type Contradiction } from '../../rules/matching/contradictions.ts'
import { wordsAround } from '../store/matching/persons-words.ts'
import { labelsOf, type DecidedPair } from '../store/review/proposals.ts'
import type { Session } from '../store/store.ts'

/** Of one decision, more contradictions are not told. */
const TOLD_MAX = 20

/**
 * The pairs as the person may say them: a word on records whose contradiction is not the person's own settles it, and then
 * outranks what was said before.
 */
export async function withSettling(
  session: Session,
  kind: MatchedKind,
  pairs: readonly DecidedPair[],
  actor: string,
): Promise<readonly (DecidedPair & { readonly settles: boolean })[]> {
  const settled = (await contradictionsOn(session, kind, pairs)).filter((one) => canSettle(one, actor)).map(recordsOf)

  return pairs.map((pair) => ({
    ...pair,
    settles: pair.verdict !== 'later' && settled.some((records) => records.has(pair.left) && records.has(pair.right)),
  }))
}

/** What persons contradict each other about, of these pairs, in words. */
export async function contradictionsTold(
  session: Session,
  kind: MatchedKind,
  pairs: readonly DecidedPair[],
): Promise<readonly string[]> {
  return told(session, await contradictionsOn(session, kind, pairs))
}

/** What persons contradict each other about among these records, in words. */
export async function contradictionsAmong(
  session: Session,
  kind: MatchedKind,
  recordIds: readonly number[],
): Promise<readonly string[]> {
  const among = new Set(recordIds)
  const found = contradictions(await wordsAround(session, kind, recordIds), Infinity)

  return told(
    session,
    found.filter((one) => [...recordsOf(one)].every((record) => among.has(record))),
  )
}

async function told(session: Session, all: readonly Contradiction[]): Promise<readonly string[]> {
  const found = all.slice(0, TOLD_MAX)
  const labels = await labelsOf(session, [...new Set(found.flatMap((one) => [...recordsOf(one)]))])

  return found.map((one) => contradictionWords(one, (record) => labels.get(record) ?? ''))
}

async function contradictionsOn(
  session: Session,
  kind: MatchedKind,
  pairs: readonly DecidedPair[],
): Promise<readonly Contradiction[]> {
  if (pairs.length === 0) return []
  const words = await wordsAround(session, kind, [...new Set(pairs.flatMap(({ left, right }) => [left, right]))])

  return contradictions(words, Infinity).filter((one) => {
    const records = recordsOf(one)

    return pairs.some(({ left, right }) => records.has(left) && records.has(right))
  })
}

function recordsOf({ pairs }: Contradiction): ReadonlySet<number> {
  return new Set(pairs.flatMap(({ left, right }) => [left, right]))
}
