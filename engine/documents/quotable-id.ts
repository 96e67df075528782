import { createHash } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** An id that people read to each other: letters that are not mistaken for one another, made of what the thing is about. */
export function quotableId(prefix: string, parts: unknown): string {
  const digest = digestOf(parts)
  let id = ''

  for (let position = 0; position < 12; position += 1) id += alphabet[(digest[position] ?? 0) & 31]
  return `${prefix}_${id}`
}

/** Sixteen hex digits that change with anything in `parts`. */
export function fingerprintOf(parts: unknown): string {
  return digestOf(parts).toString('hex').slice(0, 16)
}

function digestOf(parts: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest()
}
