import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { planJsonSchema, planJsonSchemaPath, planJsonSchemaText } from '../../../engine/plan/plan-json-schema.ts'

test('the committed JSON Schema is the one the plan is validated with; `touchstone schema` writes it', () => {
  expect(readFileSync(new URL(`../../../${planJsonSchemaPath}`, import.meta.url), 'utf8')).toBe(planJsonSchemaText())
})

test('an editor is told what must be there, and nothing that is filled in by default', () => {
  const flow = (planJsonSchema()['properties'] as Record<string, { items?: { required: string[] } }>)['flows']?.items

  expect(planJsonSchema()['required']).toEqual(['company', 'owners', 'systems', 'flows'])
  expect(flow?.required).toEqual(['system', 'entity', 'owner', 'freshness', 'runbook', 'select', 'fields'])
})
