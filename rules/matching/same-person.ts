/** Whether two names are one person's: case and spaces around do not make a second one. */
export function isSamePerson(one: string, other: string): boolean {
  return one === other || personKey(one) === personKey(other)
}

/** What is equal for all spellings of a person's name. */
export function personKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
