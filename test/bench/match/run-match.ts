import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { MatchFigures, MatchRun } from './measurement.ts'

export interface MatchJob {
  readonly files: readonly string[]
  /** Without it nothing is measured but time and memory. */
  readonly truth?: string
  readonly out: string
  readonly ignoredColumns?: readonly string[]
  readonly isLinkOnly: boolean
  /** A model file; without it the command makes its own. */
  readonly model?: string
}

const program = fileURLToPath(new URL('../../../dist/engine/cli/main.js', import.meta.url))

/** Runs the built command as a user does, start-up included. */
export async function runMatch({ files, truth, out, ignoredColumns, isLinkOnly, model }: MatchJob): Promise<MatchRun> {
  const ignored = ignoredColumns === undefined ? [] : ['--ignore', ignoredColumns.join(',')]
  const words = ['match', ...files, '--id', 'id', ...ignored, ...(isLinkOnly ? ['--link-only'] : [])]
  const { output, seconds } = await runProcess(process.execPath, [
    program,
    ...words,
    ...(truth === undefined ? [] : ['--truth', truth]),
    ...(model === undefined ? [] : ['--model', model]),
    ...['--out', out, '--json'],
  ])

  return { figures: figuresOf(output), wallSeconds: seconds }
}

/** The last line; null there is "not measured", which is absent here. */
function figuresOf(output: string): MatchFigures {
  const line = output.trimEnd().split('\n').at(-1) ?? ''

  return JSON.parse(line, (_, value: unknown) => value ?? undefined) as MatchFigures
}

/** Runs a program to its end; anything but exit code 0 is told with what it said. */
export async function runProcess(command: string, words: readonly string[]) {
  const start = performance.now()
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const [output, errors, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended])

  if (exitCode !== 0) throw new Error(`${command} ${words.join(' ')} ended with ${exitCode}\n${errors}${output}`)

  return { output, seconds: (performance.now() - start) / 1000 }
}
