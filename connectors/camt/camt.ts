import { basename } from 'node:path'
import { defineConnector } from '../connector.ts'
import { inFolder } from '../file-folder.ts'
import { fileGuarantees } from '../file-guarantees.ts'
import { fileSnapshot, probeFile, type ReadFile } from '../file-snapshot.ts'
import type { FileEnd } from '../file-end.ts'
import type { RowSink } from '../row-sink.ts'
import { SourceError } from '../source-error.ts'
import { readXmlFile } from '../xml-reader.ts'
import { camtConfig, camtSelect } from './config.ts'
import { balanceOf, statementsOf } from './statement.ts'
import { camtColumns, paymentsOf } from './transaction.ts'

const roots = [{ name: 'Document', namespace: /^urn:iso:std:iso:20022:tech:xsd:camt\.05[234]\.001\.\d{2}$/ }]
const columns: readonly string[] = camtColumns
const ROWS_BETWEEN_YIELDS = 1_000

/** Bank statements: CAMT.053 statements, CAMT.052 reports of the day and CAMT.054 notifications, versions 1 to 8. */
export const camt = defineConnector({
  name: 'camt',
  config: camtConfig,
  select: camtSelect,
  // A statement of March lacks what was booked in February: what is not in the files is not deleted.
  guarantees: { ...fileGuarantees, knowsChangedAt: false, knowsDeletions: false },

  async open(config, systemContext) {
    const context = inFolder(config, systemContext)

    return {
      probe: ({ file }) => probeFile(file, context, readStatements()),
      snapshot: ({ file }) => fileSnapshot(file, context, readStatements()),
      async [Symbol.asyncDispose]() {},
    }
  },
})

/** Reads one file after the other; an entry that several of them report is taken once. */
function readStatements(): ReadFile {
  const seen = new Map<string, string>()

  return async function* (file, sink, { signal }) {
    const statements = statementsOf(await readXmlFile(file.path, roots, signal))
    const reasons: string[] = []
    let isProved = statements.length > 0

    if (statements.length === 0) {
      throw new SourceError('SOURCE_FORMAT_INVALID', {
        path: file.path,
        format: 'a bank statement',
        found: 'a message without a statement, report or notification',
        allowed: 'CAMT.052, CAMT.053 or CAMT.054 with at least one of them',
      })
    }
    for (const [number, statement] of statements.entries()) {
      const balance = balanceOf(statement)

      isProved &&= balance.kind === 'proved'
      if (balance.kind === 'contradicted') {
        reasons.push(`${basename(file.path)}: of statement ${number + 1} ${balance.reason}`)
      }
      for (const [position, entry] of statement.entries.entries()) {
        const reversalsFlipped = balance.kind === 'proved' && balance.reversalsFlipped

        for (const fields of paymentsOf(statement, entry, position + 1, reversalsFlipped)) {
          take({ ...fields }, `${basename(file.path)}:${entry.line}`, sink, seen)
        }
        if (position % ROWS_BETWEEN_YIELDS === 0) yield columns
      }
    }
    return endOf(reasons, isProved)
  }
}

/**
 * Intraday reports, statements and notifications repeat one another's entries: the same key with the same amount is the same
 * entry. With another amount it is another one, and gets a key of its own.
 */
function take(fields: Record<string, string | null>, position: string, sink: RowSink, seen: Map<string, string>): void {
  const signature = JSON.stringify([fields['amount'], fields['currency'], fields['reversal']])
  const key = fields['key'] ?? ''

  for (let copy = 1; ; copy += 1) {
    const unique = copy === 1 ? key : `${key}|copy ${copy}`
    const known = seen.get(unique)

    if (known === signature) return sink.reject(position, 'key-repeated', unique, unique)
    if (known !== undefined) continue
    seen.set(unique, signature)
    return sink.row({ sourceKey: unique, changedAt: null, fields: { ...fields, key: unique } })
  }
}

/** A closing balance that fits is what a trailer is to other files; without balances the file's own end has to do. */
function endOf(reasons: readonly string[], isProved: boolean): FileEnd {
  if (reasons.length > 0) return { columns, proof: 'none', expectedCount: null, reason: reasons.join('; ') }

  return { columns, proof: isProved ? 'trailer-count' : 'end-of-file', expectedCount: null, reason: null }
}
