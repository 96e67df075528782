import { days, historyStart, nightOne } from '../calendar.ts'
import type { LifeChange, RealCustomer } from '../population/real-customer.ts'
import { randomStream, type RandomStream } from '../random-stream.ts'
import { customerRecord, customerSystems, type CustomerRecord, type CustomerSystem } from './customer-record.ts'
import type { Holdings } from './holdings.ts'

const keyOf: Readonly<Record<CustomerSystem, (position: number) => string>> = {
  shop: (position) => String(1 + position),
  erp: (position) => String(10_001 + position),
  crm: (position) => String(1_001 + position),
  mailing: (position) => `sub_${String(1 + position).padStart(6, '0')}`,
  'accounting-partners': (position) => `P${String(1 + position).padStart(5, '0')}`,
  warehouse: (position) => `W${String(20_001 + position)}`,
}

/** How likely a system has not heard of a change yet. */
const lag: Readonly<Record<LifeChange['kind'], Readonly<Record<CustomerSystem, number>>>> = {
  moved: { shop: 0.7, erp: 0, crm: 0.9, mailing: 1, 'accounting-partners': 0.7, warehouse: 1 },
  renamed: { shop: 0.5, erp: 0, crm: 1, mailing: 0.5, 'accounting-partners': 0.3, warehouse: 1 },
  phone: { shop: 0, erp: 0, crm: 1, mailing: 0, 'accounting-partners': 0, warehouse: 0 },
  email: { shop: 0, erp: 0, crm: 1, mailing: 0, 'accounting-partners': 0, warehouse: 0 },
}

/** Every system’s customer records, clean but for what the system has not heard of. */
export function customerRecords(seed: number, held: Holdings): CustomerRecord[] {
  return customerSystems.flatMap((system) => {
    const random = randomStream(seed, `records.${system}`)

    return held[system].map((customer, position) => {
      const isFormer = customer.change !== null && random.chance(lag[customer.change.kind][system])

      return customerRecord(customer, {
        system,
        key: keyOf[system](position),
        changedAt: changeTime(customer, isFormer, random),
        isFormer,
      })
    })
  })
}

/** Who knows of a change was told in the last two months; who does not was last touched before. */
function changeTime({ change }: RealCustomer, isFormer: boolean, random: RandomStream): number {
  const lately = nightOne - days(60)
  const isNews = change !== null && !isFormer

  return isNews
    ? random.between(lately / 1000, (nightOne - days(2)) / 1000) * 1000
    : random.between(historyStart / 1000, (lately - days(1)) / 1000) * 1000
}

/** Records by the customer they describe: the true clusters. */
export function recordsByCustomer(records: readonly CustomerRecord[]): Map<number, CustomerRecord[]> {
  const clusters = new Map<number, CustomerRecord[]>()

  for (const record of records) {
    const cluster = clusters.get(record.customer.id)

    if (cluster === undefined) clusters.set(record.customer.id, [record])
    else cluster.push(record)
  }
  return clusters
}
