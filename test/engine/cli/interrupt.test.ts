import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { interruptSignal } from '../../../engine/cli/interrupt.ts'

/** A process that can be interrupted without ending the test. */
function fakeProcess() {
  const exits: number[] = []
  const events = new EventEmitter()

  return { events, exits, on: events.on.bind(events), exit: (code: number) => void exits.push(code) }
}

test.each(['SIGINT', 'SIGTERM'])('the first %s asks to stop and says so, the second ends at once', (name) => {
  const process = fakeProcess()
  const written: string[] = []
  const signal = interruptSignal(process, (text) => void written.push(text))

  expect(signal.aborted).toBe(false)
  process.events.emit(name)
  expect([signal.aborted, process.exits]).toEqual([true, []])
  expect(written.join('')).toContain('continued by the next run')

  process.events.emit(name)
  expect(process.exits).toEqual([130])
})
