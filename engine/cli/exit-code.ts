/** What a scheduler learns without reading anything. 130 is the shell's own word for Ctrl-C. */
export const exitCodes = {
  clean: 0,
  findings: 1,
  operatorError: 2,
  sourceFailed: 3,
  crashed: 4,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The table under `--help`. */
export const exitCodeHelp = `
Exit codes:
  0    clean
  1    more findings than limits.findingsMax of the plan, a broken audit, or documents compared that differ
  2    operator error: the message starts with a code and ends with the next step
  3    a source failed; the run completed on its last good data
  4    crashed: a bug, please report it
  130  stopped by Ctrl-C; the next run continues where a night stopped
`

/** A failed source outranks findings: with yesterday's data a count of findings says little. */
export function runExitCode(
  run: { readonly findings: number; readonly failedFlows: readonly unknown[] },
  findingsMax: number | undefined,
): ExitCode {
  if (run.failedFlows.length > 0) return exitCodes.sourceFailed
  return findingsMax !== undefined && run.findings > findingsMax ? exitCodes.findings : exitCodes.clean
}
