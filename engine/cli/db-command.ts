import { Option, type Command } from 'commander'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { openSessionStore, tell, type CommandSession } from './command-session.ts'
import { exitCodes } from './exit-code.ts'
import { textTable } from './text-table.ts'

export function addDbCommand(program: Command, session: CommandSession): void {
  const db = program.command('db').description('look after the store')

  db.command('migrate')
    .description('bring the store to this program’s migration')
    .addHelpText('after', '\nExample:\n  touchstone db migrate --store .touchstone')
    .action(async () => {
      const { migrate } = await import('../store/migrate.ts')
      await using store = await openSessionStore(session)
      const applied = await migrate(store)

      tell(
        session,
        'db-migrate',
        { applied },
        applied.length === 0 ? 'The store is up to date.\n' : `Applied: ${applied.join(', ')}\n`,
      )
    })

  db.command('status')
    .description('list the migrations and when each was applied')
    .addHelpText('after', '\nExample:\n  touchstone db status --json')
    .action(async () => {
      const { migrationStatus } = await import('../store/migrate.ts')
      await using store = await openSessionStore(session)
      const migrations = await migrationStatus(store)
      const isPending = migrations.some(({ appliedAt }) => appliedAt === undefined)

      tell(
        session,
        'db-status',
        { kind: store.kind, migrations },
        textTable(
          ['migration', 'applied'],
          migrations.map(({ name, appliedAt }) => [name, appliedAt ?? 'not yet']),
        ),
      )
      session.finish(isPending ? exitCodes.operatorError : exitCodes.clean)
    })

  db.command('reset')
    .description('remove everything Touchstone keeps: links, decisions, golden ids. There is no way back')
    .addOption(new Option('--yes', 'really do it'))
    .addHelpText('after', '\nExample:\n  touchstone db reset --yes')
    .action(async ({ yes }: { yes?: true }) => {
      if (yes !== true) {
        throw new ReconcileError('ARGUMENT_INVALID', {
          at: 'db reset',
          found: 'no --yes',
          allowed: '--yes, when people’s decisions may be lost',
        })
      }
      const { resetStore } = await import('../store/migrate.ts')
      await using store = await openSessionStore(session)

      await resetStore(store)
      tell(session, 'db-reset', { kind: store.kind }, 'The store is empty. `touchstone run` fills it again.\n')
    })
}
