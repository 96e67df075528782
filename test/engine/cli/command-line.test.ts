import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { DeliveryDesk } from '../../../engine/cli/deliver/delivery-desk.ts'
import type { ReviewDesk } from '../../../engine/cli/review/review-desk.ts'
import type { Night, RunResult } from '../../../engine/cli/night.ts'
import { planJsonSchemaText } from '../../../engine/plan/plan-json-schema.ts'
import { exportFolder } from '../../support/export-folder.ts'
import { runIn } from '../../support/command-line-surroundings.ts'

const CLEAN: RunResult = {
  runId: '7',
  findings: 0,
  failedFlows: [],
  counts: { duplicates: 0 },
  reports: ['reports/run.md'],
  stages: { match: 1.5 },
  peakMemoryMiB: 100,
}

let folder: string

beforeAll(async () => {
  folder = await exportFolder()
  await runIn({ folder }, 'init', 'exports')
  const path = join(folder, 'touchstone.yaml')

  await writeFile(path, `${await readFile(path, 'utf8')}\nlimits: { findingsMax: 10 }\n`)
  // The embedded store takes seconds to create; the tests below share it.
  await runIn({ folder }, 'db', 'migrate')
}, 120_000)

/** An engine that answers one thing; the store under it is real. */
function run(result: RunResult): Partial<Night> {
  return { run: async () => result }
}

describe('the exit code of a run', () => {
  test.each<[what: string, result: RunResult, exitCode: number]>([
    ['clean', CLEAN, 0],
    ['as many findings as the plan allows', { ...CLEAN, findings: 10 }, 0],
    ['more findings than the plan allows', { ...CLEAN, findings: 11 }, 1],
    [
      'a failed source',
      { ...CLEAN, findings: 11, failedFlows: [{ flow: 'erp.invoice', code: 'SOURCE_UNREACHABLE', message: 'Gone.' }] },
      3,
    ],
  ])('after %s is %#', async (_, result, exitCode) => {
    const { output, ...ended } = await runIn({ folder, night: run(result) }, 'run')

    expect(ended.exitCode).toBe(exitCode)
    expect(output).toContain(`Run 7: ${result.findings} findings`)
  })

  test('after a bug is 4, with the stack and a word on where to send it', async () => {
    const night = { run: () => Promise.reject(new TypeError('undefined is not a golden record')) }
    const { exitCode, errors } = await runIn({ folder, night }, 'run')

    expect(exitCode).toBe(4)
    expect(errors).toMatch(/^TypeError: undefined is not a golden record\n {4}at /)
    expect(errors).toContain('Please report it')
  })

  test('after Ctrl-C is 130, with a word on what the next run does', async () => {
    const controller = new AbortController()
    const night: Partial<Night> = {
      run: async (_plan, _options, { signal }) => {
        controller.abort()
        signal.throwIfAborted()
        return CLEAN
      },
    }
    const { exitCode, errors } = await runIn({ folder, night, signal: controller.signal }, 'run')

    expect([exitCode, errors]).toEqual([
      130,
      'Stopped. Nothing is half-written; a night is continued by the next run.\n',
    ])
  })
})

test('with --json a run is one object on one line and nothing else', async () => {
  const night: Partial<Night> = {
    run: async (_plan, _options, { progress }) => {
      progress.stage('match', 100)
      progress.advance(100)
      progress.done('100 pairs')
      return CLEAN
    },
  }

  expect(await runIn({ folder, night }, 'run', '--json')).toEqual({
    exitCode: 0,
    errors: '',
    output: `${JSON.stringify({ event: 'run', ...CLEAN })}\n`,
  })
})

test.each([
  [['rnu'], "error: unknown command 'rnu'\n(Did you mean run?)"],
  [['check', '--palm', 'x'], "error: unknown option '--palm'\n(Did you mean --plan?)"],
  [
    ['review', 'decide', '17', 'maybe', '--by', 'jana', '--reason', 'x'],
    "error: command-argument value 'maybe' is invalid for argument 'verdict'. Allowed choices are same, different, later.",
  ],
  [
    ['review', 'list', '--limit', 'all'],
    'ARGUMENT_INVALID  --limit: found "all". Allowed: a whole number from 1 to 10000.',
  ],
  [['deliver'], 'ARGUMENT_INVALID  deliver: found "neither". Allowed: --dry-run or --apply.'],
  [['db', 'reset'], 'ARGUMENT_INVALID  db reset: found "no --yes".'],
])('%j is the operator’s mistake', async (words, message) => {
  const { exitCode, errors } = await runIn({ folder }, ...words)

  expect(exitCode).toBe(2)
  expect(errors).toContain(message)
})

test('a decision reaches the engine with its members, author and reason', async () => {
  const decisions: unknown[] = []
  const review: Partial<ReviewDesk> = {
    decide: async (decision) => {
      decisions.push(decision)
      return { state: 'recorded', contradictions: [] }
    },
  }
  const night: Partial<Night> = { review: review as ReviewDesk }
  const words = [
    'review',
    'decide',
    '17',
    'different',
    '--member',
    'crm:1',
    '--member',
    'erp:2',
    '--by',
    'jana',
    '--reason',
    'father and son',
  ]
  const { exitCode, output } = await runIn({ folder, night }, ...words)

  expect(exitCode).toBe(0)
  expect(output).toBe('Proposal 17: different. The next run follows it.\n')
  expect(decisions).toEqual([
    { proposal: '17', verdict: 'different', members: ['crm:1', 'erp:2'], by: 'jana', reason: 'father and son' },
  ])
})

