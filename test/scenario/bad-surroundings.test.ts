import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { openStore } from '../../engine/store/store.ts'
import { runIn } from '../support/command-line-surroundings.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, flow, nightPlan } from '../support/night-plan.ts'
import { csv } from '../support/page.ts'

const asOf = '2026-03-01T02:00:00Z'
const plan = nightPlan([customersOf('crm')])
const crm = csv(`
  id  name           email            phone      vat  city  changed
  1   Jana Nováková  jana@example.cz  601234567  -    Brno  2026-01-05T08:00:00Z
`)

const touchstone = ({ path }: NightFolder, environment: Readonly<Record<string, string>>, ...words: string[]) =>
  runIn({ folder: path, environment, night: engineNight }, ...words)

test('a plan with three mistakes names all three, each with its line, and nothing is read or written', async () => {
  await using folder = await nightFolder(
    plan
      .replace('currency: CZK', 'currency: crowns')
      .replace('owner: office', 'owner: ofice')
      .replace('runbook: docs/runbook.md', 'runbok: docs/runbook.md'),
    { 'crm.csv': crm },
  )
  const { exitCode, errors } = await touchstone(folder, {}, 'run', '--as-of', asOf)

  expect(exitCode).toBe(2)
  expect(errors).toMatch(/^PLAN_INVALID {2}The plan has [345] problem\(s\); nothing was read or written\./)
  expect(errors).toMatch(/touchstone\.yaml:1:\d+.*crowns/)
  expect(errors).toMatch(/touchstone\.yaml:\d+:\d+.*ofice.*office/s)
  expect(errors).toMatch(/touchstone\.yaml:\d+:\d+.*runbok/)
  expect(readdirSync(folder.path).toSorted()).toEqual(['crm.csv', 'touchstone.yaml'])
})

test('a store that does not answer is an operator error that hides the password', async () => {
  await using folder = await nightFolder(plan, { 'crm.csv': crm })
  const { exitCode, errors } = await touchstone(
    folder,
    { DATABASE_URL: 'postgres://night:topsecret@127.0.0.1:1/store' },
    'run',
  )

  expect(exitCode).toBe(2)
  expect(errors).toMatch(
    /^STORE_UNREACHABLE {2}The store at 127\.0\.0\.1:1 does not answer \(ECONNREFUSED\)\. Check DATABASE_URL/,
  )
  expect(errors).not.toContain('topsecret')
  expect(existsSync(join(folder.path, 'reports'))).toBe(false)
})

test('a system that does not answer is told with its host, and the other systems go on', async () => {
  await using folder = await nightFolder(
    nightPlan(
      [customersOf('crm'), flow('erp.customer', 'select: { table: customers, key: id }', 'fields: { email: mail }')],
      {
        systems: { erp: "{ connector: postgres, config: { url: 'postgres://reader@127.0.0.1:1/erp' } }" },
      },
    ),
    { 'crm.csv': crm },
  )
  const night = await folder.night(asOf)

  expect(night.exitCode).toBe(3)
  expect(night.failedFlows).toMatchObject([{ flow: 'erp.customer', code: 'failed' }])
  expect(night.failedFlows[0]?.message).toMatch(
    /SOURCE_UNREACHABLE.*127\.0\.0\.1\S* does not answer.*Check that it runs/,
  )
  expect(night.clusters()).toEqual(['crm:1'])
})

test('an embedded store that another process uses is an operator error with its pid', async () => {
  await using folder = await nightFolder(plan, { 'crm.csv': crm })
  await using _held = await openStore({ folder: join(folder.path, '.touchstone') })
  const { exitCode, errors } = await touchstone(folder, {}, 'run', '--as-of', asOf)

  expect(exitCode).toBe(2)
  expect(errors).toMatch(new RegExp(`^STORE_LOCKED .*in use by process ${process.pid}\\. Wait for it to end`))
})

const mountMissing = (() => {
  if (process.getuid?.() !== 0) return 'needs root to mount a tiny disk'
  const { status } = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'])

  return status === 0 ? undefined : 'needs the right to mount a tiny disk'
})()

test.skipIf(mountMissing !== undefined)(
  `a disk that is full when reports are written leaves the old reports whole ${mountMissing ?? ''}`,
  async () => {
    const many = Array.from(
      { length: 1_500 },
      (_, index) => `${index},Person ${index},p${index}@example.cz,,,Brno,\n`,
    ).join('')
    await using folder = await nightFolder(plan, {
      'crm.csv': 'id,name,email,phone,vat,city,changed\n' + many.split('\n', 3).join('\n'),
    })
    const disk = join(folder.path, 'reports')

    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk])
    try {
      await folder.write({ 'crm.csv': crm })
      const before = await folder.night(asOf)

      await folder.write({ 'crm.csv': crm + many.replace(/^0,.*\n1,.*\n/, '') })
      await expect(folder.night('2026-03-02T02:00:00Z')).rejects.toMatchObject({
        code: 'REPORT_WRITE_FAILED',
        message: expect.stringMatching(
          /ENOSPC\). Free space or mend permissions, then start the same command again; the store is complete\./,
        ),
      })
      expect(readdirSync(disk).toSorted()).toEqual(Object.keys(before.reports).toSorted())
      expect(readFileSync(join(disk, 'run.md'), 'utf8')).toBe(before.reports['run.md'])
      execFileSync('mount', ['-o', 'remount,size=10m', disk])
      const after = await folder.night('2026-03-03T02:00:00Z')

      expect(after.summary).toMatchObject({ runId: 2, asOf: '2026-03-02T02:00:00.000Z' })
      expect(after.clusters().length).toBe(1_499)
    } finally {
      execFileSync('umount', [disk])
    }
  },
)
