import { Option, type Command } from 'commander'
import { matchedKinds, type MatchedKind } from '../../../rules/entity/entity.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { tell, withTools, type CommandSession } from '../command-session.ts'
import { readLimit } from '../read-limit.ts'

interface ExplainOptions {
  readonly kind?: MatchedKind
  readonly history?: true
  readonly after: string
  readonly limit: string
}

export function addExplainCommand(program: Command, session: CommandSession): void {
  program
    .command('explain <record> [other]')
    .description('why two records are the same, or not; of one record, what holds its cluster together')
    .addOption(new Option('--kind <kind>', 'where a name is ambiguous').choices(matchedKinds))
    .option('--history', 'of two records: all that nights and persons ever said of them')
    .option('--after <place>', 'of the history: only what follows this place', '0')
    .option('--limit <count>', 'of the history: how many lines', '50')
    .addHelpText(
      'after',
      '\nExamples:\n  touchstone explain crm:1042 shop:77\n  touchstone explain crm:1042\n  touchstone explain crm:1042 shop:77 --history',
    )
    .action(async (record: string, other: string | undefined, options: ExplainOptions) => {
      if (options.history === true) return tellHistory(session, record, other, options)
      const night = await session.surroundings.night()
      const { clusterText, pairText } = await import('./explanation-text.ts')

      await withTools(session, async (tools) => {
        if (other === undefined) {
          const cluster = await night.explainCluster(record, options.kind, tools)

          tell(session, 'explain-cluster', cluster, clusterText(cluster))
        } else {
          const pair = await night.explainPair([record, other], options.kind, tools)

          tell(session, 'explain-pair', pair, pairText(pair))
        }
      })
    })
}

async function tellHistory(
  session: CommandSession,
  record: string,
  other: string | undefined,
  { kind, after, limit }: ExplainOptions,
): Promise<void> {
  if (other === undefined)
    throw new ReconcileError('ARGUMENT_INVALID', { at: '--history', found: record, allowed: 'two records' })
  const page = { after: placeOf(after), limit: readLimit(limit) }
  const night = await session.surroundings.night()
  const { historyText } = await import('./history-text.ts')
  const history = await withTools(session, (tools) => night.pairHistory([record, other], kind, page, tools))

  tell(session, 'explain-history', history, historyText(history))
}

function placeOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)

  throw new ReconcileError('ARGUMENT_INVALID', { at: '--after', found: text, allowed: 'the number of a line' })
}
