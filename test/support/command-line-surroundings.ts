import type { Night } from '../../engine/cli/night.ts'
import { runCommandLine } from '../../engine/cli/command-line.ts'
import type { ExitCode } from '../../engine/cli/exit-code.ts'

/** A command line as a test sees it. */
export interface CommandRun {
  readonly exitCode: ExitCode
  readonly output: string
  readonly errors: string
}

/** What a test may set about the process around a command. */
export interface CommandSetting {
  readonly folder: string
  readonly environment?: Readonly<Record<string, string>>
  readonly night?: Partial<Night>
  readonly signal?: AbortSignal
}

/** Runs a command line in this process, in a folder, with nothing of the real environment. */
export async function runIn(setting: CommandSetting, ...words: readonly string[]): Promise<CommandRun> {
  const output: string[] = []
  const errors: string[] = []
  const exitCode = await runCommandLine(words, '0.0.0-test', {
    environment: setting.environment ?? {},
    workingDirectory: setting.folder,
    write: (text) => void output.push(text),
    writeError: (text) => void errors.push(text),
    isErrorTerminal: false,
    errorColumns: 80,
    clock: () => new Date('2026-01-02T03:04:05.000Z'),
    processorCount: 2,
    signal: setting.signal ?? new AbortController().signal,
    night: async () => setting.night as Night,
  })

  return { exitCode, output: output.join(''), errors: errors.join('') }
}
