import type { RejectionReason } from './rejection-reasons.ts'

/** What a normalizer answers: an accepted canonical value, or a named rejection that keeps what the source said. */
export type Outcome<Value = string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly issue: RejectionReason; readonly raw: string }

export const accept = <Value>(value: Value): Outcome<Value> => ({ ok: true, value })

/** `issue` is a kebab-case reason; `rejection-reasons.ts` says what each means. */
export const reject = (issue: RejectionReason, raw: string): Outcome<never> => ({ ok: false, issue, raw })
