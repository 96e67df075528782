import { createHash } from 'node:crypto'
import type { MatchedKind } from '../../rules/entity/entity.ts'

const prefixes: Readonly<Record<MatchedKind, string>> = {
  customer: 'cus',
  product: 'prd',
  order: 'ord',
  invoice: 'inv',
}
/** Crockford's base 32 in small letters: its characters ascend in every collation of code units. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_CHARACTERS = 10
const HASH_CHARACTERS = 16

/** What a golden record is born with. */
export interface Birth {
  readonly kind: MatchedKind
  /** The first member it is born with, `system:key`. */
  readonly label: string
  /** The moment its night stands for, a UTC instant. */
  readonly at: string
}

/**
 * A new golden id in the layout of a ULID: ten characters of time, so that ids ascend in the order in which they were born, then
 * sixteen of a hash, so that the same night gives the same ids on every database. `attempt` counts the earlier golden records that
 * were born at the same moment with that member.
 */
export function goldenId({ kind, label, at }: Birth, attempt: number): string {
  const digest = createHash('sha256').update(`${kind}\n${label}\n${attempt}`).digest()
  let id = ''

  for (let position = 0; position < HASH_CHARACTERS; position += 1) id += alphabet[(digest[position] ?? 0) & 31]
  return `${prefixes[kind]}_${timeText(Date.parse(at))}${id}`
}

/** Milliseconds since 1970 in ten characters; years before it count as 1970, which no night stands for. */
function timeText(milliseconds: number): string {
  let text = ''
  let left = Math.max(0, milliseconds)

  for (let position = 0; position < TIME_CHARACTERS; position += 1) {
    text = `${alphabet[left % 32] ?? ''}${text}`
    left = Math.floor(left / 32)
  }
  return text
}
