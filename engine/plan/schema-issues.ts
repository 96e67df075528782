import { z } from 'zod'
import { allowedKeys } from './allowed-keys.ts'
import { quoted, type PlanIssue, type PlanPath } from './plan-problem.ts'
import { requiredReason } from './required-reason.ts'
import { listed, suggestion } from './suggestion.ts'

type ZodIssue = z.core.$ZodIssue

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
}

/** What was validated, and where in the plan it stands. */
interface Checked {
  readonly schema: z.ZodType
  /** The value as it stands in the file: secrets not filled in. */
  readonly value: unknown
  readonly at: PlanPath
}

/** Everything a zod schema refuses, in the words of the plan: found, allowed, next step. */
export function schemaIssues(error: z.ZodError, checked: Checked): readonly PlanIssue[] {
  return error.issues.flatMap((issue) => planIssues(issue, issue.path as PlanPath, checked))
}

function planIssues(issue: ZodIssue, path: PlanPath, checked: Checked): readonly PlanIssue[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, checked))
  if (issue.code === 'invalid_union') {
    const branch = likeliestBranch(issue.errors)

    if (branch !== undefined)
      return branch.flatMap((inner) => planIssues(inner, [...path, ...(inner.path as PlanPath)], checked))
  }
  return [valueIssue(issue, path, checked)]
}

function unknownKey(key: string, path: PlanPath, { schema, at }: Checked): PlanIssue {
  const keys = allowedKeys(schema, path)
  const next = suggestion(key, keys)

  return {
    code: 'PLAN_VALUE',
    path: [...at, ...path, key],
    found: `the unknown key "${key}"`,
    allowed: listed(keys),
    ...(next !== undefined && { next }),
    isAboutKey: true,
  }
}

function valueIssue(issue: ZodIssue, path: PlanPath, { value, at }: Checked): PlanIssue {
  const found = valueAt(value, path)
  const isKey = issue.code === 'invalid_key'
  const fullPath = [...at, ...path]
  const next = found === undefined || found === null ? requiredReason(fullPath) : nearestOf(issue, found)

  return {
    code: 'PLAN_VALUE',
    path: fullPath,
    found: isKey ? `the name "${String(path.at(-1))}"` : quoted(found),
    allowed: allowedBy(issue),
    ...(next !== undefined && { next }),
    ...(isKey && { isAboutKey: true }),
  }
}

function nearestOf(issue: ZodIssue, found: unknown): string | undefined {
  return issue.code === 'invalid_value' && typeof found === 'string'
    ? suggestion(found, issue.values.map(String))
    : undefined
}

/** Of several spellings, the one the author seems to have meant: that which does not fail at its very root. */
function likeliestBranch(branches: readonly (readonly ZodIssue[])[]): readonly ZodIssue[] | undefined {
  return branches.find((issues) => issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'))
}

function allowedBy(issue: ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_NAMES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return listed(issue.values.map(String))
    case 'invalid_union':
      return issue.errors.length === 0 ? issue.message : [...new Set(issue.errors.flat().map(allowedBy))].join(', or ')
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.map(allowedBy).join(' and ')
    case 'too_small':
      return `at least ${amount(Number(issue.minimum), issue.origin)}`
    case 'too_big':
      return `at most ${amount(Number(issue.maximum), issue.origin)}`
    case 'invalid_format':
      return formatName(issue)
    default:
      return issue.message.replace(/\.$/, '')
  }
}

function formatName(issue: z.core.$ZodIssueInvalidStringFormat): string {
  if (issue.format === 'email') return 'an e-mail address'
  if (issue.format === 'url') return 'a URL'
  return issue.message
}

function amount(count: number, origin: string): string {
  if (origin === 'string') return count === 1 ? 'one character' : `${count} characters`
  if (origin === 'array' || origin === 'set') return count === 1 ? 'one entry' : `${count} entries`
  return String(count)
}

function valueAt(value: unknown, path: PlanPath): unknown {
  return path.reduce<unknown>(
    (current, step) =>
      typeof current === 'object' && current !== null
        ? (current as Readonly<Record<string | number, unknown>>)[step]
        : undefined,
    value,
  )
}
