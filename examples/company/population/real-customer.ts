import type { Country } from '../words/word-list.ts'

export interface Address {
  readonly street: string
  readonly city: string
  readonly postalCode: string
}

/** A person or company as the world knows it, whatever the systems say. The engine never sees it. */
export interface RealCustomer {
  readonly id: number
  readonly kind: 'person' | 'company'
  readonly country: Country
  readonly givenName: string | null
  familyName: string | null
  companyName: string | null
  readonly legalForm: string | null
  email: string
  phone: string
  address: Address
  readonly vatId: string | null
  readonly companyId: string | null
  /** People of one household (or sister companies) share address, phone or mailbox: they are the traps of matching. */
  readonly sharesContact: boolean
  /** What changed in this customer’s life, and what the slower systems still say. At most one thing. */
  change: LifeChange | null
}

export type LifeChange =
  | { readonly kind: 'moved'; readonly formerAddress: Address }
  | { readonly kind: 'renamed'; readonly formerName: string }
  | { readonly kind: 'phone'; readonly formerPhone: string }
  | { readonly kind: 'email'; readonly formerEmail: string }
