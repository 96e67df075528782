import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A record of the system; `version` is what its ETag says. */
interface TargetRecord {
  fields: Record<string, string | null>
  version: number
}

/** What the system saw, as its own administrator would count it. */
export interface TargetCounts {
  /** Changes that took effect. */
  readonly effects: number
  /** Requests whose idempotency key had taken effect before: each would have been a second write. */
  readonly repeatsAfterEffect: number
}

/** A business system with an HTTP interface: records are listed, read by key, and changed under `If-Match`. */
export interface TargetSystem extends AsyncDisposable {
  readonly port: number
  readonly records: ReadonlyMap<string, TargetRecord>
  counts(): TargetCounts
  /** Somebody works in the system: the record changes without us. */
  edit(key: string, fields: Readonly<Record<string, string>>): void
}

const pageSize = 500

/** Starts the system with records by key. With `knowsKeys` it answers a repeated idempotency key as it did the first time. */
export async function targetSystem(
  rows: ReadonlyMap<string, Readonly<Record<string, string | null>>>,
  { knowsKeys }: { readonly knowsKeys: boolean },
): Promise<TargetSystem> {
  const records = new Map([...rows].map(([key, fields]) => [key, { fields: { ...fields }, version: 1 }]))
  const keys = [...records.keys()].toSorted()
  const taken = new Set<string>()
  let [effects, repeatsAfterEffect] = [0, 0]

  const list = (after: string) => {
    const from = after === '' ? 0 : keys.indexOf(after) + 1

    return keys.slice(from, from + pageSize).map((key) => ({ key, fields: records.get(key)?.fields }))
  }
  const change = (record: TargetRecord, ifMatch: string, intent: string, changed: Record<string, string | null>) => {
    if (taken.has(intent)) repeatsAfterEffect += 1
    if (taken.has(intent) && knowsKeys) return 200
    if (ifMatch !== String(record.version)) return 412

    taken.add(intent)
    effects += 1
    record.fields = { ...record.fields, ...changed }
    record.version += 1
    return 200
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://target')
    const key = decodeURIComponent(url.pathname.slice('/records/'.length))

    if (url.pathname === '/records') return send(response, 200, list(url.searchParams.get('after') ?? ''))
    const record = records.get(key)

    if (record === undefined) return send(response, 404, null)
    if (request.method === 'GET') return send(response, 200, record.fields, { etag: String(record.version) })
    const body = JSON.parse(await bodyOf(request)) as Record<string, string | null>

    return send(
      response,
      change(record, String(request.headers['if-match']), String(request.headers['idempotency-key']), body),
      null,
    )
  }
  const server = createServer((request, response) => void answer(request, response))

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    records,
    counts: () => ({ effects, repeatsAfterEffect }),
    edit(key, fields) {
      const record = records.get(key)
      if (record === undefined) throw new Error(`no record ${key}`)

      record.fields = { ...record.fields, ...fields }
      record.version += 1
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []

  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

export function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
