import { quarrelKinds, type QuarrelKind } from './quarrel-town.ts'
import type { QuarrelOutcome } from './quarrel-trial.ts'

/** How often a kind of history was in ping-pong and how often that was found. */
export interface QuarrelScore {
  readonly found: number
  readonly foundWrongly: number
  readonly missed: number
  readonly leftAlone: number
  /** Most nights between the one that saw enough and the one that froze. */
  readonly slowest: number
}

export function scoreOf(outcomes: readonly QuarrelOutcome[]): QuarrelScore {
  const count = (isPingPong: boolean, isFound: boolean) =>
    outcomes.filter((one) => one.isPingPong === isPingPong && (one.found !== undefined) === isFound).length

  return {
    found: count(true, true),
    foundWrongly: count(false, true),
    missed: count(true, false),
    leftAlone: count(false, false),
    slowest: Math.max(0, ...outcomes.map(({ delay }) => delay ?? 0)),
  }
}

export function precisionOf({ found, foundWrongly }: QuarrelScore): number {
  return found / (found + foundWrongly)
}

export function recallOf({ found, missed }: QuarrelScore): number {
  return found / (found + missed)
}

/** `count` histories, every kind as often as the next. */
export function quarrelsFrom(seed: number, count: number): readonly { kind: QuarrelKind; seed: number }[] {
  return Array.from({ length: count }, (_, place) => ({
    kind: quarrelKinds[place % quarrelKinds.length] as QuarrelKind,
    seed: seed + place,
  }))
}
