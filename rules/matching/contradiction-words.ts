import type { Contradiction } from './contradictions.ts'

/** Who contradicts whom, and what holds until it is settled, for people. */
export function contradictionWords({ pairs }: Contradiction, labelOf: (record: number) => string): string {
  const [asked] = pairs
  const said = pairs.flatMap(({ left, right, words }) =>
    words.map(({ actor, verdict }) => `${actor} said ${labelOf(left)} and ${labelOf(right)} are ${verdict}`),
  )

  if (asked === undefined) return ''
  const both = `${labelOf(asked.left)} and ${labelOf(asked.right)}`
  const meanwhile =
    pairs.length > 1
      ? `the word that ${both} are ${asked.verdict} rests`
      : `${both} stay ${asked.verdict === 'same' ? 'together' : 'apart'}, as before`

  return `${said.join(', ')}; until somebody settles it, ${meanwhile}`
}
