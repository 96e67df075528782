import { expect, test } from 'vitest'
import { concurrencyLimit, sharedLimit } from '../../connectors/concurrency-limit.ts'

test('who comes when all places are taken waits, and enters in order of arrival', async () => {
  const limit = concurrencyLimit(2)
  const order: string[] = []
  const [leaveFirst, leaveSecond] = [await limit.enter(), await limit.enter()]
  const third = limit.enter().then((leave) => (order.push('third'), leave))
  const fourth = limit.enter().then((leave) => (order.push('fourth'), leave))

  await Promise.resolve()
  expect(order).toEqual([])
  leaveSecond()
  await third
  expect(order).toEqual(['third'])
  leaveFirst()
  await fourth
  expect(order).toEqual(['third', 'fourth'])
})

test('leaving twice frees one place only', async () => {
  const limit = concurrencyLimit(1)
  const leave = await limit.enter()
  leave()
  leave()
  await limit.enter()
  const waiting = limit.enter().then(() => 'entered')
  expect(await Promise.race([waiting, Promise.resolve('waits')])).toBe('waits')
})

test('one system has one limit, whoever asks for it', () => {
  expect(sharedLimit('shop', 1)).toBe(sharedLimit('shop', 4))
  expect(sharedLimit('shop', 1)).not.toBe(sharedLimit('erp', 1))
})
