import { camt } from '../../../connectors/camt/camt.ts'
import type { Connector, SnapshotBatch, SourceRow } from '../../../connectors/connector.ts'
import type { CamtSelect } from '../../../connectors/camt/config.ts'
import { connectorConformance } from '../conformance.contract.ts'
import { COLUMNS, type TableRow } from '../conformance-tables.ts'
import { fileSkips, fileSystemUnderTest } from '../file-system-under-test.ts'
import { entryText, referenceText } from './statement-text.ts'

/** The columns of a statement are those of the standard; the suite sees three of them under the names of its table. */
const asTable = ({ fields }: SourceRow): SourceRow => ({
  sourceKey: fields['bankReference'] ?? '',
  changedAt: null,
  fields: {
    id: fields['bankReference'] ?? null,
    name: fields['information'] ?? null,
    note: fields['remittance'] ?? null,
    changed_at: fields['bookedOn'] ?? null,
  },
})

const camtAsTable: Connector<Record<string, never>, CamtSelect> = {
  ...camt,
  config: camt.config as Connector<Record<string, never>, CamtSelect>['config'],
  async open(config, context) {
    const source = await camt.open(config, context)

    return {
      ...source,
      probe: async (select) => ({ ...(await source.probe(select)), columns: COLUMNS }),
      snapshot(select) {
        const reader = source.snapshot(select)

        async function* batches(): AsyncGenerator<SnapshotBatch> {
          for await (const { rows, rejections } of reader.batches) yield { rows: rows.map(asTable), rejections }
        }
        return { batches: batches(), end: () => ({ ...reader.end(), columns: COLUMNS }) }
      },
    }
  },
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')

function entry({ id, name, note }: TableRow): string {
  const remittance = note == null ? '' : `<RmtInf><Ustrd>${escaped(note)}</Ustrd></RmtInf>`

  return entryText('1.00', {
    before: referenceText(id ?? ''),
    details: `<TxDtls>${remittance}<AddtlTxInf>${escaped(name ?? '')}</AddtlTxInf></TxDtls>`,
  })
}

connectorConformance(camtAsTable, {
  systemWith: (table) =>
    fileSystemUnderTest(table, {
      fileName: 'statement.xml',
      config: {} as Record<string, never>,
      *lines({ rows }) {
        yield '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>S</Id>'
        for (const row of rows) yield entry(row)
        yield '</Stmt></BkToCstmrStmt></Document>'
      },
      select: (file) => ({ file }),
    }),
  awkwardValues: [
    '0012',
    '10.10',
    'true',
    `it's a "quoted", value; with | and &`,
    'Žluťoučký kůň',
    '日本',
    '=1+1',
    null,
  ],
  skips: {
    ...fileSkips,
    write: 'a statement is what the bank says; nobody corrects it',
    'rows-without-key': 'an entry without a reference has its place as key',
    'composite-key': 'the key is made by the standard: account and reference of the bank',
    'changed-at': 'an entry does not change after it was booked',
    'large-input': 'XML is held in memory while it is read; more than 64 MiB are refused',
  },
})
