/** A level with m = u says nothing, such as a missing value: it weighs nothing and takes no part in training. */
export function isNeutral({ m, u }: { readonly m: number; readonly u: number }): boolean {
  return m === u
}
