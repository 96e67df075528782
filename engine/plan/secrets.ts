import { entriesOf, itemsOf, child, keysOf, textOf, textsBelow, type PlanNode } from './plan-node.ts'
import { quoted, type PlanIssue } from './plan-problem.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const VARIABLE = /\$\{([^}]*)\}/g
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
const SECRET_KEY = /(password|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key)$/i
/** `scheme://user:password@` where the password is anything but one variable. */
const PASSWORD_IN_URL = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*?:(?!\$\{[^}]*\}@)[^/?#\s]+@/i
const PASSWORD_IN_QUERY = /[?&](password|pwd|token|secret|api_?key|access_?key)=(?!\$\{)[^&]+/i

/** Variables that are missing or misspelt, secrets written into the plan, and variables where none are filled in. */
export function secretIssues(plan: PlanNode, environment: Environment): readonly PlanIssue[] {
  const configs = entriesOf(child(plan, 'systems')).map(([, system]) => child(system, 'config'))
  const elsewhere = entriesOf(plan).flatMap(([key, node]) =>
    key === 'systems' ? entriesOf(node).flatMap(([, system]) => partsWithoutConfig(system)) : [node],
  )

  return [
    ...configs.flatMap(textsBelow).flatMap((node) => [...variableIssues(node, environment), ...literalIssues(node)]),
    ...elsewhere.flatMap(textsBelow).flatMap(misplacedVariable),
  ]
}

function partsWithoutConfig(system: PlanNode): readonly PlanNode[] {
  return keysOf(system)
    .filter((key) => key !== 'config')
    .map((key) => child(system, key))
}

/** The value with every `${NAME}` filled in from the environment; variables that are not set are filled with nothing, and reported by `secretIssues`. */
export function withSecrets(node: PlanNode, environment: Environment): unknown {
  const text = textOf(node)
  if (text !== undefined) return text.replace(VARIABLE, (_, name: string) => environment[name] ?? '')
  if (Array.isArray(node.value)) return itemsOf(node).map((item) => withSecrets(item, environment))
  if (typeof node.value !== 'object' || node.value === null) return node.value
  return Object.fromEntries(entriesOf(node).map(([key, entry]) => [key, withSecrets(entry, environment)]))
}

/** Names in `${…}` that the environment does not fill; an empty value fills nothing. */
export function unsetVariables(text: string, environment: Environment): readonly string[] {
  return [...text.matchAll(VARIABLE)].map(([, name]) => name ?? '').filter((name) => (environment[name] ?? '') === '')
}

function hasVariable(text: string): boolean {
  return unsetVariables(text, {}).length > 0
}

function variableIssues(node: PlanNode, environment: Environment): readonly PlanIssue[] {
  return unsetVariables(textOf(node) ?? '', environment).flatMap((name): PlanIssue[] => {
    if (!VARIABLE_NAME.test(name)) {
      return [
        {
          code: 'PLAN_VALUE',
          path: node.path,
          found: quoted(`\${${name}}`),
          allowed: '${NAME} of letters, digits and underscores',
        },
      ]
    }
    return [
      {
        code: 'SECRET_MISSING',
        path: node.path,
        found: `\${${name}}, which is not set`,
        allowed: 'an environment variable with a value',
        next: `Set ${name} in the environment of this command; the plan never holds secrets.`,
      },
    ]
  })
}

function literalIssues(node: PlanNode): readonly PlanIssue[] {
  const text = textOf(node) ?? ''
  const isLiteral = SECRET_KEY.test(String(node.path.at(-1))) && !hasVariable(text)
  if (text === '' || (!isLiteral && !PASSWORD_IN_URL.test(text) && !PASSWORD_IN_QUERY.test(text))) return []

  return [
    {
      code: 'SECRET_IN_PLAN',
      path: node.path,
      found: 'a secret written into the plan',
      allowed: 'a variable such as ${ERP_PASSWORD}',
      next: 'Move it to the environment, and change it: whoever could read this file knows it.',
    },
  ]
}

function misplacedVariable(node: PlanNode): readonly PlanIssue[] {
  const text = textOf(node) ?? ''
  if (!hasVariable(text)) return []

  return [
    {
      code: 'PLAN_VALUE',
      path: node.path,
      found: quoted(text),
      allowed: 'plain text here',
      next: 'Variables are filled in only under systems.<name>.config.',
    },
  ]
}
