import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { matchedKinds, type MatchedKind } from '../../../rules/entity/entity.ts'
import { tell, withTools, type CommandSession } from '../command-session.ts'

export function addEvaluateCommand(program: Command, session: CommandSession): void {
  program
    .command('evaluate')
    .description('measure the last match by a file that says which records are the same')
    .requiredOption('--truth <file>', 'CSV with the columns id_a,id_b or id,cluster; ids are system:key')
    .addOption(new Option('--kind <kind>', 'kind of record').choices(matchedKinds).default('customer'))
    .option('--out <folder>', 'where the curve and the worst errors are written', 'evaluation')
    .addHelpText('after', '\nExample:\n  touchstone evaluate --truth labelled.csv --kind product')
    .action(async ({ truth, kind, out }: { truth: string; kind: MatchedKind; out: string }) => {
      const { workingDirectory, night: load } = session.surroundings
      const night = await load()
      const { evaluationFacts, evaluationText } = await import('./evaluation-text.ts')
      const evaluation = await withTools(session, (tools) =>
        night.evaluate(kind, resolve(workingDirectory, truth), resolve(workingDirectory, out), tools),
      )

      tell(session, 'evaluate', evaluationFacts(evaluation), evaluationText(evaluation))
    })
}
