import type { Command } from 'commander'
import { planJsonSchemaText } from '../plan/plan-json-schema.ts'
import type { CommandSession } from './command-session.ts'

export function addSchemaCommand(program: Command, { surroundings }: CommandSession): void {
  program
    .command('schema')
    .description('print the JSON Schema of the plan, for editors')
    .addHelpText('after', '\nExample:\n  touchstone schema > touchstone.schema.json')
    .action(() => surroundings.write(planJsonSchemaText()))
}
