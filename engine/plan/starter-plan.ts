import { stringify } from 'yaml'
import type { FieldMapping } from '../../rules/normalize/field-mapping.ts'
import type { FlowGuess } from './guess-flow.ts'

/** A file or table that was looked at, and what it seems to hold. */
export interface StarterFlow {
  readonly system: string
  readonly connector: string
  /** Settings of the system; flows of one system have the same. */
  readonly config: Readonly<Record<string, unknown>>
  /** `file` or `table` and the like, without key and changedAt. */
  readonly select: Readonly<Record<string, unknown>>
  /** How the place is called in comments. */
  readonly place: string
  readonly guess: FlowGuess
}

/** What `touchstone init` found in a folder. */
export interface StarterFindings {
  readonly companyName: string
  readonly schemaUrl: string
  readonly flows: readonly StarterFlow[]
  /** Places nobody could make sense of, with the reason. */
  readonly skipped: readonly { readonly place: string; readonly reason: string }[]
}

const GUESSED = '# guessed from the header'

/** A commented plan that passes `touchstone check`; everything guessed says so, everything only a person knows is asked for. */
export function starterPlan({ companyName, schemaUrl, flows, skipped }: StarterFindings): string {
  const systems = [...new Map(flows.map((flow) => [flow.system, flow])).values()]

  return [
    `# yaml-language-server: $schema=${schemaUrl}`,
    '# Written by `touchstone init` from the headers of the files; nothing in the data was judged.',
    '# Read every line once, correct what was guessed, then run `touchstone check`.',
    '',
    'company:',
    `  name: ${scalar(companyName)} # fill in`,
    '  country: CZ # fill in: decides how phones, postal codes and ids without prefix are read',
    '  timeZone: Europe/Prague # fill in',
    '  currency: CZK # fill in: of amounts that name none',
    '',
    'owners: # fill in: who is told, and who may decide. The addresses below are examples',
    ...systems.flatMap(({ system }) => [
      `  ${system}-team:`,
      '    business: business@example.com # fill in: decides which value is right',
      '    technical: technical@example.com # fill in: mends the export or the system',
    ]),
    '',
    'systems:',
    ...systems.flatMap(systemLines),
    '',
    'flows:',
    ...flows.flatMap(flowLines),
    ...skipped.map(({ place, reason }) => `# Left out: ${oneLine(place)} (${oneLine(reason)})`),
    '',
    '# Who is right when systems contradict each other, field by field; without a line the built-in policy decides.',
    '# truth:',
    '#   customer:',
    `#     email: [ mostRecent, mostTrusted: [${systems.map(({ system }) => system).join(', ')}] ]`,
    '',
    '# Systems that must hold the same documents; mismatches between them are reported.',
    '# documents:',
    '#   invoice: { between: [ … at least two systems … ], tolerance: { absolute: 0.02 } }',
    '',
  ].join('\n')
}

function systemLines({ system, connector, config }: StarterFlow): readonly string[] {
  const settings = Object.entries(config).map(
    ([name, value]) => `      ${name}: ${scalar(value)} # guessed from the bytes`,
  )

  return [
    `  ${system}:`,
    `    connector: ${connector}`,
    ...(settings.length === 0 ? [] : ['    config:', ...settings]),
    '    # decimalMark: "," # when amounts look like 1.234,50',
  ]
}

function flowLines({ system, select, place, guess }: StarterFlow): readonly string[] {
  const { entity, key, changedAt, fields, unused } = guess

  return [
    `  - system: ${system} # ${oneLine(place)}`,
    `    entity: ${entity} ${GUESSED}`,
    `    owner: ${system}-team`,
    '    direction: read',
    '    freshness: { warnAfter: 26h, failAfter: 50h } # fill in: how old the data may get',
    `    runbook: docs/runbooks/${system}.md # fill in: what to do when this flow fails`,
    '    select:',
    ...Object.entries(select).map(([name, value]) => `      ${name}: ${scalar(value)}`),
    `      key: ${scalar(key)} ${GUESSED}`,
    ...(changedAt === undefined ? [] : [`      changedAt: ${scalar(changedAt)} ${GUESSED}`]),
    '    fields:',
    ...Object.entries(fields).map(([field, mapping]) => `      ${field}: ${mappingText(mapping)} ${GUESSED}`),
    ...(unused.length === 0 ? [] : [`      # not used: ${unused.map(oneLine).join(', ')}`]),
  ]
}

function mappingText(mapping: FieldMapping): string {
  if (typeof mapping === 'string') return scalar(mapping)
  return `{ ${Object.entries(mapping)
    .map(([name, value]) => `${name}: ${scalar(value)}`)
    .join(', ')} }`
}

/** A value on one line that stays what it is inside `{ … }` too: plain where YAML allows it anywhere, else in quotes. */
function scalar(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(scalar).join(', ')}]`
  if (typeof value !== 'string') return JSON.stringify(value)

  const isPlain = /^[A-Za-z_][\w./*-]*$/.test(value) && stringify(value, { lineWidth: 0 }).trim() === value
  return isPlain ? value : JSON.stringify(value)
}

/** Names come from files: in a comment they must not end the line. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}
