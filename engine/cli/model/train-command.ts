import { Option, type Command } from 'commander'
import { matchedKinds, type MatchedKind } from '../../../rules/entity/entity.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { openPlan, tell, withTools, type CommandSession } from '../command-session.ts'
import type { ModelTraining } from './train-models.ts'

interface TrainOptions {
  readonly kind?: MatchedKind
  readonly withDecisions?: true
  readonly dryRun?: true
  readonly reset?: true
}

export function addTrainCommand(program: Command, session: CommandSession): void {
  program
    .command('train')
    .description('learn the weights of the match models from the records of the last run; nights use them from then on')
    .addOption(new Option('--kind <kind>', 'only this kind of record').choices(matchedKinds))
    .option('--with-decisions', 'pairs that a person called the same or different teach, too')
    .option('--dry-run', 'show what would be learnt and store nothing')
    .addOption(new Option('--reset', 'go back to the models the plan names').conflicts(['withDecisions', 'dryRun']))
    .addHelpText(
      'after',
      '\nExamples:\n  touchstone train --dry-run\n  touchstone train --kind customer --with-decisions\n  touchstone train --reset',
    )
    .action(async (options: TrainOptions) => (options.reset ? reset(session, options) : train(session, options)))
}

async function train(session: CommandSession, options: TrainOptions): Promise<void> {
  const loaded = await openPlan(session)
  const night = await session.surroundings.night()
  const { trainingFacts, trainingText } = await import('./training-text.ts')
  const dryRun = options.dryRun === true
  const request = { kind: options.kind, withDecisions: options.withDecisions === true, dryRun }
  const trainings = await withTools(session, (tools) => night.train(loaded, request, tools))

  for (const training of trainings) tell(session, 'train', trainingFacts(training), trainingText(training, dryRun))
  refuse(trainings.filter(({ reasons }) => reasons.length > 0))
}

/** Told at the end, when what other kinds learnt is stored. */
function refuse(refused: readonly ModelTraining[]): void {
  if (refused.length === 0) return

  throw new ReconcileError('TRAINING_DEGENERATE', {
    kinds: refused.map(({ kind }) => kind).join(', '),
    reasons: refused
      .map(({ kind, recordCount, reasons }) => `  ${kind} (${recordCount} records): ${reasons.join('; ')}`)
      .join('\n'),
  })
}

async function reset(session: CommandSession, { kind }: TrainOptions): Promise<void> {
  const night = await session.surroundings.night()
  const kinds = await withTools(session, (tools) => night.resetModels(kind, tools))
  const lines = kinds.map(
    ({ kind: one, version }) => `${one}: the next night uses the model of the plan again (version ${version}).\n`,
  )

  tell(session, 'train-reset', { kinds }, lines.length === 0 ? 'No trained model is in use.\n' : lines.join(''))
}
