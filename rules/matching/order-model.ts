import { documentModel } from './document-model.ts'

/** Orders: the number, and who ordered when for how much. */
export const orderModel = documentModel({ kind: 'order', dateField: 'orderedOn' })
