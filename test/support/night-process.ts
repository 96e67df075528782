import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url))

/** How a process of the command line ended. */
export interface ProcessEnd {
  /** Null when it was killed. */
  readonly exitCode: number | null
  readonly output: string
  readonly errors: string
  readonly milliseconds: number
}

/** When to kill a process: so many milliseconds after it told of so many finished stages. */
export interface KillMoment {
  readonly lines: number
  readonly milliseconds: number
}

/** Runs the built command line in a folder as a process of its own, which may be killed without warning: at a moment, or by a signal. */
export function nightProcess(
  folder: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  kill?: KillMoment | AbortSignal,
): Promise<ProcessEnd> {
  const start = performance.now()
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', TOUCHSTONE_WORKERS: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  const errors: string[] = []
  let killer: NodeJS.Timeout | undefined
  const strike = () => child.kill('SIGKILL')
  const noteProgress = () => {
    const lineCount = errors.join('').split('\n').length - 1

    if (kill === undefined || 'aborted' in kill || killer !== undefined || lineCount < kill.lines) return
    killer = setTimeout(strike, kill.milliseconds)
  }

  if (kill !== undefined && 'aborted' in kill) kill.addEventListener('abort', strike)
  noteProgress()
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors.push(text)
    noteProgress()
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => {
      clearTimeout(killer)
      resolve({
        exitCode,
        output: output.join(''),
        errors: errors.join(''),
        milliseconds: performance.now() - start,
      })
    })
  })
}
