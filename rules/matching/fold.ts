import anyAscii from 'any-ascii'

/** Lower-case ASCII words separated by single spaces: "MÜLLER, Ján" and "muller jan" become equal. Idempotent. */
export function fold(text: string): string {
  return anyAscii(text)
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** On folded text: "mueller", "muller" and "müller" become equal; so do "strasse" and "straße". For comparing, never for showing. */
export function foldUmlauts(text: string): string {
  return text.replace(/([aou])e/g, '$1').replace(/ss/g, 's')
}
