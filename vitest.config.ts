import { defineConfig } from 'vitest/config'

const project = (name: string, include: string[], exclude: string[] = [], timeoutMs = 60_000) => ({
  test: { name, include, exclude, testTimeout: timeoutMs, hookTimeout: timeoutMs },
})

/** `unit` and `e2e` need nothing but this repository; `services` needs PostgreSQL and MariaDB, `browser` Chromium. */
export default defineConfig({
  test: {
    // A core is not kept free: most tests wait for a database in their own thread.
    maxWorkers: '100%',
    projects: [
      project('unit', ['test/**/*.test.ts'], ['test/e2e/**', 'test/**/*.services.test.ts', 'test/bench/**']),
      project('e2e', ['test/e2e/**/*.e2e.test.ts'], [], 240_000),
      project('services', ['test/**/*.services.test.ts'], [], 240_000),
    ],
  },
})
