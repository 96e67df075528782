import { Option, type Command } from 'commander'
import type { StewardDecision } from '../../golden/steward-decision.ts'
import { shownValue } from '../shown-value.ts'
import { openPlan, tell, withTools, type CommandSession } from '../command-session.ts'

interface WordOptions {
  readonly by: string
  readonly reason: string
}

/** The commands by which a person decides values: pin, unpin, ignore, heed. */
export function addWords(golden: Command, session: CommandSession): void {
  addPin(golden, session)
  addUnpin(golden, session)
  addIgnore(golden, session)
  addHeed(golden, session)
}

function addPin(golden: Command, session: CommandSession): void {
  said(golden.command('pin <name> <field>'))
    .description('decide a field, and those decided together with it, whatever the policy says; the next run follows')
    .option('--value <text>', 'as it is to be, read like any value of the field; default: as it is believed now')
    .option('--from <system:key>', 'as this record of the golden record says it')
    .addHelpText(
      'after',
      '\nExamples:\n  touchstone golden pin crm:1042 phone --value "601 234 567" --by jana --reason "called her"\n  touchstone golden pin crm:1042 address --from erp:77 --by jana --reason "contract"',
    )
    .action(async (name: string, field: string, options: WordOptions & { value?: string; from?: string }) => {
      const loaded = await openPlan(session)
      const night = await session.surroundings.night()
      const done = await withTools(session, (tools) => night.pinField({ name, field, ...options }, loaded, tools))

      tell(session, 'golden-pin', done, told('Pinned', done))
    })
}

function addUnpin(golden: Command, session: CommandSession): void {
  said(golden.command('unpin <name> <field>'))
    .description('take a pin away: the policy decides again from the next run on')
    .addHelpText('after', '\nExample:\n  touchstone golden unpin crm:1042 phone --by jana --reason "she moved"')
    .action(async (name: string, field: string, options: WordOptions) => {
      const loaded = await openPlan(session)
      const night = await session.surroundings.night()
      const done = await withTools(session, (tools) => night.unpinField({ name, field, ...options }, loaded, tools))

      tell(session, 'golden-unpin', done, told('Unpinned', done))
    })
}

function addIgnore(golden: Command, session: CommandSession): void {
  said(golden.command('ignore <record> <field>'))
    .description('what this record (system:key) says there is wrong: not believed until it says something else')
    .addHelpText('after', '\nExample:\n  touchstone golden ignore shop:9 email --by jana --reason "bounced"')
    .action(async (name: string, field: string, options: WordOptions) => {
      const night = await session.surroundings.night()
      const done = await withTools(session, (tools) => night.ignoreValue({ name, field, ...options }, tools))

      tell(session, 'golden-ignore', { record: name, ...done }, told(`Ignored of ${name}:`, done))
    })
}

function addHeed(golden: Command, session: CommandSession): void {
  said(golden.command('heed <record> <field>'))
    .description('take back that what this record says there is wrong')
    .addHelpText('after', '\nExample:\n  touchstone golden heed shop:9 email --by jana --reason "it works again"')
    .action(async (name: string, field: string, options: WordOptions) => {
      const night = await session.surroundings.night()
      const done = await withTools(session, (tools) => night.heedValue({ name, field, ...options }, tools))

      tell(session, 'golden-heed', { record: name, ...done }, told(`Heeded again of ${name}:`, done))
    })
}

function said(command: Command): Command {
  return command
    .addOption(new Option('--by <name>', 'who decides').makeOptionMandatory())
    .addOption(new Option('--reason <text>', 'why').makeOptionMandatory())
}

function told(done: string, { goldenId, entity, fields, replaced = [] }: StewardDecision): string {
  return [
    `${done} ${fields.join(', ')} of the golden ${entity} ${goldenId}. The next run follows it.\n`,
    ...replaced.map(
      ({ by, fields: ended }) => `It takes the place of what ${shownValue(by)} pinned: ${ended.join(', ')}.\n`,
    ),
  ].join('')
}
