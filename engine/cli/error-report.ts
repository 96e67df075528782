import { SourceError } from '../../connectors/connector.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { PlanInvalidError } from '../plan/plan-invalid-error.ts'
import { exitCodes, type ExitCode } from './exit-code.ts'
import type { Surroundings } from './surroundings.ts'

/** Printed under the stack of a bug. An unexpected error may quote what it choked on, so a person has to look before sending it. */
const REPORT_LINE =
  'This is a bug in Touchstone, not in your data. Please report it with the lines above, without any customer value they may quote.'

/** Tells people (or, with `--json`, programs) what went wrong, and answers the exit code. */
export function reportError(error: unknown, isJson: boolean, { write, writeError, signal }: Surroundings): ExitCode {
  if (error instanceof ReconcileError || error instanceof SourceError) {
    if (isJson) write(`${JSON.stringify(errorFacts(error))}\n`)
    else writeError(`${error.code}  ${error.message}\n`)
    return exitCodes.operatorError
  }
  if (signal.aborted) {
    writeError('Stopped. Nothing is half-written; a night is continued by the next run.\n')
    return exitCodes.interrupted
  }

  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  if (isJson) write(`${JSON.stringify({ event: 'crash', error: error instanceof Error ? error.name : 'unknown' })}\n`)
  writeError(`${stack}\n${REPORT_LINE}\n`)
  return exitCodes.crashed
}

function errorFacts(error: ReconcileError | SourceError) {
  const facts = { event: 'error', code: error.code, message: error.message }

  return error instanceof PlanInvalidError
    ? { ...facts, problems: error.problems }
    : { ...facts, parameters: error.parameters }
}
