import type { FieldStorage } from './field.ts'
import { customer } from './customer.ts'
import { product } from './product.ts'
import { order, orderLine } from './order.ts'
import { invoice, invoiceLine } from './invoice.ts'
import { payment } from './payment.ts'
import { message } from './message.ts'

/** Every kind of record the engine understands, with its canonical shape. */
export const entities = { customer, product, order, orderLine, invoice, invoiceLine, payment, message } as const

export type EntityKind = keyof typeof entities

export const entityKinds = Object.keys(entities) as readonly EntityKind[]

/** Kinds that are matched into golden records, in the order of the night: what is referred to comes first. */
export const matchedKinds = ['customer', 'product', 'order', 'invoice'] as const satisfies readonly EntityKind[]

export type MatchedKind = (typeof matchedKinds)[number]

/** A canonical record of any kind: every field of its kind, as text or null. */
export type CanonicalRecord = Readonly<Record<string, string | null>>

/** Field names of a kind, in the order the store keeps them. */
export function fieldsOf(kind: EntityKind): readonly string[] {
  return Object.keys(entities[kind].shape)
}

/** Storage type of each field of a kind, in the same order as `fieldsOf`. */
export function storageOf(kind: EntityKind): ReadonlyMap<string, FieldStorage> {
  return new Map(
    Object.entries(entities[kind].shape).map(([name, schema]) => [
      name,
      (schema.meta() as { storage: FieldStorage }).storage,
    ]),
  )
}
