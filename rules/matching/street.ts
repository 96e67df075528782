/** Words for "street" in the languages of our customers; they are abbreviated, dropped and swapped at will. Matched on folded words. */
export const streetWordList: readonly string[] =
  'strasse strase str ulice ul street st road rd avenue ave av lane ln drive dr boulevard bd blvd rue r via v calle c place pl platz namesti nam trida tr nabrezi nabr'.split(
    ' ',
  )

export const streetEndingList: readonly string[] = ['strase', 'strasse', 'straat', 'str', 'platz', 'pl']

const streetWords = new RegExp(`\\b(${streetWordList.join('|')})\\b`, 'g')
const streetEnding = new RegExp(`(${streetEndingList.join('|')})\\b`, 'g')

/** The folded name of a street without house number and without the word for "street"; the name itself when nothing else is left. */
export function streetName(text: string): string {
  const words = withoutTown(text)
    .replace(/\b\d+[a-z]?\b/g, ' ')
    .replace(/\b[a-z]\b(?=\s*$)/, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const bare = words.replace(streetWords, ' ').replace(streetEnding, '').replace(/\s+/g, ' ').trim()

  return bare === '' ? words : bare
}

/** The first house number of a folded street line, without its letter: "dlouha 12a/3" is 12. Empty when there is none. */
export function houseNumber(text: string): string {
  return /(?:^|\s)0*(\d+)[a-z]?\b/.exec(text)?.[1] ?? ''
}

/** What follows a postal code is the town: "12 long street 14103 oldton". A line that begins with one keeps all. */
function withoutTown(text: string): string {
  const code = /(?<=\S \S.*?)\s\d{4,6}\b/.exec(text)

  return code === null ? text : text.slice(0, code.index)
}
