import type { PaymentPolicy, SettledKind } from '../../rules/documents/payments/payment-policy.ts'

/** Documents of one system and the systems whose payments settle them. */
export interface PaymentTarget {
  readonly kind: SettledKind
  readonly system: string
  readonly paymentSystems: readonly string[]
}

/** What the plan wants settled, one entry for each system's documents of a kind. */
export function targetsOf({ settles }: PaymentPolicy): readonly PaymentTarget[] {
  const targets = new Map<string, { kind: SettledKind; system: string; paymentSystems: string[] }>()

  for (const { payments, documents, of } of settles) {
    const target = targets.get(`${documents} ${of}`)

    if (target === undefined)
      targets.set(`${documents} ${of}`, { kind: documents, system: of, paymentSystems: [payments] })
    else target.paymentSystems.push(payments)
  }
  return [...targets.values()]
}
