import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { CsvError, parse } from 'csv-parse'
import { matchedKinds, type MatchedKind } from '../../rules/entity/entity.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { appendWords } from '../store/matching/append-words.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { newestDecisions, pairAndPerson, recordsCalled, type PastDecision } from '../store/matching/past-decisions.ts'
import type { Session } from '../store/store.ts'
import { contradictionsTold } from './contradicted-words.ts'
import { readDecisionLine, type DecisionLine } from './decision-line.ts'
import type { RefusedLine } from './refused-line.ts'

/** What became of a file of decisions. */
export interface DecisionImport {
  /** Names the file's decisions: with it they are undone. */
  readonly id: string
  readonly imported: number
  /** Said before, by the same person about the same pair. */
  readonly known: number
  /** What persons contradict each other about since, or still: the next run asks. The first of them. */
  readonly contradictions: readonly string[]
  readonly refusedCount: number
  /** The first of them. */
  readonly refused: readonly RefusedLine[]
}

const BATCH = 1_000
const LINES_SHOWN = 100
const needed = ['left', 'right', 'verdict', 'by', 'reason'] as const

/**
 * Takes decisions over from a CSV file (left,right,verdict,by,reason and, if known, decided_at): the word of persons from before
 * there was a store, or from another tool. All of the file is one transaction; a line that cannot be taken over is told.
 */
export async function importDecisions(path: string, tools: Tools): Promise<DecisionImport> {
  const now = tools.clock().toISOString()

  return tools.store.transaction(async (session) => {
    const id = `imp_${createHash('sha256')
      .update(`${now}\n${basename(path)}`)
      .digest('hex')
      .slice(0, 12)}`
    const refused: RefusedLine[] = []
    const contradicted: string[] = []
    const digest = createHash('sha256')
    let [imported, known] = [0, 0]

    for await (const batch of batches(path, now, refused)) {
      const taken = await takeOver(session, id, batch, refused)

      for (const decision of taken.added) digest.update(`${canonicalJson({ ...decision })}\n`)
      imported += taken.added.length
      known += taken.known
      contradicted.push(...taken.contradictions)
      tools.progress.advance(batch.length)
      tools.signal.throwIfAborted()
    }
    if (imported > 0) {
      await appendAudit(session, [
        {
          at: now,
          actor: 'command line',
          action: 'decisions-imported',
          subject: basename(path),
          detail: { id, imported, sha256: digest.digest('hex') },
        },
      ])
    }
    refused.sort((left, right) => left.line - right.line)
    return {
      id,
      ...{ imported, known },
      contradictions: [...new Set(contradicted)].slice(0, LINES_SHOWN),
      refusedCount: refused.length,
      refused: refused.slice(0, LINES_SHOWN),
    }
  })
}

async function* batches(path: string, now: string, refused: RefusedLine[]): AsyncGenerator<readonly DecisionLine[]> {
  const parser = createReadStream(path).pipe(parse({ bom: true, columns: true, info: true, skip_empty_lines: true }))
  let batch: DecisionLine[] = []

  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedLine>) {
      assertColumns(path, Object.keys(record))
      const read = readDecisionLine(record, info.lines, now)

      if ('decision' in read) batch.push(read)
      else refused.push(read)
      if (batch.length < BATCH) continue
      yield batch
      batch = []
    }
  } catch (cause) {
    if (cause instanceof ReconcileError) throw cause
    const code = cause instanceof CsvError ? cause.code : (cause as NodeJS.ErrnoException).code

    if (code === undefined) throw cause
    throw new ReconcileError('DECISIONS_UNREADABLE', { path, cause: code }, { cause })
  }
  if (batch.length > 0) yield batch
}

interface ParsedLine {
  readonly record: Readonly<Record<string, string>>
  readonly info: { readonly lines: number }
}

function assertColumns(path: string, found: readonly string[]): void {
  const missing = needed.filter((column) => !found.includes(column))

  if (missing.length > 0)
    throw new ReconcileError('DECISIONS_COLUMNS_MISSING', {
      path,
      missing: missing.join(', '),
      found: found.join(', '),
    })
}

async function takeOver(
  session: Session,
  id: string,
  lines: readonly DecisionLine[],
  refused: RefusedLine[],
): Promise<{
  readonly added: readonly PastDecision[]
  readonly known: number
  readonly contradictions: readonly string[]
}> {
  const records = await recordsCalled(
    session,
    lines.flatMap(({ left, right }) => [left, right]),
  )
  const wanted: PastDecision[] = []

  for (const line of lines) {
    const pair = pairOf(line, records)

    if ('line' in pair) refused.push(pair)
    else wanted.push(pair)
  }
  const newest = await newestDecisions(session, wanted)
  const added: PastDecision[] = []
  let known = 0

  for (const decision of wanted) {
    const said = newest.get(pairAndPerson(decision))

    // What a person said before and what was taken back since is known, too: a file that is imported every night brings nothing back.
    if (said?.verdict === decision.verdict || (said !== undefined && said.decidedAt > decision.decidedAt)) known += 1
    else {
      added.push(decision)
      newest.set(pairAndPerson(decision), decision)
    }
  }
  await appendWords(
    session,
    added.map((decision) => ({ ...decision, act: id })),
  )
  const contradicted: string[] = []

  for (const kind of matchedKinds) {
    const pairs = added.filter(({ entity }) => entity === kind)

    contradicted.push(...(await contradictionsTold(session, kind, pairs)))
  }
  return { added, known, contradictions: contradicted }
}

function pairOf(
  { line, left, right, decision }: DecisionLine,
  records: ReadonlyMap<string, readonly { readonly id: number; readonly entity: MatchedKind }[]>,
): PastDecision | RefusedLine {
  const pairs = (records.get(left) ?? []).flatMap((one) =>
    (records.get(right) ?? []).filter(({ entity }) => entity === one.entity).map((other) => [one, other] as const),
  )
  const [pair, second] = pairs

  if (!records.has(left) || !records.has(right)) {
    return { line, reason: `no record is named as in ${records.has(left) ? 'right' : 'left'}; names are system:key` }
  }
  if (pair === undefined) return { line, reason: 'the two records are of different kinds' }
  if (second !== undefined) return { line, reason: 'both names are records of several kinds' }
  const [one, other] = pair

  return {
    ...decision,
    entity: one.entity,
    left: Math.min(one.id, other.id),
    right: Math.max(one.id, other.id),
  }
}
