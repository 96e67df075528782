import { createHash } from 'node:crypto'
import { canonicalJson } from '../domain/canonical-json.ts'

/** SHA-256 of a value as JSON with sorted keys: two plans that differ only in order of keys, layout or comments have the same one. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}
