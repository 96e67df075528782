import type { PlanIssue } from './plan-problem.ts'
import { quoted } from './plan-problem.ts'
import { textOf, type PlanNode } from './plan-node.ts'
import { listed, suggestion } from './suggestion.ts'

/** A name that must be one of those known: nothing when it is, or when there is no text at all (the schema says so already). */
export function nameIssues(node: PlanNode, known: readonly string[], otherwise?: string): readonly PlanIssue[] {
  const found = textOf(node)
  if (found === undefined || known.includes(found)) return []

  return [referenceIssue(node, listed(known), suggestion(found, known) ?? otherwise)]
}

/** A key of a map that must be one of those known. */
export function keyIssue(node: PlanNode, known: readonly string[], otherwise?: string): PlanIssue {
  const key = String(node.path.at(-1))
  const next = suggestion(key, known) ?? otherwise

  return { ...referenceIssue(node, listed(known), next), found: `the name "${key}"`, isAboutKey: true }
}

/** A value that contradicts another part of the plan. */
export function referenceIssue(node: PlanNode, allowed: string, next?: string): PlanIssue {
  return {
    code: 'PLAN_REFERENCE',
    path: node.path,
    found: quoted(node.value),
    allowed,
    ...(next !== undefined && { next }),
  }
}
