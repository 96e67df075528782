import type { PlanPath } from './plan-problem.ts'

const REASONS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^owners$/, 'Without owners nobody is told when a flow fails, and the customer notices first.'],
  [
    /^flows\.\d+\.owner$/,
    'Without an owner nobody is told when this flow fails, and nobody may decide which of its values are right.',
  ],
  [
    /^owners\.[^.]+\.business$/,
    'Without a business owner nobody can decide which value is right when systems contradict each other.',
  ],
  [/^owners\.[^.]+\.technical$/, 'Without a technical owner nobody is called when the system or its export fails.'],
  [
    /^flows\.\d+\.freshness(\.warnAfter|\.failAfter)?$/,
    'Without freshness yesterday’s data pass for today’s, and an export that stopped weeks ago looks healthy.',
  ],
  [/^flows\.\d+\.runbook$/, 'Without a runbook whoever is woken at three in the morning has to guess what to do.'],
]

/** Why the plan insists on something that is missing, in one sentence; undefined where the schema's own words are enough. */
export function requiredReason(path: PlanPath): string | undefined {
  const place = path.join('.')

  return REASONS.find(([pattern]) => pattern.test(place))?.[1]
}
