import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Command } from 'commander'
import { filesOf, repository } from './repository.ts'

/** A command of `touchstone`, with the options it has beside the global ones. */
export interface DocumentedCommand {
  /** As it is typed: `review decide <proposal> <verdict>`. */
  readonly usage: string
  readonly options: readonly string[]
}

type AddCommand = (program: Command, session: unknown) => void

/** Every command, as the `*-command.ts` files under engine/cli declare it. */
export async function declaredCommands(): Promise<readonly DocumentedCommand[]> {
  const program = new Command()

  for (const file of filesOf().filter((path) => /^engine\/cli\/([a-z]+\/)?[a-z]+-command\.ts$/.test(path))) {
    const exported = Object.entries(
      (await import(/* @vite-ignore */ pathToFileURL(join(repository, file)).href)) as Record<string, unknown>,
    )

    for (const [name, add] of exported) if (/^add\w+Command$/.test(name)) (add as AddCommand)(program, {})
  }
  return program.commands.flatMap((command) => leavesOf(command, ''))
}

function leavesOf(command: Command, prefix: string): readonly DocumentedCommand[] {
  const name = `${prefix}${command.name()}`
  if (command.commands.length > 0) return command.commands.flatMap((child) => leavesOf(child, `${name} `))

  const words = command.registeredArguments.map((argument) =>
    argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
  )

  return [{ usage: [name, ...words].join(' '), options: command.options.map((option) => option.long ?? option.flags) }]
}
