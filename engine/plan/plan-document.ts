import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import { inReadingOrder, type PlanIssue, type PlanPath, type PlanProblem } from './plan-problem.ts'

/** The plan file as text that remembers where everything stands. */
export interface PlanDocument {
  /** The plan as plain data, or undefined when the file is not YAML at all. */
  readonly value: unknown
  /** What YAML itself refuses: syntax errors and keys given twice. */
  readonly syntaxProblems: readonly PlanProblem[]
  /** Gives issues their line and column, in reading order. */
  locate(issues: readonly PlanIssue[]): readonly PlanProblem[]
}

const YAML_MESSAGES: Readonly<Record<string, { found: string; allowed: string; next: string }>> = {
  DUPLICATE_KEY: {
    found: 'the same key twice in one map',
    allowed: 'every key once',
    next: 'Remove one of the two; otherwise nobody knows which one counts.',
  },
  TAB_AS_INDENT: { found: 'a tab', allowed: 'spaces', next: 'Indent with spaces; YAML does not allow tabs.' },
}

/** After text that YAML cannot read, whatever follows is misread too: one slip gave 1,681 problems. The first is the one to mend. */
function worthTelling<Problem extends { readonly code: string }>(errors: readonly Problem[]): readonly Problem[] {
  const firstUnreadable = errors.find(({ code }) => !(code in YAML_MESSAGES))

  return errors.filter((error) => error.code in YAML_MESSAGES || error === firstUnreadable).slice(0, problemsMax)
}

const problemsMax = 100

/** Parses the text of a plan; `file` is how problems name it. */
export function parsePlanDocument(text: string, file: string): PlanDocument {
  const lines = linesOf(text)
  const document = parseDocument(text, { prettyErrors: false, merge: true })
  const isReadable = document.errors.every(({ code }) => code === 'DUPLICATE_KEY')
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)

    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }

  return {
    value: isReadable ? document.toJS({ maxAliasCount: 1000 }) : undefined,
    syntaxProblems: worthTelling(document.errors).map(({ code, message, pos }) => ({
      code: 'PLAN_SYNTAX',
      ...at(pos[0]),
      path: '',
      ...(YAML_MESSAGES[code] ?? syntaxMessage(message, lineAround(text, pos[0]))),
    })),
    locate: (issues) =>
      inReadingOrder(
        issues.map(({ code, path, found, allowed, next, isAboutKey }) => ({
          code,
          ...at(offsetOf(document, path, isAboutKey === true)),
          path: path.join('.'),
          found,
          allowed,
          next: next ?? null,
        })),
      ),
  }
}

/** Counted here, not by the parser: at a syntax error it has not seen every line yet and names places that do not exist. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter()

  lines.addNewLine(0)
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1)
  return lines
}

function syntaxMessage(message: string, line: string) {
  const isBareVariable = /[{,].*\$\{/.test(line)

  return {
    found: `what YAML cannot read (${message.replace(/\.$/, '')})`,
    allowed: 'YAML 1.2',
    next: isBareVariable
      ? 'Inside { … } a variable needs quotes: "${NAME}".'
      : 'Look at this line and the one above: indentation, a missing colon or quote.',
  }
}

function lineAround(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)

  return text.slice(start, end === -1 ? undefined : end)
}

/** Where a path stands. A missing value is shown at the nearest thing that exists: the key of its map, or the list entry it should be in. */
function offsetOf(document: Document, path: PlanPath, isAboutKey: boolean): number {
  let place: Child = { key: undefined, value: document.contents }

  for (const step of path) {
    const next = childOf(resolved(place.value, document), step)

    if (next === undefined) return placeOffset(place, true)
    place = next
  }

  return placeOffset(place, isAboutKey || isNothing(place.value) || isBelowKey(place.value))
}

function placeOffset({ key, value }: Child, prefersKey: boolean): number {
  const [first, second] = prefersKey ? [key, value] : [value, key]

  return startOf(first) ?? startOf(second) ?? 0
}

interface Child {
  readonly key: unknown
  readonly value: unknown
}

/** A block map or list starts on the line after its key; a reader looks for the key. */
function isBelowKey(value: unknown): boolean {
  return (isMap(value) || isSeq(value)) && value.flow !== true
}

function isNothing(value: unknown): boolean {
  return value === null || (isScalar(value) && value.value === null)
}

function childOf(node: unknown, step: string | number): Child | undefined {
  if (isSeq(node)) {
    const value = node.items[Number(step)]

    return value === undefined ? undefined : { key: undefined, value }
  }
  if (!isMap(node)) return undefined

  const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step))
  return pair === undefined ? undefined : { key: pair.key, value: pair.value }
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0]
}
