/** On folded text: "mueller", "muller" and "müller" become equal; so do "strasse" and "straße". For comparing, never for showing. */
export function foldUmlauts(text: string): string {
  return text.replace(/([aou])e/g, '$1').replace(/ss/g, 's')
}
