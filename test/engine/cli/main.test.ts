import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { exportFolder } from '../../support/export-folder.ts'

const program = fileURLToPath(new URL('../../../dist/engine/cli/main.js', import.meta.url))

interface Ended {
  readonly exitCode: number
  readonly output: string
  readonly errors: string
}

/** The compiled program, as a scheduler starts it: a process of its own, without a terminal. */
function start(folder: string, ...words: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { cwd: folder, env: {} }, (error, output, errors) => {
      resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, output, errors })
    })
  })
}

let folder: string

beforeAll(async () => {
  if (!existsSync(program)) throw new Error('The program is not compiled: run `npm run build` first.')
  folder = await exportFolder()
})

test('from a folder of exports to a plan that passes check, and two mistakes later to a refusal', async () => {
  const plan = join(folder, 'touchstone.yaml')
  const init = await start(folder, 'init', 'exports')
  const check = await start(folder, 'check')

  expect([init.errors, init.exitCode]).toEqual(['', 0])
  expect([check.errors, check.exitCode]).toEqual(['', 0])
  expect(check.output).toContain('shop.product')

  await writeFile(plan, (await readFile(plan, 'utf8')).replace('runbook:', 'runbok:'))
  const refused = await start(folder, 'check')

  expect(refused.exitCode).toBe(2)
  expect(refused.output).toBe('')
  expect(refused.errors).toMatch(/^PLAN_INVALID {2}The plan has 2 problem\(s\)/)
  expect(refused.errors).toContain('Did you mean "runbook"?')
}, 60_000)

test('the program says its version, and what it is for', async () => {
  const version = await start(folder, '--version')
  const manifest = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }

  expect(version).toEqual({ exitCode: 0, output: `${manifest.version}\n`, errors: '' })
  expect((await start(folder, '--help')).output).toContain('Exit codes:')
}, 60_000)

test.each([[['nonsense']], [['check', '--plan', 'nowhere.yaml']], [['run', '--as-of', 'yesterday']]])(
  '%j ends with 2 and a message',
  async (words) => {
    const { exitCode, output, errors } = await start(folder, ...words)

    expect([exitCode, output]).toEqual([2, ''])
    expect(errors).not.toBe('')
    expect(errors).not.toContain('    at ')
  },
  60_000,
)
