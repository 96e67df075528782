interface Difference {
  readonly prefix: string
  readonly kind: string
  readonly text: string
  readonly ours: string
  readonly theirs: string
}

/** Why we and python-stdnum differ on an id where we looked up who is right; undefined where nobody did. */
export function knownDifference({ prefix, kind, ours, theirs }: Difference): string | undefined {
  if (kind === 'prefix twice' && ours === '' && theirs !== '')
    return 'stdnum overlooks a prefix written twice in this country; in the others it does not'
  if (prefix === 'LV' && /^LV3[2-9]/.test(ours) && theirs === '')
    return 'personal codes without a date, given since July 2017: random digits by law, unknown to stdnum 1.18 (its issue 486)'
  if (prefix === 'BE' && ours === '' && /^BE[2-9]/.test(theirs))
    return 'the number begins with 0 or 1, says the register; stdnum takes any digit'

  return undefined
}
