import { z } from 'zod'
import {
  defineConnector,
  SourceError,
  type ColumnChange,
  type CorrectionRequest,
  type DeliveryOutcome,
  type ReadBack,
  type SnapshotBatch,
  type Source,
} from '../../../connectors/connector.ts'

const config = z.strictObject({ url: z.string(), timeoutMs: z.int().default(100), requestsMax: z.int().default(8) })
const select = z.strictObject({})

type Config = z.infer<typeof config>
type Fields = Readonly<Record<string, string | null>>
type Outcome = Omit<DeliveryOutcome, 'idempotencyKey'>

/**
 * A connector as an integrator would write it for `targetSystem`: read by key, compare, write under `If-Match` with an idempotency
 * key. What was answered "not now" was not taken; what was not answered may have been.
 */
export const httpConnector = ({ honoursIdempotencyKeys }: { readonly honoursIdempotencyKeys: boolean }) =>
  defineConnector({
    name: 'http',
    config,
    select,
    guarantees: {
      precondition: 'strong',
      honoursIdempotencyKeys,
      knowsChangedAt: true,
      knowsDeletions: true,
      createsRecords: false,
    },
    open: async (opened) => httpSource(opened),
  })

function httpSource(opened: Config): Source<unknown> {
  return {
    probe: async () => ({ columns: [], rowCountEstimate: null }),
    snapshot() {
      let rowCount = 0
      let columns: readonly string[] = []

      async function* batches(): AsyncGenerator<SnapshotBatch> {
        for await (const page of pages(opened)) {
          rowCount += page.length
          columns = Object.keys(page[0]?.fields ?? {})
          yield {
            rows: page.map(({ key, fields }) => ({ sourceKey: key, changedAt: fields['changed'] ?? null, fields })),
            rejections: [],
          }
        }
      }
      const end = { isComplete: true, proof: 'end-of-keys' as const, expectedCount: null, reason: null }

      return { batches: batches(), end: () => ({ ...end, rowCount, columns }) }
    },
    deliver: (_select, _batchId, requests) =>
      severalAtATime(requests, opened.requestsMax, async (request) => ({
        idempotencyKey: request.idempotencyKey,
        ...(await delivered(opened, request)),
      })),
    readBack: (_select, _batchId, requests) =>
      severalAtATime(requests, opened.requestsMax, async (request) => ({
        idempotencyKey: request.idempotencyKey,
        state: await readBackOf(opened, request),
      })),
    async [Symbol.asyncDispose]() {},
  }
}

async function* pages({ url }: Config): AsyncGenerator<readonly { readonly key: string; readonly fields: Fields }[]> {
  for (let after = ''; ;) {
    const answer = await fetch(`${url}/records?after=${encodeURIComponent(after)}`).catch(() => undefined)
    if (answer === undefined) throw new SourceError('SOURCE_UNREACHABLE', { host: url, cause: 'no answer' })

    const page = (await answer.json()) as readonly { readonly key: string; readonly fields: Fields }[]
    const last = page.at(-1)

    if (last === undefined) return
    yield page
    after = last.key
  }
}

/** Another column may have changed meanwhile: then the record is read again, for our columns decide. */
const readsMax = 3

async function delivered(opened: Config, request: CorrectionRequest): Promise<Outcome> {
  for (let read = 1; ; read += 1) {
    const found = await ask(opened, request.sourceKey)
    const unwritable = readOutcome(found, request.changes)
    if (unwritable !== undefined) return unwritable

    const written = await ask(opened, request.sourceKey, {
      method: 'PATCH',
      headers: { 'if-match': found?.etag ?? '', 'idempotency-key': request.idempotencyKey },
      body: JSON.stringify(Object.fromEntries(request.changes.map(({ column, after }) => [column, after]))),
    })
    if (written?.status !== 412) return writtenOutcome(written)
    if (read === readsMax) return { state: 'refused', reason: 'precondition' }
  }
}

/** Why there is nothing to write; undefined when the record still says what it is to be corrected from. */
function readOutcome(found: Found | undefined, changes: readonly ColumnChange[]): Outcome | undefined {
  if (found?.status === 404) return { state: 'refused', reason: 'record-gone' }
  if (found?.status !== 200) return { state: 'unsent', reason: 'unreachable', ...patience(found) }
  const standing = sideOf(JSON.parse(found.body) as Fields, changes)

  if (standing === 'after') return { state: 'applied', reason: null }
  return standing === 'neither' ? { state: 'refused', reason: 'precondition' } : undefined
}

/** "Not now" was said before anything was done; any other silence says nothing. */
function writtenOutcome(written: Found | undefined): Outcome {
  const reason = String(written?.status ?? 'no-answer')

  if (written?.status === 200) return { state: 'applied', reason: null }
  return written?.status === 429 || written?.status === 503
    ? { state: 'unsent', reason, ...patience(written) }
    : { state: 'uncertain', reason }
}

async function readBackOf(opened: Config, { sourceKey, changes }: CorrectionRequest): Promise<ReadBack['state']> {
  const found = await ask(opened, sourceKey)

  if (found?.status === 404) return 'refused'
  if (found?.status !== 200) return 'uncertain'
  return { after: 'applied', before: 'planned', neither: 'refused' }[
    sideOf(JSON.parse(found.body) as Fields, changes)
  ] as ReadBack['state']
}

/** Which side of all the changes a record shows. */
function sideOf(fields: Fields, changes: readonly ColumnChange[]): 'before' | 'after' | 'neither' {
  const shows = (side: 'before' | 'after') =>
    changes.every((change) => (fields[change.column] ?? null) === change[side])

  if (shows('after')) return 'after'
  return shows('before') ? 'before' : 'neither'
}

interface Found {
  readonly status: number
  readonly etag: string
  readonly body: string
  readonly retryAfter: string | null
}

/** Undefined when there was no answer in time. */
async function ask({ url, timeoutMs }: Config, key: string, init: RequestInit = {}): Promise<Found | undefined> {
  try {
    const answer = await fetch(`${url}/records/${encodeURIComponent(key)}`, {
      ...init,
      signal: AbortSignal.timeout(timeoutMs),
    })

    return {
      status: answer.status,
      etag: answer.headers.get('etag') ?? '',
      body: await answer.text(),
      retryAfter: answer.headers.get('retry-after'),
    }
  } catch {
    return undefined
  }
}

function patience(found: Found | undefined): Pick<DeliveryOutcome, 'retryAfterMs'> {
  const seconds = Number(found?.retryAfter ?? Number.NaN)

  return Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}
}

async function severalAtATime<Item, Result>(
  items: readonly Item[],
  countMax: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async () => {
    for (let place = next++; place < items.length; place = next++) {
      const item = items[place]
      if (item !== undefined) results[place] = await work(item)
    }
  }

  await Promise.all(Array.from({ length: countMax }, worker))
  return results
}
