import { callCentrePhone } from '../identity/phone-number.ts'
import { randomStream } from '../random-stream.ts'
import { mappedFields, recordName, type CustomerRecord } from '../records/customer-record.ts'
import { recordsByCustomer } from '../records/customer-records.ts'
import type { PlantedCounts } from '../sizes.ts'

/** Plants fields left blank although another system knows them, the call centre’s own number, and made-up values. Returns the blanks as `system:key:field`. */
export function plantLostEvidence(seed: number, records: readonly CustomerRecord[], counts: PlantedCounts): string[] {
  const random = randomStream(seed, 'faults.lost-evidence')
  const eligible = random
    .shuffle(records)
    .filter(
      ({ isSpoiled, customer, system }) =>
        !isSpoiled &&
        customer.change === null &&
        !customer.sharesContact &&
        system !== 'mailing' &&
        system !== 'warehouse',
    )
  const crmRecords = eligible.filter(({ system }) => system === 'crm')

  for (const record of crmRecords.slice(0, counts.callCentre)) {
    record.phone = callCentrePhone
    record.isSpoiled = true
  }
  for (const record of crmRecords.slice(counts.callCentre, counts.callCentre + counts.placeholders)) {
    if (random.chance(0.5)) record.email = random.pick(['neuvedeno@example.cz', 'nema@nema.cz', 'x@x.cz'])
    else record.phone = random.pick(['000000000', '123456789', '999999999'])
    record.isSpoiled = true
  }
  return plantGaps(seed, eligible, records, counts.gaps)
}

function plantGaps(
  seed: number,
  eligible: readonly CustomerRecord[],
  records: readonly CustomerRecord[],
  count: number,
): string[] {
  const random = randomStream(seed, 'faults.gaps')
  const clusters = recordsByCustomer(records)
  const gaps: string[] = []

  for (const record of eligible) {
    if (gaps.length === count) break
    if (record.isSpoiled) continue
    const others = (clusters.get(record.customer.id) ?? []).filter(
      ({ system, isSpoiled }) => system !== record.system && !isSpoiled,
    )
    const known = mappedFields[record.system].filter(
      (field) =>
        record[field] !== null &&
        others.some((other) => mappedFields[other.system].includes(field) && other[field] !== null),
    )

    if (known.length === 0) continue
    const field = random.pick(known)

    record[field] = null
    record.isSpoiled = true
    gaps.push(`${recordName(record)}:${field}`)
  }
  return gaps
}
