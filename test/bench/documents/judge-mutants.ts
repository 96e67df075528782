import { compareCollections, type CollectedInvoice } from '../../../rules/documents/compare-collections.ts'
import { contentOfEInvoice } from '../../../rules/documents/content-of-e-invoice.ts'
import type { EInvoice } from '../../../rules/entity/e-invoice.ts'
import type { MismatchCause } from '../../../rules/documents/mismatch-cause.ts'
import type { Judged } from './cause-score.ts'
import type { Dice } from './dice.ts'
import { isSound } from './invoice-sums.ts'
import { mutantsOf } from './mutations.ts'

/** One altered copy, what was expected of it and what was found. */
export interface JudgedMutant extends Judged {
  readonly name: string
  readonly mutation: string
}

/** How the copy gets to the comparison: as it is, or written as a file and read again. */
export type Transport = (invoice: EInvoice) => Promise<EInvoice>

/**
 * Alters an invoice in every way it can be altered and compares each copy with the original. What the original contradicts by
 * itself is found in every copy too, and expected.
 */
export async function judgeMutants(
  name: string,
  original: EInvoice,
  transport: Transport,
  dice: Dice,
): Promise<readonly JudgedMutant[]> {
  const reference = await transport(original)
  const own = causesBetween([reference], [reference])
  const judged: JudgedMutant[] = []

  for (const { mutation, mode, expected, invoice } of mutantsOf(reference, isSound(reference), dice)) {
    const found = causesBetween([reference], [await transport(invoice)])

    judged.push({ name, mutation: `${mutation} (${mode})`, expected: [expected, ...own], found })
  }
  judged.push({ name, mutation: 'nothing', expected: own, found: own })
  return judged
}

/**
 * Leaves out and doubles documents of a collection, one at a time. Of two genuine files that say the same, the one left alone is a
 * duplicate; a document that contradicts itself does so in both of its copies.
 */
export function judgeCollections(invoices: readonly EInvoice[], dice: Dice, rounds: number): readonly JudgedMutant[] {
  const own = causesBetween(invoices, invoices)

  return Array.from({ length: rounds }, (_, round) => {
    const at = dice.below(invoices.length)
    const document = invoices[at] as EInvoice
    const isDoubled = round % 2 === 0
    const changed = isDoubled ? [...invoices, document] : invoices.toSpliced(at, 1)

    return {
      name: `document ${at}`,
      mutation: isDoubled ? 'document doubled' : 'document missing',
      expected: isDoubled
        ? ['duplicate', ...causesBetween([document], [document]), ...own]
        : [hasTwin(invoices, at) ? 'duplicate' : 'missing', ...own],
      found: causesBetween(invoices, changed),
    }
  })
}

function hasTwin(invoices: readonly EInvoice[], at: number): boolean {
  const document = invoices[at] as EInvoice
  const own = causesBetween([document], [document]).join()

  return invoices.some((other, place) => place !== at && causesBetween([document], [other]).join() === own)
}

function causesBetween(lefts: readonly EInvoice[], rights: readonly EInvoice[]): readonly MismatchCause[] {
  return compareCollections(collected(lefts), collected(rights)).findings.map(({ cause }) => cause)
}

function collected(invoices: readonly EInvoice[]): readonly CollectedInvoice[] {
  return invoices.map((invoice, index) => ({
    name: String(index).padStart(4, '0'),
    content: contentOfEInvoice(invoice).content,
    invoice,
  }))
}
