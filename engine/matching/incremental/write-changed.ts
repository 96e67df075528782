import { changeLinks } from '../../store/matching/change-links.ts'
import { byteText, changeBlockKeys, hotKeys, replaceHotKeys, type HotKeyRow } from '../../store/matching/block-keys.ts'
import type { CopyRow } from '../../store/copy-format.ts'
import { changeClusters, representatives, type StoredLink } from '../../store/matching/linked-records.ts'
import { saveMatchState, type MatchState } from '../../store/matching/links.ts'
import { finishStage } from '../../store/operations/runs.ts'
import type { Session } from '../../store/store.ts'
import { linkRows } from '../copy-rows.ts'
import type { FreshKeys } from './changed-keys.ts'
import type { FoundAgain } from './find-again.ts'
import { limitLines, type MatchRun } from './match-run.ts'
import { keyChanges, type TouchedBlocks } from './touched-blocks.ts'

/** What was known when the kind was matched last, and what is now. */
interface Progress extends Pick<MatchState, 'recordCount' | 'decisionId'> {
  readonly before: MatchState
}

/** Writes what is other than it was: links, clusters, block keys and hot values. */
export async function writeChanged(
  session: Session,
  run: MatchRun,
  keys: FreshKeys,
  found: FoundAgain,
  { before, recordCount, decisionId }: Progress,
): Promise<void> {
  const { kind, model, fingerprint, runId } = run

  await writeLinks(session, run, found, before)
  await writeClusters(session, run, keys, found)
  await changeBlockKeys(session, kind, runId, keyChanges(keys))
  await replaceHotKeys(
    session,
    kind,
    hotRows(await hotKeys(session, kind), keys, found.blocks, model.blockSizeMax),
    found.blocks.hot,
  )
  await saveMatchState(session, kind, {
    ...before,
    recordCount,
    decisionId,
    fingerprint,
    candidatePairCount: found.pairCount,
    limits: limitLines(run, await hotKeys(session, kind)),
    matchedRun: runId,
  })
  await finishStage(session, runId, run.stage)
}

async function writeLinks(
  session: Session,
  { kind, model, modelVersion, runId }: MatchRun,
  found: FoundAgain,
  before: MatchState,
): Promise<void> {
  const lost = new Map(found.replaced.map((link) => [`${link.left} ${link.right}`, link]))
  const gained: CopyRow[] = []

  for await (const batch of linkRows(model, modelVersion, runId, found)) {
    for (const row of batch) {
      const pair = `${row[1]} ${row[2]}`

      if (isStored(row, lost.get(pair))) lost.delete(pair)
      else gained.push(row)
    }
  }
  await changeLinks(session, { kind, runId, modelVersion, before }, [...lost.values()], gained)
}

function isStored(row: CopyRow, link: StoredLink | undefined): boolean {
  if (link === undefined) return false
  const { left, right, verdict, weight, decidingField, heldApartBy, modelVersion, isAsserted } = link
  const known: CopyRow = [
    left,
    right,
    verdict,
    weight,
    decidingField,
    heldApartBy,
    modelVersion,
    isAsserted ? 't' : 'f',
  ]

  return known.every((value, place) => value === row[place + 1])
}

async function writeClusters(
  session: Session,
  { kind }: MatchRun,
  { old, fresh }: FreshKeys,
  { recordIds, clusterOf }: FoundAgain,
): Promise<void> {
  const known = await representatives(session, [...recordIds])
  const rows: CopyRow[] = []
  const moved: { recordId: number; representativeId: number }[] = []

  recordIds.forEach((recordId, row) => {
    const representativeId = recordIds[clusterOf[row] as number] as number
    const keys = fresh.get(recordId)

    if (keys !== undefined) rows.push([recordId, kind, representativeId, byteText(keys)])
    else if (known.get(recordId) !== representativeId) moved.push({ recordId, representativeId })
  })
  await changeClusters(session, { recordIds: [...old.keys()], rows }, moved)
}

function hotRows(
  known: readonly HotKeyRow[],
  { ruleOfKey }: FreshKeys,
  { hot, members }: TouchedBlocks,
  blockSizeMax: number,
): readonly HotKeyRow[] {
  const ruleBefore = new Map(known.map(({ key, rule }) => [key, rule]))

  return hot.flatMap((key) => {
    const recordCount = members.get(key)?.length ?? 0
    const rule = ruleOfKey.get(key) ?? ruleBefore.get(key)

    return recordCount > blockSizeMax && rule !== undefined ? [{ key, rule, recordCount }] : []
  })
}
