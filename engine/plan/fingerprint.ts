import { createHash } from 'node:crypto'

/** SHA-256 of a value as JSON with sorted keys: two plans that differ only in order of keys, layout or comments have the same one. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner

    const entries = Object.entries(inner as Readonly<Record<string, unknown>>)
    return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)))
  })
}
