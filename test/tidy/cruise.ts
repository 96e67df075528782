import { createRequire } from 'node:module'
import { cruise as cruiseModules, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'

const { forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: { name: string; comment: string }[]
  options: ICruiseOptions
}

/** Names of the border rules, as `.dependency-cruiser.cjs` gives them. */
export const borderRules: readonly string[] = forbidden.map((rule) => rule.name)

/** Follows the imports of the given folders and answers how many modules were seen and which borders they cross. */
export async function cruise(baseDir: string, folders: readonly string[]) {
  const { output } = await cruiseModules([...folders], {
    ...options,
    baseDir,
    validate: true,
    ruleSet: { forbidden } as NonNullable<ICruiseOptions['ruleSet']>,
  })
  const { summary } = output as ICruiseResult
  const commentOf = new Map(forbidden.map((rule) => [rule.name, rule.comment]))

  return {
    moduleCount: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => ({
      rule: rule.name,
      says: `${from} -> ${to}\n  ${rule.name}: ${commentOf.get(rule.name) ?? ''}`,
    })),
  }
}
