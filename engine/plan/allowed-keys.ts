import { z } from 'zod'
import type { PlanPath } from './plan-problem.ts'

/** The part of a JSON Schema that says which keys a map may have. */
interface KeySchema {
  readonly properties?: Readonly<Record<string, KeySchema>>
  readonly additionalProperties?: boolean | KeySchema
  readonly propertyNames?: { readonly enum?: readonly string[] }
  readonly items?: KeySchema
  readonly anyOf?: readonly KeySchema[]
  readonly oneOf?: readonly KeySchema[]
  readonly allOf?: readonly KeySchema[]
}

/** The keys a map at this path may have, as the schema itself says; empty where any key is allowed. Read through JSON Schema, zod's public view of a schema. */
export function allowedKeys(schema: z.ZodType, path: PlanPath): readonly string[] {
  let nodes = spread(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as KeySchema)

  for (const step of path) {
    nodes = nodes.flatMap((node) => below(node, step)).flatMap(spread)
  }
  return [
    ...new Set(nodes.flatMap((node) => [...Object.keys(node.properties ?? {}), ...(node.propertyNames?.enum ?? [])])),
  ]
}

function below(node: KeySchema, step: string | number): readonly KeySchema[] {
  if (typeof step === 'number') return node.items === undefined ? [] : [node.items]

  const property = node.properties?.[step]
  if (property !== undefined) return [property]
  return typeof node.additionalProperties === 'object' ? [node.additionalProperties] : []
}

function spread(node: KeySchema): readonly KeySchema[] {
  const branches = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])]

  return [node, ...branches.flatMap(spread)]
}
