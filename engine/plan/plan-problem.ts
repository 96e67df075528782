/** What kind of mistake a problem is, for programs that read `--json`. */
export type PlanProblemCode = 'PLAN_SYNTAX' | 'PLAN_VALUE' | 'PLAN_REFERENCE' | 'SECRET_MISSING' | 'SECRET_IN_PLAN'

/** Keys and list positions from the top of the plan down to a value. */
export type PlanPath = readonly (string | number)[]

/** A mistake in the plan before its place in the file is known. */
export interface PlanIssue {
  readonly code: PlanProblemCode
  readonly path: PlanPath
  /** As it stands in the file, quoted where it is text; "nothing" where something is missing. */
  readonly found: string
  readonly allowed: string
  /** What to do next, or why the plan insists: full sentences. */
  readonly next?: string
  /** The mistake is the last key of the path, not the value behind it. */
  readonly isAboutKey?: boolean
}

/** A mistake in the plan, with its place. */
export interface PlanProblem {
  readonly code: PlanProblemCode
  readonly file: string
  readonly line: number
  readonly column: number
  readonly path: string
  readonly found: string
  readonly allowed: string
  readonly next: string | null
}

/** One line a person can act on; editors make `file:line:column` a link. */
export function problemLine({ file, line, column, path, found, allowed, next }: PlanProblem): string {
  const place = `${file}:${line}:${column}`
  const sentence = `found ${found}; allowed: ${allowed}.`

  return [place, path, next === null ? sentence : `${sentence} ${next}`].filter((part) => part !== '').join('  ')
}

/** Reading order: by line and column, then by path and text, so that the same plan gives the same list. */
export function inReadingOrder(problems: readonly PlanProblem[]): readonly PlanProblem[] {
  return [...problems].sort(
    (left, right) =>
      left.line - right.line || left.column - right.column || byCodeUnits(problemLine(left), problemLine(right)),
  )
}

function byCodeUnits(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** How a value of the plan is quoted in a problem: text in quotes, a map or list by its kind, long text cut. */
export function quoted(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty map' : 'a map'
  if (typeof value !== 'string') return JSON.stringify(value)
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 79)}…` : value)
}
