import type { MatchedKind } from '../entity/entity.ts'
import { customerModel } from './customer-model.ts'
import { invoiceModel } from './invoice-model.ts'
import type { MatchModel } from './match-model.ts'
import { orderModel } from './order-model.ts'
import { productModel } from './product-model.ts'

/** The match model of each kind for a plan that brings none. */
export const defaultModels: Readonly<Record<MatchedKind, MatchModel>> = {
  customer: customerModel,
  product: productModel,
  order: orderModel,
  invoice: invoiceModel,
}
