import type { ExportTable, ExportTables } from './export-tables.ts'
import { guessFlow } from './guess-flow.ts'
import { foldHeader } from './header-synonyms.ts'
import { systemWords } from './name-words.ts'
import type { StarterFindings, StarterFlow } from './starter-plan.ts'

/** Turns tables into flows of systems: a name of its own in the file, else its folder, is the system; what nobody recognises is left out and named. */
export function starterFlows({ tables, skipped }: ExportTables): Pick<StarterFindings, 'flows' | 'skipped'> {
  const flows: StarterFlow[] = []
  const leftOut = [...skipped]

  for (const table of tables) {
    const guess = guessFlow(table.name, table.columns)
    if (guess === null) {
      leftOut.push({
        place: table.place,
        reason: `no entity recognised in its name or columns ${table.columns.slice(0, 12).join(', ')}`,
      })
      continue
    }
    const { connector, config, select, place } = table
    const flow = { connector, config, select, place, guess }

    flows.push({ ...flow, system: freeSystem(systemName(table), flow, flows) })
  }
  return withHeadersOfLines(flows, leftOut)
}

function systemName({ name, folder, connector }: ExportTable): string {
  const own = connector === 'sqlite' ? [] : systemWords(name)
  const words = own.length > 0 ? own : folder.split(/[^\p{L}\p{N}]+/u).map(foldHeader)
  const text = words.filter((word) => word !== '').join('-')

  return /^[a-z]/.test(text) ? text : `system${text === '' ? '' : `-${text}`}`
}

/** A system has one connector, one config, and one flow for each entity; the second of anything makes a second system. */
function freeSystem(name: string, flow: Omit<StarterFlow, 'system'>, flows: readonly StarterFlow[]): string {
  const fits = (candidate: string) =>
    flows
      .filter(({ system }) => system === candidate)
      .every(
        (other) =>
          other.connector === flow.connector &&
          JSON.stringify(other.config) === JSON.stringify(flow.config) &&
          other.guess.entity !== flow.guess.entity,
      )

  for (let attempt = 1; ; attempt += 1) {
    const candidate = attempt === 1 ? name : `${name}-${attempt}`
    if (fits(candidate)) return candidate
  }
}

/** Lines without the headers of their documents cannot be a plan; they are left out with the reason. */
function withHeadersOfLines(
  flows: readonly StarterFlow[],
  skipped: StarterFindings['skipped'],
): Pick<StarterFindings, 'flows' | 'skipped'> {
  const has = (system: string, entity: string) =>
    flows.some((flow) => flow.system === system && flow.guess.entity === entity)
  const isComplete = ({ system, guess }: StarterFlow) =>
    !guess.entity.endsWith('Line') ||
    (has(system, guess.entity.replace('Line', '')) && guess.fields['documentKey'] !== undefined)

  return {
    flows: flows.filter(isComplete),
    skipped: [
      ...skipped,
      ...flows
        .filter((flow) => !isComplete(flow))
        .map(({ place }) => ({ place, reason: 'lines whose documents were not found beside them' })),
    ],
  }
}
