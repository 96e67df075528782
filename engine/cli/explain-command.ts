import { Option, type Command } from 'commander'
import { matchedKinds, type MatchedKind } from '../../rules/entity/entity.ts'
import { tell, withTools, type CommandSession } from './command-session.ts'

export function addExplainCommand(program: Command, session: CommandSession): void {
  program
    .command('explain <record> [other]')
    .description('why two records are the same, or not; of one record, what holds its cluster together')
    .addOption(new Option('--kind <kind>', 'where a name is ambiguous').choices(matchedKinds))
    .addHelpText('after', '\nExamples:\n  touchstone explain crm:1042 shop:77\n  touchstone explain crm:1042')
    .action(async (record: string, other: string | undefined, { kind }: { kind?: MatchedKind }) => {
      const night = await session.surroundings.night()
      const { clusterText, pairText } = await import('./explanation-text.ts')

      await withTools(session, async (tools) => {
        if (other === undefined) {
          const cluster = await night.explainCluster(record, kind, tools)

          tell(session, 'explain-cluster', cluster, clusterText(cluster))
        } else {
          const pair = await night.explainPair([record, other], kind, tools)

          tell(session, 'explain-pair', pair, pairText(pair))
        }
      })
    })
}
