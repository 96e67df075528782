/** What a normalizer answers: an accepted canonical value, or a named rejection that keeps what the source said. */
export type Outcome<Value = string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly issue: string; readonly raw: string }

export const accept = <Value>(value: Value): Outcome<Value> => ({ ok: true, value })

/** `issue` is a kebab-case reason; the README lists them all. */
export const reject = (issue: string, raw: string): Outcome<never> => ({ ok: false, issue, raw })
