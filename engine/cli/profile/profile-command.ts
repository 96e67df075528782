import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { entityKinds, type EntityKind } from '../../../rules/entity/entity.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import type { FlowPlan, LoadedPlan } from '../../plan/load-plan.ts'
import type { Store } from '../../store/store.ts'
import { openPlan, tell, withTools, type CommandSession } from '../command-session.ts'
import { exitCodes } from '../exit-code.ts'
import type { FlowProfile } from './profile-system.ts'

export function addProfileCommand(program: Command, session: CommandSession): void {
  program
    .command('profile')
    .description(
      'what the columns of a system mean by their values: date order, decimal mark, currency, VAT, units, zones',
    )
    .argument('<system>', 'a system of the plan')
    .addOption(new Option('--entity <kind>', 'one flow of the system instead of all').choices(entityKinds))
    .addHelpText('after', '\nExample:\n  touchstone profile erp --entity invoice')
    .action(async (system: string, { entity }: { readonly entity?: EntityKind }) => {
      const loaded = await openPlan(session)
      const flows = flowsOf(loaded, system, entity)
      const profiles = await withPresentStore(session, (store) => profile(loaded, flows, store, session))
      const { profileText } = await import('./profile-text.ts')

      tell(session, 'profile', { system, flows: profiles }, profileText(profiles))
      session.finish(profiles.every(({ state }) => state === 'ok') ? exitCodes.clean : exitCodes.operatorError)
    })
}

async function profile(
  loaded: LoadedPlan,
  flows: readonly FlowPlan[],
  store: Store | undefined,
  { surroundings }: CommandSession,
): Promise<readonly FlowProfile[]> {
  const { profileFlows } = await import('./profile-system.ts')

  return profileFlows(loaded, flows, { store, asOf: surroundings.clock().toISOString(), signal: surroundings.signal })
}

function flowsOf({ flows, plan }: LoadedPlan, system: string, entity: EntityKind | undefined): readonly FlowPlan[] {
  const ofSystem = flows.filter((flow) => flow.system === system && flow.direction !== 'write')
  const found = ofSystem.filter((flow) => entity === undefined || flow.entity === entity)
  if (found.length > 0) return found
  const isKnown = plan.systems[system] !== undefined

  throw new ReconcileError('ARGUMENT_INVALID', {
    at: isKnown && entity !== undefined ? '--entity' : '<system>',
    found: isKnown && entity !== undefined ? entity : system,
    allowed:
      isKnown && entity !== undefined
        ? `${ofSystem.map((flow) => flow.entity).join(', ') || 'no flow is read'} (of ${system})`
        : [...new Set(flows.map((flow) => flow.system))].join(', '),
  })
}

/** Other systems are heard where a store is; a profile makes none, and does not wait for a night that runs. */
async function withPresentStore<Result>(
  session: CommandSession,
  action: (store: Store | undefined) => Promise<Result>,
): Promise<Result> {
  const { surroundings, options } = session
  const isServer = (surroundings.environment['DATABASE_URL'] ?? '') !== ''
  if (!isServer && !existsSync(resolve(surroundings.workingDirectory, options().store))) return action(undefined)

  try {
    return await withTools(session, ({ store }) => action(store))
  } catch (error) {
    if (!(error instanceof ReconcileError) || error.code !== 'STORE_LOCKED') throw error
    surroundings.writeError('The store is in use: what other systems say is left out.\n')
    return action(undefined)
  }
}