const deliveries = (desk: Partial<DeliveryDesk>): Partial<Night> => ({ deliveries: desk as DeliveryDesk })

test('a delivery with an uncertain outcome does not end clean', async () => {
  const flow = { flow: 'shop.customer', batch: 'dlv_000003', counts: { applied: 4, uncertain: 1 }, held: [] }
  const night = deliveries({ apply: async () => ({ flows: [flow], counts: flow.counts }) })

  expect(await runIn({ folder, night }, 'deliver', '--apply')).toMatchObject({
    exitCode: 3,
    output: [
      'shop.customer: 4 applied, 1 uncertain  (batch dlv_000003)',
      '  Uncertain ones are read back first by the next run or delivery.\n',
    ].join('\n'),
  })
})

test('a dry run of a delivery shows values to people, and columns alone to programs', async () => {
  const changes = [{ field: 'phone', value: '+420601', valueBefore: null, column: 'tel', before: null, after: '601' }]
  const preview = {
    flow: 'shop.customer',
    counts: { update: 1, skip: 2 },
    changedRecords: 3,
    samples: [{ sourceKey: '17', goldenId: 'cus_1', verdict: 'update' as const, changes }],
    held: null,
  }
  const night = deliveries({ preview: async () => [preview] })

  expect((await runIn({ folder, night }, 'deliver', '--dry-run')).output).toBe(`Dry run, nothing written.

shop.customer: 0 create, 1 update, 2 skip, 0 refuse; 3 records would change
verdict  record  change
update   17      tel: - -> 601
`)
  expect((await runIn({ folder, night }, 'deliver', '--dry-run', '--json')).output).toContain(
    '"samples":[{"sourceKey":"17","goldenId":"cus_1","verdict":"update","columns":["tel"]}]',
  )
})

test('a rollback with nothing left names what was refused before, and how it could go again', async () => {
  const first = [
    { id: '1f0c9a7be2d84c55a7b0e2f49c3d6a18', batch: 'dlv_000004', sourceKey: '17', answer: 'precondition' },
  ]
  const left = { count: 3, first }
  const night = deliveries({
    rollBack: async () => ({ flow: 'shop.customer', batch: null, counts: {}, held: [], left }),
  })
  const words = ['deliver', 'rollback', 'dlv_000003', '--by', 'jana', '--reason', 'wrong list']

  expect((await runIn({ folder, night }, ...words)).output)
    .toBe(`Nothing of dlv_000003 is left to take back; nothing was written.
3 were refused by the system when they were taken back before, and are not tried again:
record  answer        in          correction
17      precondition  dlv_000004  1f0c9a7be2d84c55a7b0e2f49c3d6a18
and 2 more
Correct them in the system, or let one go again: \`touchstone deliver approve <correction> --by <name> --reason <text>\`.
`)
})

test('the options of a rollback are its own, though its parent has some of the same name', async () => {
  const asked: unknown[] = []
  const night = deliveries({
    rollBack: async (_, request) => {
      asked.push(request)
      const left = { count: 0, first: [] }
      return { flow: 'shop.customer', batch: 'dlv_000004', counts: { applied: 2, refused: 1 }, held: [], left }
    },
  })
  const words = ['deliver', 'rollback', 'dlv_000003', '--by', 'jana', '--reason', 'wrong list']

  expect(await runIn({ folder, night }, ...words)).toMatchObject({
    exitCode: 0,
    output: `Took back 2 of dlv_000003 (batch dlv_000004).
1 were changed since by somebody else and left as they are: \`touchstone deliver show dlv_000004\` lists them.
`,
  })
  expect(asked).toEqual([{ batch: 'dlv_000003', by: 'jana', reason: 'wrong list' }])
})

test('the schema is printed as it is committed', async () => {
  expect(await runIn({ folder }, 'schema')).toEqual({ exitCode: 0, output: planJsonSchemaText(), errors: '' })
})

test('the store is migrated, told about and emptied', async () => {
  const setting = { folder: await mkdtemp(join(tmpdir(), 'store-')) }

  expect(await runIn(setting, 'db', 'status')).toMatchObject({
    exitCode: 2,
    output: expect.stringContaining('not yet'),
  })
  expect(await runIn(setting, 'db', 'migrate')).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/^Applied: 0001-/),
  })
  expect(await runIn(setting, 'db', 'migrate')).toMatchObject({ exitCode: 0, output: 'The store is up to date.\n' })
  expect(await runIn(setting, 'db', 'status')).toMatchObject({ exitCode: 0 })
  expect(await runIn(setting, 'db', 'reset', '--yes')).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/^The store is empty/),
  })
  expect(await runIn(setting, 'db', 'status')).toMatchObject({ exitCode: 2 })
}, 120_000)

test('every command shows an example', async () => {
  const commands = [
    'init',
    'check',
    'run',
    'report',
    'deliver',
    'schema',
    'review list',
    'review show',
    'review decide',
    'db migrate',
    'db status',
    'db reset',
  ]

  for (const command of commands) {
    const { exitCode, output } = await runIn({ folder }, ...command.split(' '), '--help')

    expect(exitCode).toBe(0)
    expect(output).toMatch(new RegExp(`Example:\\n +.*touchstone ${command}`))
  }
})
