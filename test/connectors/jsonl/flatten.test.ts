import { expect, test } from 'vitest'
import { flatLine } from '../../../connectors/jsonl/flatten.ts'

test.each([
  ['{"id":7,"name":"Eva"}', { id: '7', name: 'Eva' }],
  [
    '{"total":1.10,"big":12345678901234567890,"small":1e-7,"zero":-0.0}',
    { total: '1.10', big: '12345678901234567890', small: '1e-7', zero: '-0.0' },
  ],
  ['{"paid":true,"sent":false,"note":null,"text":""}', { paid: 'true', sent: 'false', note: null, text: null }],
  ['{"a":{"b":{"c":1}},"d":2}', { 'a.b.c': '1', d: '2' }],
  ['{"tags":[ "x", 1.0, {"y": 2.50} ],"none":[]}', { tags: '["x",1.0,{"y":2.50}]', none: '[]' }],
  ['{"name":"\\u017dofie \\ud83d\\ude00"}', { name: 'Žofie 😀' }],
  ['{"empty":{}}', {}],
])('%s becomes flat text', (line, fields) => {
  expect(flatLine(line)).toEqual({ fields })
})

test.each([
  ['{"id":7', 'invalid-json'],
  ['{"id":7}}', 'invalid-json'],
  ["{'id':7}", 'invalid-json'],
  ['{"id":07}', 'invalid-json'],
  ['{"id":1,"id":2}', 'invalid-json'],
  [`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`, 'invalid-json'],
  ['[1]', 'not-an-object'],
  ['"text"', 'not-an-object'],
  ['7', 'not-an-object'],
  ['null', 'not-an-object'],
  ['{"a.b":1,"a":{"b":2}}', 'duplicate-field'],
])('%s is refused as %s', (line, reason) => {
  expect(flatLine(line)).toEqual({ reason })
})
