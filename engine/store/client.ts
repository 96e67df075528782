/** What the store needs of a database: one connection that answers statements and takes COPY streams. */
export interface Client extends AsyncDisposable {
  readonly kind: 'postgres' | 'pglite'
  query(sql: string, parameters: readonly unknown[]): Promise<ClientResult>
  /** Runs `COPY … FROM STDIN` in text format; an open transaction holds it too. */
  copyIn(target: string, chunks: AsyncIterable<string>): Promise<void>
}

export interface ClientResult {
  readonly command: string
  readonly rowCount: number
  readonly rows: unknown[]
}
