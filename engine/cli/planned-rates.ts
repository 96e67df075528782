import type { ReferenceRates } from '../../rules/documents/exchange-rate.ts'
import { exchangeRates } from '../plan/exchange-rates.ts'
import type { LoadedPlan } from '../plan/load-plan.ts'

/** The exchange rates of a plan; what reads XML is loaded only for a file that needs it. */
export async function plannedRates(loaded: LoadedPlan): Promise<ReferenceRates | undefined> {
  return exchangeRates(loaded, async (text) => (await import('../../connectors/ecb-rates.ts')).ecbRates(text))
}
