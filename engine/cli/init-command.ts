import { readdir, writeFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { exportConnectors, findTables } from '../plan/export-tables.ts'
import { starterFlows } from '../plan/starter-flows.ts'
import { starterPlan } from '../plan/starter-plan.ts'
import { tell, type CommandSession } from './command-session.ts'
import { loadConnectors } from './connector-registry.ts'
import { planSchemaUrl } from './plan-schema-url.ts'

export function addInitCommand(program: Command, session: CommandSession): void {
  program
    .command('init <folder>')
    .description('write a commented starter plan from the headers of a folder of exports')
    .addHelpText('after', '\nExample:\n  touchstone init exports/ --plan touchstone.yaml')
    .action(async (folder: string) => {
      const { surroundings, options } = session
      const directory = resolve(surroundings.workingDirectory, folder)
      const path = resolve(surroundings.workingDirectory, options().plan)

      await refuseUnreadable(directory)
      const context = { baseDir: dirname(path), signal: surroundings.signal }
      const found = await findTables(directory, await loadConnectors(exportConnectors), context)
      const { flows, skipped } = starterFlows(found)
      if (flows.length === 0) throw new ReconcileError('EXPORTS_MISSING', { path: directory, count: skipped.length })

      const text = starterPlan({
        companyName: basename(directory),
        schemaUrl: planSchemaUrl(dirname(path)),
        flows,
        skipped,
      })
      await writeNew(path, text)
      tell(
        session,
        'init',
        { plan: path, flows: flows.map(({ system, guess }) => `${system}.${guess.entity}`), skipped },
        `Wrote ${options().plan} with ${flows.length} flows; ${skipped.length} files or tables left out.\nRead it, correct what was guessed, then: touchstone check\n`,
      )
    })
}

async function refuseUnreadable(folder: string): Promise<void> {
  try {
    await readdir(folder)
  } catch (cause) {
    throw new ReconcileError(
      'ARGUMENT_INVALID',
      { at: 'init', found: folder, allowed: 'a folder of exports that exists' },
      { cause },
    )
  }
}

/** Never over an existing plan, not even one written while the headers were read. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw new ReconcileError('PLAN_EXISTS', { path }, { cause })
    throw new ReconcileError(
      'PLAN_NOT_WRITTEN',
      { path, cause: (cause as NodeJS.ErrnoException).code ?? 'unknown cause' },
      { cause },
    )
  }
}
