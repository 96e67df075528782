import { declaredFormat, isEpochFormat } from '../date-step.ts'
import { lastYearOf } from '../date-text.ts'
import type { FullFieldMapping } from '../field-mapping.ts'
import type { NormalizeContext } from '../normalize-context.ts'
import { statedText } from '../text.ts'
import type { ColumnMeaning } from './column-meaning.ts'
import { emptyZoneEvidence, observeZone, zoneMeaning } from './zone-meaning.ts'

/** The zone the plan gives a column of moments: its own, else the system's; the company's is assumed, not declared. */
export function declaredZone(mapping: FullFieldMapping, { system }: NormalizeContext): string | null {
  return mapping.timeZone ?? system.timeZone ?? null
}

/** What the times of a sampled column say about their zone. */
export function sampleZone(
  column: string,
  texts: readonly (string | null)[],
  mapping: FullFieldMapping,
  context: NormalizeContext,
): ColumnMeaning | undefined {
  const evidence = emptyZoneEvidence()
  const { format } = mapping
  if (format !== undefined && isEpochFormat(format)) return undefined
  const reading = {
    format: format === undefined ? undefined : declaredFormat(format),
    order: context.dateOrders.get(column),
    shortYearOrder: context.shortYearOrders?.get(column),
    lastYear: lastYearOf(context.asOf, false),
    timeZone: declaredZone(mapping, context) ?? context.company.timeZone,
  }

  for (const raw of texts) {
    const text = statedText(raw)
    if (text !== null) observeZone(evidence, text, reading)
  }
  return zoneMeaning(column, evidence)
}
