import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface SeveredProxy extends AsyncDisposable {
  readonly port: number
}

/** A TCP proxy that passes everything on until the client says `word`: that still reaches the server, its answer never comes back. */
export async function severedProxy(target: { host: string; port: number }, word: string): Promise<SeveredProxy> {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(target.port, target.host)
    sockets.add(client).add(upstream)
    for (const socket of [client, upstream]) socket.on('error', () => {})

    client.on('data', (bytes) => {
      if (!bytes.includes(word)) return upstream.write(bytes)
      upstream.unpipe(client)
      return upstream.write(bytes, () => setTimeout(() => client.destroy(), 100))
    })
    upstream.pipe(client)
    client.on('close', () => upstream.end())
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
