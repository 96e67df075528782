#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { runCommandLine } from './command-line.ts'
import { interruptSignal } from './interrupt.ts'

const signal = interruptSignal(process, (text) => process.stderr.write(text))

process.exitCode = await runCommandLine(process.argv.slice(2), packageVersion(), {
  environment: process.env,
  workingDirectory: process.cwd(),
  write: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
  isErrorTerminal: process.stderr.isTTY,
  errorColumns: process.stderr.isTTY ? process.stderr.columns : 80,
  clock: () => new Date(),
  processorCount: availableParallelism(),
  signal,
  night: async () => (await import('./engine-night.ts')).engineNight,
})

/** package.json stands two folders above the sources and three above the compiled file. */
function packageVersion(): string {
  for (const place of ['../../package.json', '../../../package.json']) {
    try {
      const found = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as {
        name?: string
        version?: string
      }

      if (found.name === 'touchstone' && found.version !== undefined) return found.version
    } catch {
      // The other place has it.
    }
  }
  return 'unknown'
}
