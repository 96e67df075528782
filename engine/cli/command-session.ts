import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Log, Tools } from '../operations/tools.ts'
import { showProgress, silentProgress } from '../operations/progress.ts'
import { connectorNamesIn, loadPlan, type LoadedPlan } from '../plan/load-plan.ts'
import type { Store } from '../store/store.ts'
import { loadConnectors } from './connector-registry.ts'
import type { ExitCode } from './exit-code.ts'
import type { Surroundings } from './surroundings.ts'

/** Options every command has. */
export interface GlobalOptions {
  readonly plan: string
  readonly store: string
  readonly json: boolean
}

/** What the actions of one command line share. */
export interface CommandSession {
  readonly surroundings: Surroundings
  readonly options: () => GlobalOptions
  /** Remembers the exit code; the process ends by itself. */
  finish(code: ExitCode): void
}

/** The validated plan named by `--plan`. */
export async function openPlan({ surroundings, options }: CommandSession): Promise<LoadedPlan> {
  const path = resolve(surroundings.workingDirectory, options().plan)

  return loadPlan(path, surroundings.environment, await loadConnectors(await connectorNamesIn(path)))
}

/** The store named by DATABASE_URL or `--store`, not yet migrated. */
export async function openSessionStore({ surroundings, options }: CommandSession): Promise<Store> {
  const { openStore } = await import('../store/store.ts')
  const databaseUrl = surroundings.environment['DATABASE_URL'] ?? ''

  return openStore(
    databaseUrl === '' ? { folder: resolve(surroundings.workingDirectory, options().store) } : { databaseUrl },
  )
}

/** Runs an action with every tool at hand: an open store at this program's migration, progress on the terminal, Ctrl-C as a signal. */
export async function withTools<Result>(
  session: CommandSession,
  action: (tools: Tools) => Promise<Result>,
): Promise<Result> {
  const { surroundings, options } = session
  const { migrate } = await import('../store/migrate.ts')
  await using store = await openSessionStore(session)

  const { clock, signal } = surroundings
  const progress = options().json ? silentProgress : showProgress(errorOutput(surroundings), clock)

  await migrate(store)
  try {
    return await action({
      store,
      workerCount: workerCountOf(surroundings),
      clock,
      pause: async (milliseconds) => {
        await setTimeout(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted())
      },
      progress,
      signal,
      log: logOf(surroundings),
    })
  } finally {
    // Also before an error: its message must not start in the middle of a redrawn line.
    progress.done()
  }
}

/** Warnings only: what went well is in the report. */
function logOf({ writeError }: Surroundings): Log {
  return {
    info: () => {},
    warn: (message, facts) => writeError(`${message}${facts === undefined ? '' : `  ${JSON.stringify(facts)}`}\n`),
  }
}

/** Prints a result: for people as text, for programs as one JSON object on one line. */
export function tell({ surroundings, options }: CommandSession, event: string, facts: object, text: string): void {
  surroundings.write(options().json ? `${JSON.stringify({ event, ...facts })}\n` : text)
}

/** One thread for each processor, at most 16; TOUCHSTONE_WORKERS overrides. The number changes the time a run takes, never its result. */
export function workerCountOf({ environment, processorCount }: Surroundings): number {
  const wanted = Number(environment['TOUCHSTONE_WORKERS'])

  return Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, 64) : Math.min(Math.max(processorCount, 1), 16)
}

function errorOutput({ writeError, isErrorTerminal, errorColumns }: Surroundings) {
  return { write: writeError, isTerminal: isErrorTerminal, columns: errorColumns }
}
