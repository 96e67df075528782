/** A legal form as companies of some countries write it. */
export interface LegalForm {
  /** What the record keeps. */
  readonly canonical: string
  readonly countries: readonly string[]
  /** Codes of the form in ISO 20275 (GLEIF's ELF list); several where the list splits what names do not. */
  readonly elfCodes: readonly string[]
  /** The canonical form first. Dots, spaces, case and diacritics do not matter: "s.r.o." stands for "S. R. O." and "sro" too. */
  readonly spellings: readonly string[]
  /** Written before the name as well: "UAB Acme". */
  readonly mayLead: boolean
  /** Read only in its own countries, and short ones only as written here: "ANS" ends many names that are no Norwegian partnership's. */
  readonly isLocal: boolean
}

/**
 * Reads a table of forms: a line of country codes, then lines of `canonical [ELF codes] = spelling ; spelling`. Before the form,
 * `+` says that it may lead a name, `~` that it is local.
 */
export function parseLegalForms(table: string): readonly LegalForm[] {
  let countries: readonly string[] = []
  const forms: LegalForm[] = []

  for (const line of table.split('\n').filter((text) => text !== '')) {
    if (/^[A-Z]{2}(?: [A-Z]{2})*$/.test(line)) countries = line.split(' ')
    else forms.push(parseLine(line, countries))
  }
  return forms
}

function parseLine(line: string, countries: readonly string[]): LegalForm {
  const [, marks = '', canonical = '', codes = '', others = ''] =
    /^([+~]*) ?(.+?)(?: \[([A-Z\d ]+)\])?(?: = (.+))?$/.exec(line) ?? []

  return {
    canonical,
    countries,
    elfCodes: codes === '' ? [] : codes.split(' '),
    spellings: [canonical, ...(others === '' ? [] : others.split(' ; '))],
    mayLead: marks.includes('+'),
    isLocal: marks.includes('~'),
  }
}
