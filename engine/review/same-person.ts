/** Whether two names are one person's: case and spaces around do not make a second one. */
export function isSamePerson(one: string, other: string): boolean {
  return folded(one) === folded(other)
}

const folded = (name: string) => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
