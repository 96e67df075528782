import { entityKinds, type EntityKind } from '../../rules/entity/entity.ts'
import { fieldMappings, type FieldMapping } from '../../rules/normalize/field-mapping.ts'
import { filledFields, mappingNames, unknownMappingNames } from '../../rules/normalize/mapping-names.ts'
import { durationMs } from '../../rules/documents/duration.ts'
import { child, entriesOf, itemsOf, keysOf, textOf, type PlanNode } from './plan-node.ts'
import type { PlanIssue } from './plan-problem.ts'
import { keyIssue, nameIssues, referenceIssue } from './reference-issue.ts'

type Mappings = Readonly<Record<string, FieldMapping>>

const LINE_PARENTS: Readonly<Record<string, string>> = { orderLine: 'order', invoiceLine: 'invoice' }

/** Everything in the flows that contradicts the rest of the plan. */
export function flowIssues(plan: PlanNode): readonly PlanIssue[] {
  const owners = keysOf(child(plan, 'owners'))
  const systems = keysOf(child(plan, 'systems'))
  const flows = itemsOf(child(plan, 'flows'))

  return [
    ...repeatedFlowIssues(flows),
    ...flows.flatMap((flow) => [
      ...nameIssues(child(flow, 'owner'), owners, 'Name one of the owners above, or add it there.'),
      ...nameIssues(child(flow, 'system'), systems, 'Name one of the systems above, or add it there.'),
      ...freshnessIssues(child(flow, 'freshness')),
      ...mappingIssues(flow, systems),
      ...writeBackIssues(flow),
      ...lineIssues(flow, flows),
    ]),
  ]
}

function flowName(flow: PlanNode): string {
  return `${textOf(child(flow, 'system')) ?? '?'}.${textOf(child(flow, 'entity')) ?? '?'}`
}

function repeatedFlowIssues(flows: readonly PlanNode[]): readonly PlanIssue[] {
  const names = flows.map(flowName)

  return flows
    .filter((_, position) => !names[position]?.includes('?') && names.indexOf(names[position] ?? '') < position)
    .map((flow) => ({
      ...referenceIssue(
        child(flow, 'entity'),
        'one flow for each system and entity',
        'Read several files with one pattern in select, or give the second source a system of its own.',
      ),
      found: `a second flow ${flowName(flow)}`,
    }))
}

function freshnessIssues(freshness: PlanNode): readonly PlanIssue[] {
  const failAfter = child(freshness, 'failAfter')
  const warnText = textOf(child(freshness, 'warnAfter'))
  const warnMs = durationMs(warnText ?? '')
  const failMs = durationMs(textOf(failAfter) ?? '')
  if (!(warnMs >= failMs)) return []

  return [
    referenceIssue(
      failAfter,
      `longer than warnAfter (${warnText})`,
      'People want to be warned before the flow fails, not after.',
    ),
  ]
}

function mappingIssues(flow: PlanNode, systems: readonly string[]): readonly PlanIssue[] {
  const fields = child(flow, 'fields')
  const kind = entityOf(flow)
  const systemsOfKeys = entriesOf(fields).flatMap(([, mapping]) => nameIssues(child(mapping, 'inSystem'), systems))
  if (kind === undefined) return systemsOfKeys

  const readable = entriesOf(fields).filter(([key, { value }]) => fieldMappings.safeParse({ [key]: value }).success)
  const mappings = fieldMappings.parse(Object.fromEntries(readable.map(([key, { value }]) => [key, value])))
  const unknown = unknownMappingNames(kind, mappings)

  return [
    ...systemsOfKeys,
    ...unknown.map((name) => keyIssue(child(fields, name), mappingNames(kind))),
    ...twiceFilledIssues(kind, fields, mappings),
  ]
}

/** Two columns cannot both be the one value of a field. */
function twiceFilledIssues(kind: EntityKind, fields: PlanNode, mappings: Mappings): readonly PlanIssue[] {
  const first = new Map<string, string>()

  return Object.entries(mappings).flatMap(([name, mapping]) => {
    const field = filledFields(kind, name, mapping).find((candidate) => first.has(candidate))
    const other = field === undefined ? undefined : first.get(field)

    for (const filled of filledFields(kind, name, mapping)) first.set(filled, first.get(filled) ?? name)
    if (other === undefined) return []
    return [{ ...keyIssue(child(fields, name), [`one of "${other}" and "${name}"`], `Both are read into ${field}.`) }]
  })
}

function writeBackIssues(flow: PlanNode): readonly PlanIssue[] {
  const writeBack = child(flow, 'writeBack')
  if (writeBack.value === undefined) return []

  const direction = textOf(child(flow, 'direction')) ?? 'read'
  const fields = itemsOf(child(writeBack, 'fields'))
  const names = fields.flatMap((field) => textOf(field) ?? [])
  const ifRead: readonly PlanIssue[] =
    direction === 'read'
      ? [
          {
            ...referenceIssue(writeBack, 'writeBack only where direction is write or both'),
            found: 'corrections for a system that is only read',
            next: 'Set direction: both when this system’s owner agrees to be corrected, or remove writeBack.',
            isAboutKey: true,
          },
        ]
      : []

  return [
    ...ifRead,
    ...fields.flatMap((field) =>
      nameIssues(
        field,
        writableFields(flow),
        'A correction goes to one column: map the field from exactly one under fields.',
      ),
    ),
    ...itemsOf(child(writeBack, 'automatic')).flatMap((field) =>
      nameIssues(field, names, 'List it under writeBack.fields first: automatic is a part of those.'),
    ),
  ]
}

/** Fields read from exactly one column: only there is it clear where a correction goes. */
function writableFields(flow: PlanNode): readonly string[] {
  return entriesOf(child(flow, 'fields'))
    .filter(([, mapping]) => textOf(mapping) !== undefined || textOf(child(mapping, 'from')) !== undefined)
    .map(([name]) => name)
}

function lineIssues(flow: PlanNode, flows: readonly PlanNode[]): readonly PlanIssue[] {
  const entity = child(flow, 'entity')
  const parent = LINE_PARENTS[textOf(entity) ?? '']
  const system = textOf(child(flow, 'system'))
  if (parent === undefined) return []

  const hasParent = flows.some((other) => flowName(other) === `${system}.${parent}`)
  const fields = child(flow, 'fields')
  const documentKey = child(fields, 'documentKey')

  return [
    ...(hasParent || system === undefined
      ? []
      : [
          referenceIssue(
            entity,
            `lines only beside a flow ${system}.${parent}`,
            `Add the flow of the ${parent} headers; a line without its document says nothing.`,
          ),
        ]),
    ...(fields.value === undefined || documentKey.value !== undefined
      ? []
      : [
          referenceIssue(
            documentKey,
            `the column with the key of the ${parent}`,
            'Without it nobody knows to which document a line belongs.',
          ),
        ]),
  ]
}

function entityOf(flow: PlanNode): EntityKind | undefined {
  const entity = textOf(child(flow, 'entity'))

  return entityKinds.find((kind) => kind === entity)
}
