import { Command, CommanderError } from 'commander'
import { addAuditCommand } from './audit-command.ts'
import { addCheckCommand } from './check-command.ts'
import type { CommandSession, GlobalOptions } from './command-session.ts'
import { addConflictsCommand } from './golden/conflicts-command.ts'
import { addDbCommand } from './db-command.ts'
import { addDeliverCommand } from './deliver/deliver-command.ts'
import { addDocumentsCommand } from './documents/documents-command.ts'
import { addEraseCommand } from './erase-command.ts'
import { addEvaluateCommand } from './model/evaluate-command.ts'
import { addEventsCommand } from './golden/events-command.ts'
import { addExplainCommand } from './model/explain-command.ts'
import { addGoldenCommand } from './golden/golden-command.ts'
import { reportError } from './error-report.ts'
import { exitCodeHelp, exitCodes, type ExitCode } from './exit-code.ts'
import { addInitCommand } from './init-command.ts'
import { addMatchCommand } from './match/match-command.ts'
import { addPaymentsCommand } from './payments/payments-command.ts'
import { addPolicyCommand } from './golden/policy-command.ts'
import { addProfileCommand } from './profile/profile-command.ts'
import { addReportCommand } from './report-command.ts'
import { addReviewCommand } from './review/review-command.ts'
import { addRunCommand } from './run-command.ts'
import { addSchemaCommand } from './schema-command.ts'
import { addTrainCommand } from './model/train-command.ts'
import { addSnapshotCommand } from './snapshot-command.ts'
import type { Surroundings } from './surroundings.ts'

/** Runs one command line, `touchstone` itself left out, and answers the exit code of the process. */
export async function runCommandLine(
  words: readonly string[],
  version: string,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const program = programOf(version, surroundings)
  let exitCode: ExitCode = exitCodes.clean
  const session: CommandSession = {
    surroundings,
    options: () => program.opts<GlobalOptions>(),
    finish: (code) => {
      exitCode = code
    },
  }

  for (const add of [
    addInitCommand,
    addCheckCommand,
    addProfileCommand,
    addMatchCommand,
    addPaymentsCommand,
    addRunCommand,
    addReportCommand,
    addReviewCommand,
    addConflictsCommand,
    addDocumentsCommand,
    addExplainCommand,
    addGoldenCommand,
    addPolicyCommand,
    addEventsCommand,
    addEvaluateCommand,
    addTrainCommand,
    addDeliverCommand,
    addSnapshotCommand,
    addEraseCommand,
    addAuditCommand,
    addDbCommand,
    addSchemaCommand,
  ]) {
    add(program, session)
  }
  try {
    await program.parseAsync(words, { from: 'user' })
    return exitCode
  } catch (error) {
    // commander has printed its own message: help asked for is fine, a misspelt option is the operator's.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.operatorError
    return reportError(error, words.includes('--json'), surroundings)
  }
}

function programOf(version: string, { write, writeError }: Surroundings): Command {
  return new Command('touchstone')
    .description(
      'Find what is the same and what contradicts across your systems, decide the truth by your own plan, write it back.',
    )
    .version(version)
    .option('--plan <file>', 'the plan', 'touchstone.yaml')
    .option(
      '--store <folder>',
      'folder of the embedded store; DATABASE_URL in the environment names a PostgreSQL server instead',
      '.touchstone',
    )
    .option('--json', 'one JSON object per line instead of text', false)
    .addHelpText('after', exitCodeHelp)
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help for an example)')
    .configureOutput({ writeOut: write, writeErr: writeError })
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
}
