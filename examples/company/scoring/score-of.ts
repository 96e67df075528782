/** What was planted, what was reported, and how the two agree. Precision and recall are shares from 0 to 1. */
export interface Score {
  readonly planted: number
  readonly found: number
  readonly precision: number
  readonly recall: number
}

/** Nothing reported is never wrong, nothing planted is never missed. */
export function scoreOf({ planted, found, common }: { planted: number; found: number; common: number }): Score {
  return {
    planted,
    found,
    precision: found === 0 ? 1 : rounded(common / found),
    recall: planted === 0 ? 1 : rounded(common / planted),
  }
}

/** Compares two sets of units; a unit said twice counts once. */
export function setScore(planted: Iterable<string>, found: Iterable<string>): Score {
  const plantedUnits = new Set(planted)
  const foundUnits = new Set(found)
  let common = 0

  for (const unit of foundUnits) if (plantedUnits.has(unit)) common += 1
  return scoreOf({ planted: plantedUnits.size, found: foundUnits.size, common })
}

const rounded = (share: number) => Math.floor(share * 10_000) / 10_000
