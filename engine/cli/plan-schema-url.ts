import { existsSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { planJsonSchemaPath } from '../plan/plan-json-schema.ts'

/** Where an editor finds the schema from a folder: the committed copy of this installation when it is there, else a name that `touchstone schema` fills. */
export function planSchemaUrl(folder: string): string {
  for (const root of ['../..', '../../..']) {
    const path = resolve(import.meta.dirname, root, planJsonSchemaPath)
    const place = relative(folder, path).split(sep).join('/')

    if (existsSync(path) && !place.startsWith('../../../..')) return place.startsWith('.') ? place : `./${place}`
  }
  return './touchstone.schema.json'
}
