import type { LoadedPlan } from './load-plan.ts'

/** Who is to act on a finding, as the plan names them: the business owner of the flow it is about, else of another flow of the system. */
export function findingOwners(loaded: LoadedPlan): (system: string, kind: string) => string | null {
  const ownerOf = new Map<string, string>()

  for (const { id, system, owner } of loaded.flows) {
    const business = loaded.plan.owners[owner]?.business

    if (business === undefined) continue
    ownerOf.set(id, business)
    if (!ownerOf.has(system)) ownerOf.set(system, business)
  }
  return (system, kind) => ownerOf.get(`${system}.${kind}`) ?? ownerOf.get(system) ?? null
}
