import { Option, type Command } from 'commander'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { troubleOf } from '../domain/snapshot-troubles.ts'
import type { RefusedSnapshot } from '../store/staging/snapshot-acceptances.ts'
import { tell, withTools, type CommandSession } from './command-session.ts'

export function addSnapshotCommand(program: Command, session: CommandSession): void {
  const snapshot = program
    .command('snapshot')
    .description('snapshots that were not used, and the word of a person on them')

  snapshot
    .command('list')
    .description('flows that live on their last good snapshot: which guard fired, on how many records, what to do')
    .addHelpText('after', '\nExample:\n  touchstone snapshot list')
    .action(async () => {
      const night = await session.surroundings.night()
      const refused = await withTools(session, (tools) => night.refusedSnapshots(tools))
      const text =
        refused.length === 0 ? 'Every flow is on its newest snapshot.\n' : refused.map(refusedText).join('\n')

      tell(session, 'snapshot-list', { snapshots: refused }, text)
    })

  snapshot
    .command('accept <snapshot>')
    .description('say that the system is right: the next run uses what it reads, up to the numbers shown')
    .addOption(new Option('--by <name>', 'who says so').makeOptionMandatory())
    .addOption(new Option('--reason <text>', 'why').makeOptionMandatory())
    .addHelpText(
      'after',
      '\nExample:\n  touchstone snapshot accept 47 --by jana --reason "the old branch was closed, 1,204 customers went with it"',
    )
    .action(async (id: string, { by, reason }: { by: string; reason: string }) => {
      const night = await session.surroundings.night()
      const request = { snapshot: snapshotNumber(id), by, reason }
      const accepted = await withTools(session, (tools) => night.acceptSnapshot(request, tools))
      const limits = accepted.alarms.map(({ status, count }) => `${status} on up to ${count} records`).join(', ')

      tell(
        session,
        'snapshot-accept',
        accepted,
        `${accepted.flow}: ${limits} accepted. The next run reads the system again and uses what it says; more than that is refused again.\n`,
      )
    })
}

function refusedText({ id, flow, status, readAt, rowCount, alarms, acceptedBy }: RefusedSnapshot): string {
  return [
    `${id}  ${flow}: ${status}, ${rowCount} rows read at ${readAt}\n`,
    ...alarms.map((alarm) => `    ${alarm.status}: ${alarm.reason}\n`),
    acceptedBy === null
      ? `    ${troubleOf(status)?.whatToDo ?? ''}\n`
      : `    Accepted by ${acceptedBy}; the next run follows it.\n`,
  ].join('')
}

function snapshotNumber(text: string): number {
  const id = Number(text)
  if (Number.isInteger(id) && id > 0 && id < 2 ** 31) return id

  throw new ReconcileError('ARGUMENT_INVALID', {
    at: 'snapshot accept',
    found: text,
    allowed: 'the number of a snapshot, as `touchstone snapshot list` shows it',
  })
}
