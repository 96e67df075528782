import { instantOf } from '../domain/instant.ts'
import type { PastDecision } from '../store/matching/past-decisions.ts'
import type { RefusedLine } from './refused-line.ts'

/** One line of a file of decisions, its records still by name. */
export interface DecisionLine {
  readonly line: number
  /** `system:key`. */
  readonly left: string
  readonly right: string
  readonly decision: Pick<PastDecision, 'verdict' | 'actor' | 'reason' | 'decidedAt'>
}

type Cells = Readonly<Record<string, string>>

/** What a line must say, in the order in which it is looked at. */
const faults: readonly (readonly [isFault: (cells: Cells) => boolean, reason: string])[] = [
  [({ left, right }) => left === right, 'left and right are the same record'],
  [({ verdict }) => verdict !== 'same' && verdict !== 'different', 'verdict is neither same nor different'],
  [({ by }) => by === '', 'by is empty: whose word it is must be known'],
  [({ reason }) => reason === '', 'reason is empty'],
  [
    ({ decided_at: said = '' }) => said !== '' && instantOf(said) === undefined,
    'decided_at is no instant with offset such as 2025-06-30T14:00:00+02:00',
  ],
]

/** Reads one line; `now` is when it was said if the line does not tell. */
export function readDecisionLine(cells: Cells, line: number, now: string): DecisionLine | RefusedLine {
  const fault = faults.find(([isFault]) => isFault(cells))

  if (fault !== undefined) return { line, reason: fault[1] }
  const { left = '', right = '', verdict, by = '', reason = '', decided_at: said = '' } = cells

  return {
    line,
    left,
    right,
    decision: {
      verdict: verdict === 'same' ? 'same' : 'different',
      actor: by,
      reason,
      decidedAt: instantOf(said) ?? now,
    },
  }
}
