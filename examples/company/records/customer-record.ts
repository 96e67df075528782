import type { RealCustomer } from '../population/real-customer.ts'

/** The systems that hold customers, as the plan names them. */
export const customerSystems = ['shop', 'erp', 'crm', 'mailing', 'accounting-partners', 'warehouse'] as const

export type CustomerSystem = (typeof customerSystems)[number]

/** One customer as one system has it, before the system’s own spelling of phones, dates and countries. */
export interface CustomerRecord {
  readonly system: CustomerSystem
  readonly key: string
  readonly customer: RealCustomer
  givenName: string | null
  familyName: string | null
  /** With legal form, as people type it. */
  companyName: string | null
  email: string | null
  phone: string | null
  street: string | null
  city: string | null
  postalCode: string | null
  vatId: string | null
  companyId: string | null
  changedAt: number
  /** Whether the system has not heard of the customer’s change. */
  readonly isFormer: boolean
  /** Set once a record has lost a piece of its evidence: no record loses two, or nobody could say whose it is. */
  isSpoiled: boolean
}

export type CustomerField = 'email' | 'phone' | 'city' | 'vatId' | 'companyId'

/** What the plan maps from each system, among the fields a gap may be planted in. */
export const mappedFields: Readonly<Record<CustomerSystem, readonly CustomerField[]>> = {
  shop: ['email', 'phone', 'city', 'vatId'],
  erp: ['email', 'phone', 'city', 'vatId', 'companyId'],
  crm: ['email', 'phone', 'city', 'vatId', 'companyId'],
  mailing: ['email'],
  'accounting-partners': ['email', 'phone', 'city', 'vatId', 'companyId'],
  warehouse: ['phone', 'city'],
}

/** `shop:17`, as reports and truth name a record. */
export const recordName = ({ system, key }: Pick<CustomerRecord, 'system' | 'key'>) => `${system}:${key}`

/** A clean copy of a customer: as it is today, or as it was before its one change. */
export function customerRecord(
  customer: RealCustomer,
  { system, key, changedAt, isFormer }: { system: CustomerSystem; key: string; changedAt: number; isFormer: boolean },
): CustomerRecord {
  const known = isFormer ? beforeChange(customer) : customer
  const { familyName, companyName, email, phone, address } = known

  return {
    system,
    key,
    customer,
    givenName: customer.givenName,
    familyName,
    companyName: companyName === null ? null : `${companyName} ${customer.legalForm ?? ''}`.trim(),
    email,
    phone,
    street: address.street,
    city: address.city,
    postalCode: address.postalCode,
    vatId: customer.vatId,
    companyId: customer.companyId,
    changedAt,
    isFormer,
    isSpoiled: false,
  }
}

function beforeChange(customer: RealCustomer): RealCustomer {
  const { change } = customer

  switch (change?.kind) {
    case 'moved':
      return { ...customer, address: change.formerAddress }
    case 'renamed':
      return customer.kind === 'person'
        ? { ...customer, familyName: change.formerName }
        : { ...customer, companyName: change.formerName }
    case 'phone':
      return { ...customer, phone: change.formerPhone }
    case 'email':
      return { ...customer, email: change.formerEmail }
    case undefined:
      return customer
  }
}
