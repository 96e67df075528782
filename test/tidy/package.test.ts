import { expect, test } from 'vitest'
import { readText } from './repository.ts'

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly dependencyReasons: Readonly<Record<string, string>>
}

const manifest = JSON.parse(readText('package.json')) as Manifest
const dependencies = { ...manifest.dependencies, ...manifest.devDependencies }

test('every dependency has one line of reason, and every reason a dependency', () => {
  expect(Object.keys(manifest.dependencyReasons).toSorted()).toEqual(Object.keys(dependencies).toSorted())
  expect(
    Object.entries(manifest.dependencyReasons).filter(([, reason]) => reason.length < 10 || /\n/.test(reason)),
  ).toEqual([])
})

// DuckDB's packages count their releases of one engine: 1.5.5-r.5.
test('every dependency is pinned to one exact version', () => {
  expect(Object.entries(dependencies).filter(([, version]) => !/^\d+\.\d+\.\d+(-r\.\d+)?$/.test(version))).toEqual([])
})

test('there are a dozen scripts and no more', () => {
  expect(Object.keys(manifest.scripts).length).toBeLessThanOrEqual(12)
})

test('the lockfile names no address, so that it works behind any registry', () => {
  const { packages } = JSON.parse(readText('package-lock.json')) as {
    packages: Readonly<Record<string, { resolved?: string }>>
  }

  expect(Object.keys(packages).length).toBeGreaterThan(50)
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
})
