/** "Žluťoučký Weiß" as "Zlutoucky Weiss": what old systems and e-mail addresses make of a name. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('ß', 'ss')
}
