/** A flow of a small company's plan, in the words of the plan itself. */
export interface NightFlow {
  /** `crm.customer` */
  readonly id: string
  /** Lines of YAML: select, fields, writeBack, guard … */
  readonly lines: readonly string[]
}

/** One flow: what every flow needs (owner, freshness, runbook) is filled in. */
export function flow(id: string, ...lines: readonly string[]): NightFlow {
  return { id, lines }
}

/** A plan of the given flows. `systems` maps a system to its YAML; a system that is not named is a folder of CSV files. */
export function nightPlan(
  flows: readonly NightFlow[],
  { systems = {}, rest = '' }: { readonly systems?: Readonly<Record<string, string>>; readonly rest?: string } = {},
): string {
  const names = [...new Set(flows.map(systemOf))]

  return [
    'company: { name: Example s.r.o., country: CZ, timeZone: Europe/Prague, currency: CZK }',
    'owners: { office: { business: office@example.cz, technical: it@example.cz } }',
    'systems:',
    ...names.map((name) => `  ${name}: ${systems[name] ?? '{ connector: csv }'}`),
    'flows:',
    ...flows.flatMap(flowLines),
    rest,
  ].join('\n')
}

const systemOf = ({ id }: NightFlow) => id.slice(0, id.indexOf('.'))

function flowLines(one: NightFlow): readonly string[] {
  return [
    `  - system: ${systemOf(one)}`,
    `    entity: ${one.id.slice(one.id.indexOf('.') + 1)}`,
    '    owner: office',
    '    freshness: { warnAfter: 26h, failAfter: 50h }',
    '    runbook: docs/runbook.md',
    ...one.lines.map((line) => `    ${line}`),
  ]
}

/** A file of customers, in the columns that `page` tables of these tests have. */
export function customersOf(system: string, ...lines: readonly string[]): NightFlow {
  return flow(
    `${system}.customer`,
    `select: { file: ${system}.csv, key: id, changedAt: changed }`,
    'fields: { name: name, email: email, phone: phone, vatId: vat, city: city }',
    ...lines,
  )
}
