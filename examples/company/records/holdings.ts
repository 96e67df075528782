import type { RealCustomer } from '../population/real-customer.ts'
import { randomStream } from '../random-stream.ts'
import type { Sizes } from '../sizes.ts'
import type { CustomerSystem } from './customer-record.ts'

/** Which customers each system holds; a CRM customer appears once per copy. */
export type Holdings = Readonly<Record<CustomerSystem, readonly RealCustomer[]>>

const copiesMax = 8

/** Who buys is in shop and ERP; four fifths of the CRM and the mailing list are buyers, the rest are prospects. */
export function holdings(seed: number, customers: readonly RealCustomer[], sizes: Sizes): Holdings {
  const random = randomStream(seed, 'holdings')
  const everybody = random.shuffle(customers)
  const buyers = everybody.slice(0, sizes.shopCustomers)
  const prospects = everybody.slice(sizes.shopCustomers)
  const someBuyers = (count: number) => random.shuffle(buyers).slice(0, count)
  const crmProspects = prospects.slice(0, Math.floor((prospects.length * 2) / 3))
  const mailingProspects = prospects.slice(Math.floor(prospects.length / 2))
  const crm = [...someBuyers(sizes.crmCustomers - crmProspects.length), ...crmProspects]

  return {
    shop: buyers,
    erp: random.shuffle(buyers),
    crm: random.shuffle([...crm, ...crmCopies(seed, crm, sizes.crmDuplicates)]),
    mailing: random.shuffle([...someBuyers(sizes.mailingCustomers - mailingProspects.length), ...mailingProspects]),
    'accounting-partners': someBuyers(sizes.accountingCustomers),
    warehouse: someBuyers(sizes.warehouseCustomers),
  }
}

/** The surplus records of the CRM: two thirds of its customers have some, up to eight. */
function crmCopies(seed: number, crm: readonly RealCustomer[], count: number): RealCustomer[] {
  const random = randomStream(seed, 'holdings.crm-copies')
  const messy = random.shuffle(crm).slice(0, Math.ceil((crm.length * 2) / 3))
  const copiesOf = new Map<number, number>()
  const copies: RealCustomer[] = []

  while (copies.length < count) {
    const customer = random.pick(messy)
    const sofar = copiesOf.get(customer.id) ?? 0

    if (sofar < copiesMax) {
      copiesOf.set(customer.id, sofar + 1)
      copies.push(customer)
    }
  }
  return copies
}
