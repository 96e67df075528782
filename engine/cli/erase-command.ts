import { Option, type Command } from 'commander'
import { resolve } from 'node:path'
import { openPlan, tell, withTools, type CommandSession } from './command-session.ts'
import type { ErasureResult } from '../operations/erase-person.ts'

export function addEraseCommand(program: Command, session: CommandSession): void {
  program
    .command('erase <name>')
    .description('remove the values of a person everywhere in the store: by a golden id, or system:key of one record')
    .addOption(new Option('--by <name>', 'who erases').makeOptionMandatory())
    .addOption(new Option('--reason <text>', 'on what grounds; without the values of the person').makeOptionMandatory())
    .option('--dry-run', 'say what would go, and keep it', false)
    .addHelpText(
      'after',
      '\nExample:\n  touchstone erase crm:1042 --by jana --reason "request of 12 March 2026" --dry-run',
    )
    .action(async (name: string, { by, reason, dryRun }: { by: string; reason: string; dryRun: boolean }) => {
      const plan = await openPlan(session)
      const folder = resolve(plan.baseDir, plan.plan.reports.directory)
      const night = await session.surroundings.night()
      const result = await withTools(session, (tools) => night.erase({ name, by, reason, isDryRun: dryRun }, tools))

      tell(session, 'erase', { isDryRun: dryRun, reports: folder, ...result }, erasureText(result, folder, dryRun))
    })
}

function erasureText(result: ErasureResult, folder: string, isDryRun: boolean): string {
  const { goldenIds, records, tables, keptDocuments } = result
  const rows = Object.entries(tables).map(([table, count]) => `    ${table}: ${count}\n`)
  const documents = Object.entries(keptDocuments).map(([kind, count]) => `${count} of kind ${kind}`)

  return [
    `${isDryRun ? 'Would erase' : 'Erased'} ${goldenIds.join(', ') || 'no golden record'} with the records ${records.join(', ')}\n`,
    ...rows,
    ...(documents.length === 0
      ? []
      : [`Documents that name the customer stay, for bookkeeping must keep them: ${documents.join(', ')}.\n`]),
    isDryRun
      ? 'Nothing was changed. Without --dry-run this cannot be undone.\n'
      : `Still to do: delete these records in their systems (until then every night refuses them as \`erased\`), write the reports in ${folder} anew with \`touchstone report\`, and delete the copies of older reports, correction files and backups.\n`,
  ].join('')
}
