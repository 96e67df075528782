import { spawn } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryFolder } from '../example-folder.ts'

/** What the command line said about one night. */
export interface NightResult {
  readonly seconds: number
  readonly stages: Readonly<Record<string, number>>
  readonly peakMemoryMiB: number
  readonly findings: number
  /** A copy of the night's reports: the next night writes its own over them. */
  readonly reports: string
}

export interface NightCall {
  /** The folder with the plan. */
  readonly systems: string
  readonly store: string
  readonly asOf: string
  /** Where to keep a copy of the reports. */
  readonly keepReportsIn: string
  /** Exit codes of a night that went as it should. */
  readonly exitCodes: readonly number[]
  readonly environment: NodeJS.ProcessEnv
  /** Whether the progress of the run is shown while it runs. */
  readonly isProgressShown: boolean
}

/** Runs one night as cron would: the built command line, in a process of its own. */
export async function runNight(call: NightCall): Promise<NightResult> {
  const start = performance.now()
  const plan = join(call.systems, 'touchstone.yaml')
  const words = ['run', '--plan', plan, '--store', call.store, '--as-of', call.asOf, '--json']
  const { exitCode, output, errors } = await touchstone(words, call)

  if (!call.exitCodes.includes(exitCode)) {
    throw new Error(
      `"touchstone ${words.join(' ')}" ended with code ${exitCode}, expected ${call.exitCodes.join(' or ')}.\n${errors}${output}`,
    )
  }
  cpSync(join(call.systems, 'reports'), call.keepReportsIn, { recursive: true })
  const { stages = {}, peakMemoryMiB = 0, findings = 0 } = lastLine(output)

  return {
    seconds: (performance.now() - start) / 1000,
    stages,
    peakMemoryMiB,
    findings,
    reports: call.keepReportsIn,
  }
}

function lastLine(output: string): Partial<NightResult> {
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '{}') as Partial<NightResult>
}

interface Ended {
  readonly exitCode: number
  readonly output: string
  readonly errors: string
}

function touchstone(words: readonly string[], { environment, isProgressShown }: NightCall): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(repositoryFolder, 'dist', 'engine', 'cli', 'main.js'), ...words], {
      stdio: ['ignore', 'pipe', isProgressShown ? 'inherit' : 'pipe'],
      env: environment,
    })
    const output: string[] = []
    const errors: string[] = []

    child.stdout?.setEncoding('utf8').on('data', (text: string) => output.push(text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => errors.push(text))
    child.once('error', reject)
    child.once('close', (code) => {
      resolve({ exitCode: code ?? -1, output: output.join(''), errors: errors.join('') })
    })
  })
}
