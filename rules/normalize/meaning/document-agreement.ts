import { documentNumberKey } from '../../documents/document-number.ts'
import { vatRatesOn } from '../../documents/vat-rates.ts'
import { storageOf, type CanonicalRecord } from '../../entity/entity.ts'
import { compileMapping } from '../compile-mapping.ts'
import { fullMapping, inputColumns } from '../mapped-input.ts'
import type { SourceFields } from '../normalize-context.ts'
import { statedText } from '../text.ts'
import { amountAgreement, dateAgreement, momentAgreement, type Agreement } from './agreement.ts'
import type { ProfiledFlow } from './profiled-flow.ts'

/** One document as the profiled flow and another system have it. */
interface Pair {
  readonly fields: SourceFields
  readonly here: CanonicalRecord
  readonly there: CanonicalRecord
}

/**
 * What other systems say of a flow's columns by the same documents: those with the same number, where both systems have it once.
 * Fields in which the two have nothing to compare are left out.
 */
export function documentAgreements(
  flow: ProfiledFlow,
  rows: readonly SourceFields[],
  beside: readonly { readonly system: string; readonly record: CanonicalRecord }[],
): readonly Agreement[] {
  const normalize = compileMapping(flow.kind, flow.mappings, flow.context)
  const own = onlyOnes(rows.map((fields) => ({ fields, record: normalize({ changedAt: null, fields }).record })))
  const systems = [...new Set(beside.map(({ system }) => system))].toSorted()

  return systems.flatMap((system) => {
    const theirs = onlyOnes(beside.filter((document) => document.system === system))
    const pairs = [...own].flatMap(([key, { fields, record }]) => {
      const there = theirs.get(key)?.record
      return there === undefined ? [] : [{ fields, here: record, there }]
    })

    return pairs.length === 0 ? [] : agreementsWith(flow, system, pairs)
  })
}

function onlyOnes<Document extends { readonly record: CanonicalRecord }>(
  documents: readonly Document[],
): ReadonlyMap<string, Document> {
  const byKey = new Map<string, Document>()
  const repeated = new Set<string>()

  for (const document of documents) {
    const key = documentNumberKey(document.record['number'] ?? '')
    if (key === '') continue
    if (byKey.has(key)) repeated.add(key)
    byKey.set(key, document)
  }
  for (const key of repeated) byKey.delete(key)
  return byKey
}

function agreementsWith(flow: ProfiledFlow, system: string, pairs: readonly Pair[]): readonly Agreement[] {
  const fields = [...storageOf(flow.kind)]
  const agreements = fields.flatMap(([field, storage]) => {
    if (storage === 'date') return [dateAgreement(field, system, datePairs(flow, field, pairs))]
    if (storage === 'instant') return [momentAgreement(field, system, momentPairs(field, pairs))]

    return field === 'netMinor' || field === 'grossMinor'
      ? [amountAgreement(field, system, amountPairs(flow, field, pairs))]
      : []
  })

  return agreements.filter(({ evidence }) => Object.keys(evidence).length > 0)
}

/** Dates as written: their order is what is asked. */
function datePairs({ mappings }: ProfiledFlow, field: string, pairs: readonly Pair[]) {
  const mapping = mappings[field]
  const [column] = mapping === undefined ? [] : inputColumns(fullMapping(mapping))

  return pairs.flatMap(({ fields, there }) => {
    const raw = statedText(column === undefined ? null : fields[column])
    return raw === null || there[field] == null ? [] : [{ raw, there: there[field] }]
  })
}

function momentPairs(field: string, pairs: readonly Pair[]) {
  return pairs.flatMap(({ here, there }) =>
    here[field] == null || there[field] == null
      ? []
      : [{ here: Date.parse(here[field]), there: Date.parse(there[field]) }],
  )
}

function amountPairs({ context }: ProfiledFlow, field: string, pairs: readonly Pair[]) {
  return pairs.flatMap(({ here, there }) => {
    const isComparable = here['currency'] === there['currency'] && here['scale'] === there['scale']
    if (here[field] == null || there[field] == null || !isComparable) return []
    const day = there['taxPointOn'] ?? there['issuedOn'] ?? there['orderedOn'] ?? context.asOf.slice(0, 10)

    return [{ here: BigInt(here[field]), there: BigInt(there[field]), rates: vatRatesOn(context.company.country, day) }]
  })
}
