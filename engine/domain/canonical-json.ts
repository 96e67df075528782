import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'

/** JSON with the keys of every object in the order of their code units, and no space: the spelling that is hashed. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)

  const entries = Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .toSorted(([left], [right]) => byCodeUnits(left, right))

  return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonicalJson(held)}`).join(',')}}`
}
