import { Option, type Command } from 'commander'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { pageWord, partsOfPageWord } from '../page-word.ts'
import { conflictKindNames, type ConflictKind, type ConflictPlace } from '../../store/golden/conflict-list.ts'
import { tell, withTools, type CommandSession } from '../command-session.ts'
import { conflictListText, conflictSheetText } from './conflict-text.ts'
import { readLimit } from '../read-limit.ts'

const LIST_LIMIT = 50

export function addConflictsCommand(program: Command, session: CommandSession): void {
  const conflicts = program
    .command('conflicts')
    .description('where systems contradict each other: see it, and thaw what was frozen')

  addList(conflicts, session)
  addShow(conflicts, session)
  addThaw(conflicts, session)
}

interface ListOptions {
  readonly entity?: string
  readonly field?: string
  readonly system?: string
  readonly kind?: ConflictKind
  readonly frozen?: true
  readonly minDays?: string
  readonly limit: string
  readonly after?: string
}

function addList(conflicts: Command, session: CommandSession): void {
  conflicts
    .command('list')
    .description('conflicts, most at stake first, then the oldest')
    .addOption(new Option('--entity <kind>', 'one kind of record').choices(['customer', 'product']))
    .option('--field <name>', 'one field, as conflicts.csv names it')
    .option('--system <name>', 'a system on either side')
    .addOption(new Option('--kind <kind>', 'one kind of conflict').choices([...conflictKindNames]))
    .option('--frozen', 'only what is not written back until somebody thaws it')
    .option('--min-days <days>', 'there for at least so many days')
    .option('--limit <count>', 'how many', String(LIST_LIMIT))
    .option('--after <word>', 'the next page: the word the page before ended with')
    .addHelpText('after', '\nExample:\n  touchstone conflicts list --frozen --system crm')
    .action(async ({ entity, field, system, kind, frozen, minDays, limit, after }: ListOptions) => {
      const wish = { entity, field, system, kind, isFrozen: frozen, daysMin: daysOf(minDays) }
      const page = { limit: readLimit(limit), after: after === undefined ? undefined : placeOf(after) }
      const night = await session.surroundings.night()
      const list = await withTools(session, (tools) => night.conflicts.list(wish, page, tools))
      const next = list.next === null ? null : placeText(list.next)

      tell(session, 'conflicts-list', { ...list, next }, conflictListText(list, next))
    })
}

function addShow(conflicts: Command, session: CommandSession): void {
  conflicts
    .command('show <golden> <field>')
    .description('one conflict: what every record says and said, whose word it was, the verdict, and what froze it')
    .addHelpText('after', '\nExample:\n  touchstone conflicts show crm:1042 phone')
    .action(async (golden: string, field: string) => {
      const night = await session.surroundings.night()
      const sheet = await withTools(session, (tools) => night.conflicts.show(golden, field, tools))

      tell(session, 'conflicts-show', sheet, conflictSheetText(sheet))
    })
}

function addThaw(conflicts: Command, session: CommandSession): void {
  conflicts
    .command('thaw <golden> <field>')
    .description('write a frozen field back again from the next night on; only new flips freeze it again')
    .addOption(new Option('--by <name>', 'who decides').makeOptionMandatory())
    .addOption(new Option('--reason <text>', 'why').makeOptionMandatory())
    .addHelpText(
      'after',
      '\nExample:\n  touchstone conflicts thaw crm:1042 phone --by jana --reason "the import job is switched off"',
    )
    .action(async (golden: string, field: string, word: { by: string; reason: string }) => {
      const night = await session.surroundings.night()
      const thawed = await withTools(session, (tools) => night.conflicts.thaw(golden, field, word, tools))
      const text = `Thawed: ${thawed.field} of ${thawed.goldenId} (was ${thawed.causes.join(', ')}). The next night plans its corrections again.\n`

      tell(session, 'conflicts-thaw', thawed, text)
    })
}

function daysOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,5}$/.test(text)) return Number(text)

  throw new ReconcileError('ARGUMENT_INVALID', { at: '--min-days', found: text, allowed: 'a whole number of days' })
}

function placeText({ stake, sinceRun, goldenId, field }: ConflictPlace): string {
  return pageWord([stake, sinceRun, goldenId, field])
}

function placeOf(text: string): ConflictPlace {
  const pattern = /^\["(\d+(?:\.\d+)?)",(\d+),"([0-9a-z_]+)","([A-Za-z]+)"\]$/
  const [stake = '', sinceRun = '', goldenId = '', field = ''] = partsOfPageWord(text, pattern)

  return { stake, sinceRun: Number(sinceRun), goldenId, field }
}
