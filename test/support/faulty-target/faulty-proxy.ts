import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { bodyOf, send } from './target-system.ts'

/** What the way to a system can do to a request. `cut-after`, `error-after` and `late` let it take effect first. */
export const faults = ['drop', 'busy', 'unavailable', 'error', 'cut-after', 'error-after', 'late'] as const
export type Fault = (typeof faults)[number]

export interface FaultyProxy extends AsyncDisposable {
  readonly port: number
  /** How often each fault struck. */
  readonly struck: ReadonlyMap<Fault, number>
  /** Waits until nothing is on its way any more. */
  drained(): Promise<void>
  /** From now on everything goes through. */
  mend(): void
}

/** A proxy that spoils a share of the requests about single records, in a manner the seed decides. Lists go through. */
export async function faultyProxy(
  targetPort: number,
  { share, random, lateMs }: { readonly share: number; readonly random: () => number; readonly lateMs: number },
): Promise<FaultyProxy> {
  const struck = new Map<Fault, number>()
  let underWay = 0
  let isMended = false

  const faultOf = (path: string): Fault | undefined => {
    if (isMended || !path.startsWith('/records/') || random() >= share) return undefined
    const fault = faults[Math.floor(random() * faults.length)]

    if (fault !== undefined) struck.set(fault, (struck.get(fault) ?? 0) + 1)
    return fault
  }
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request)
    const fault = faultOf(request.url ?? '')

    if (fault === 'drop') return void response.destroy()
    if (fault === 'busy') return send(response, 429, null, { 'retry-after': '1' })
    if (fault === 'unavailable') return send(response, 503, null)
    if (fault === 'error') return send(response, 500, null)
    if (fault === 'late') await sleep(lateMs)
    const answer = await forwarded(targetPort, request, body)

    if (fault === 'cut-after') return void response.destroy()
    if (fault === 'error-after') return send(response, 500, null)
    return void response.writeHead(answer.status, answer.headers).end(answer.body)
  }
  const server = createServer((request, response) => {
    underWay += 1
    void handle(request, response).finally(() => (underWay -= 1))
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    struck,
    async drained() {
      while (underWay > 0) await sleep(5)
    },
    mend: () => void (isMended = true),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

function forwarded(port: number, { method, url, headers }: IncomingMessage, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onward = httpRequest({ port, host: '127.0.0.1', method, path: url, headers }, (answer) => {
      const etag = answer.headers.etag === undefined ? {} : { etag: answer.headers.etag }

      bodyOf(answer).then((text) => resolve({ status: answer.statusCode ?? 500, headers: etag, body: text }), reject)
    })

    onward.on('error', reject).end(body)
  })
}
