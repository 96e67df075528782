/** A line that was not taken over, and why; the others were. */
export interface RefusedLine {
  readonly line: number
  readonly reason: string
}
