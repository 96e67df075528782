const words: Readonly<Record<string, string>> = {
  'asserted-different': 'a person called them different',
  'joins-asserted-different': 'it would join records that a person called different',
  'two-records-of-a-duplicate-free-system': 'two records of one system free of duplicates',
  tie: 'another record is as near',
  bridge: 'only one link joins two clusters',
  'low-density': 'few links join two clusters',
}

/** Why a link that is strong enough does not hold, for people: "tie" is "another record is as near". */
export function separationWords(reason: string): string {
  return words[reason] ?? reason.replace(/^two-values-of-/, 'two values of ')
}
