import type { MismatchCause } from '../../../rules/documents/mismatch-cause.ts'

/** What must be found, and what was, of one altered copy. */
export interface Judged {
  readonly expected: readonly MismatchCause[]
  readonly found: readonly MismatchCause[]
}

export interface CauseScore {
  readonly count: number
  readonly precision: number
  readonly recall: number
  /** Expected cause, found cause, how often; `-` stands for nothing. */
  readonly confusion: readonly (readonly [expected: string, found: string, count: number])[]
}

/** Counts findings: right ones are those whose cause was expected of their copy, once for each time it was. */
export function scoreCauses(judged: readonly Judged[]): CauseScore {
  const confusion = new Map<string, number>()
  let [right, foundCount, expectedCount] = [0, 0, 0]
  const note = (expected: string, found: string) =>
    confusion.set(`${expected} ${found}`, (confusion.get(`${expected} ${found}`) ?? 0) + 1)

  for (const { expected, found } of judged) {
    const rest = [...found]
    const missed = expected.filter((cause) => {
      const at = rest.indexOf(cause)

      if (at === -1) return true
      rest.splice(at, 1)
      note(cause, cause)
      right += 1
      return false
    })

    foundCount += found.length
    expectedCount += expected.length
    for (const [index, cause] of missed.entries()) note(cause, rest[index] ?? '-')
    for (const cause of rest.slice(missed.length)) note('-', cause)
  }
  return {
    count: judged.length,
    precision: foundCount === 0 ? 1 : right / foundCount,
    recall: expectedCount === 0 ? 1 : right / expectedCount,
    confusion: [...confusion]
      .toSorted(([one], [two]) => (one < two ? -1 : 1))
      .map(([key, count]) => {
        const [expected = '', found = ''] = key.split(' ')

        return [expected, found, count] as const
      }),
  }
}
