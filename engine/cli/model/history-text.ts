import { separationWords } from '../../../rules/matching/separation-words.ts'
import type { PairHistory } from '../../matching/explain/pair-history.ts'
import type { LinkHistoryEntry } from '../../store/matching/link-history.ts'
import { textTable } from '../text-table.ts'

const retractions: Readonly<Record<string, string>> = {
  'record-ended': 'one of the records ended',
  'person-decided': 'a person has decided',
  'another-model': 'another match model',
  'record-changed': 'one of the records changed',
  'surroundings-changed': 'other records changed',
}

/** All that was said of two records, for people. */
export function historyText({ left, right, kind, entries, entryCount }: PairHistory): string {
  const last = entries.at(-1)

  if (last === undefined)
    return `Nothing was ever said of ${left} and ${right} (${kind}), or nothing after that place.\n`

  return [
    `What was said of ${left} and ${right} (${kind}):\n\n`,
    textTable(
      ['', 'when', 'what', 'by whom', 'why'],
      entries.map((entry) => [String(entry.place), entry.at, whatOf(entry), whoOf(entry), whyOf(entry)]),
    ),
    last.place < entryCount ? `${entryCount - last.place} more: --after ${last.place}\n` : '',
  ].join('')
}

function whatOf({ standing, verdict }: LinkHistoryEntry): string {
  return standing === 'retracted' ? `no longer ${verdict}` : verdict
}

function whoOf({ actor, decision, run }: LinkHistoryEntry): string {
  return decision === null ? `run ${run}` : `${actor ?? ''} (decision ${decision})`
}

function whyOf({ decision, standing, evidence, weight, heldApartBy, modelVersion }: LinkHistoryEntry): string {
  if (decision !== null) return evidence
  if (standing === 'retracted') return retractions[evidence] ?? evidence
  const apart = heldApartBy === null ? '' : `, held apart: ${separationWords(heldApartBy)}`

  return `match weight ${(weight ?? 0).toFixed(2)}, most from ${evidence}, model ${modelVersion}${apart}`
}
