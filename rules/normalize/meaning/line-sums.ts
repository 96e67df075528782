import { compileMapping } from '../compile-mapping.ts'
import type { SourceFields } from '../normalize-context.ts'
import type { ProfiledFlow } from './profiled-flow.ts'

/** The net and the gross sum of the lines of each document, in hundredths, by the document's key. A line that cannot be read spoils its document. */
export function lineSums(
  { kind, mappings, context }: ProfiledFlow,
  rows: readonly SourceFields[],
): ReadonlyMap<string, readonly bigint[]> {
  const normalize = compileMapping(kind, mappings, context)
  const sums = new Map<string, { net: bigint | null; gross: bigint | null }>()

  for (const fields of rows) {
    const { record } = normalize({ changedAt: null, fields })
    const key = record['documentKey']
    if (key == null) continue
    const sum = sums.get(key) ?? { net: 0n, gross: 0n }
    const isHundredths = record['scale'] === '2'

    sums.set(key, {
      net: added(sum.net, isHundredths ? record['netMinor'] : null),
      gross: added(sum.gross, isHundredths ? record['grossMinor'] : null),
    })
  }
  return new Map(
    [...sums].map(([key, { net, gross }]) => [
      key,
      [net, gross].filter((sum) => sum !== null && sum !== 0n) as bigint[],
    ]),
  )
}

function added(sum: bigint | null, minor: string | null | undefined): bigint | null {
  return sum === null || minor == null ? null : sum + BigInt(minor)
}
