/** What may not be together. */
export interface ClusterConstraints {
  /** Pairs a person called different. */
  readonly different: readonly (readonly [number, number])[]
  /** What an entity has once within a scope: two values hold clusters apart. */
  readonly exclusive: readonly ExclusiveValues[]
}

/** Records a person called different from each record, where there are any. */
export type Rivals = ReadonlyMap<number, readonly number[]>

export function rivalsOf(different: ClusterConstraints['different']): Rivals {
  const rivals = new Map<number, number[]>()

  for (const [one, other] of different) {
    rivals.set(one, [...(rivals.get(one) ?? []), other])
    rivals.set(other, [...(rivals.get(other) ?? []), one])
  }

  return rivals
}

/** Codes per record (0: none), and the scopes within which two values exclude each other. */
export interface ExclusiveValues {
  readonly reason: string
  readonly values: Int32Array
  readonly scopes?: Int32Array | undefined
}

/** Codes of the reasons why a link does not hold; exclusive values follow `different`, the rest follows them. */
export const reasonCodes = { none: -1, different: 0, firstExclusive: 1 } as const

/** Kebab-case words for the codes of `Clusters.separatedBy`. */
export function separationReasons(exclusive: readonly Pick<ExclusiveValues, 'reason'>[]): readonly string[] {
  return [
    'asserted-different',
    ...exclusive.map(({ reason }) => reason),
    ...['tie', 'bridge', 'low-density', 'joins-asserted-different'],
  ]
}

/** Two rivals of equal weight, of which only one could be joined. */
export function tieCode({ exclusive }: ClusterConstraints): number {
  return reasonCodes.firstExclusive + exclusive.length
}

/** Too little holds two clusters together: one link, or several of many possible. */
export function weakCode(constraints: ClusterConstraints, linkCount: number): number {
  return tieCode(constraints) + (linkCount === 1 ? 1 : 2)
}

/** The two are not called different themselves, but what they hang together with is. */
export function joinsDifferentCode(constraints: ClusterConstraints): number {
  return tieCode(constraints) + 3
}

/** Two records that are no entity's together. */
export function excludes(exclusive: readonly ExclusiveValues[], left: number, right: number): boolean {
  return exclusive.some(({ values, scopes }) => {
    const one = values[left] as number
    const other = values[right] as number

    return one !== 0 && other !== 0 && one !== other && (scopes === undefined || scopes[left] === scopes[right])
  })
}
