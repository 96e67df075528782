import { expect, test } from 'vitest'
import { runExitCode } from '../../../engine/cli/exit-code.ts'

test.each([
  [{ findings: 5, failedFlows: [] }, undefined, 0],
  [{ findings: 5, failedFlows: [] }, 5, 0],
  [{ findings: 6, failedFlows: [] }, 5, 1],
  [{ findings: 1, failedFlows: [] }, 0, 1],
  [{ findings: 6, failedFlows: ['erp.invoice'] }, 5, 3],
])('%j with a limit of %s ends in %d', (run, findingsMax, expected) => {
  expect(runExitCode(run, findingsMax)).toBe(expected)
})
