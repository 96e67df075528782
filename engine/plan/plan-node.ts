import type { PlanPath } from './plan-problem.ts'

/**
 * A place in a plan whose shape is not yet known to be right. Cross-references are checked on these, so that a plan with
 * a wrong shape in one place still hears about a wrong name in another.
 */
export interface PlanNode {
  readonly path: PlanPath
  readonly value: unknown
}

/** What stands below a key or position; its value is undefined where nothing does. */
export function child(node: PlanNode, step: string | number): PlanNode {
  const { value } = node
  const isHolder = typeof value === 'object' && value !== null && Object.hasOwn(value, step)

  return {
    path: [...node.path, step],
    value: isHolder ? (value as Readonly<Record<string | number, unknown>>)[step] : undefined,
  }
}

/** Entries of a map, in file order; none when it is not a map. */
export function entriesOf(node: PlanNode): readonly (readonly [key: string, node: PlanNode])[] {
  return isMap(node.value) ? Object.keys(node.value).map((key) => [key, child(node, key)] as const) : []
}

/** Entries of a list; none when it is not a list. */
export function itemsOf(node: PlanNode): readonly PlanNode[] {
  return Array.isArray(node.value) ? node.value.map((_, position) => child(node, position)) : []
}

/** Keys of a map. */
export function keysOf(node: PlanNode): readonly string[] {
  return entriesOf(node).map(([key]) => key)
}

/** The text at a place; undefined when there is none, or no text. */
export function textOf(node: PlanNode): string | undefined {
  return typeof node.value === 'string' ? node.value : undefined
}

/** Every text below a place, itself included. */
export function textsBelow(node: PlanNode): readonly PlanNode[] {
  if (typeof node.value === 'string') return [node]
  return [...itemsOf(node), ...entriesOf(node).map(([, entry]) => entry)].flatMap(textsBelow)
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
