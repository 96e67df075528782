import { createHash } from 'node:crypto'

/** 128 bits of SHA-256 as text: equal for equal content, and short enough to store with every record. */
export function contentHash(content: string): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 22)
}
