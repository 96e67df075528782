import { fold } from './fold.ts'
import { remember } from './remember.ts'

/** Titles and forms of address as `fold` writes them without spaces. They are titles with or without a dot. */
const titles = new Set(
  [
    'mr mrs ms miss mister dr drs phd csc drsc mba llm dba msc bsc jr esq mgr mga bc bca judr',
    'mudr mddr mvdr phdr rndr paeddr pharmdr thdr thlic icdr rsdr artd dipling diplkfm diplvw',
    'ingarch akadarch mgrart drmed drhc profdr hr herr herrn frau',
    'dring diplkffr diplbetrw diplwirting diplinf diplinform diplpsych dipljur diplvolksw diplarch univprof drjur drphil drrernat',
    'bsba lld dphil pgce fcca acca cpa mrcvs mrcs frcs',
    'mme mlle monsieur dhr mevr mevrouw mw sra srta dottssa profssa sigra',
  ].flatMap((words) => words.split(' ')),
)

/** Abbreviations that are also names or initials: titles only with their dot. */
const dottedTitles = new Set(
  [
    'ing prof doc dis st ml mag jun sen arch akad dipl ba ma bba lic ir mphil ph mpa sl dott sig med hc sr',
    'rer nat pol phil jur iur oec habil techn mont univ emer vet dent hab inz lek ifj ozv avv rag geom siv fh',
    'fr hr mst rev hon capt col lt maj sgt gen adj',
  ].flatMap((words) => words.split(' ')),
)

/** Forms of address in lower case only: Pan is a family too. */
const addresses = new Set(['pan', 'paní', 'slečna', 'pán', 'pani', 'slečinka'])

/** What follows the names of a father and a son; only in capitals and at the end, because Vi and Ii are names. */
const generation = /^(?:II|III|IV)$/

/** Whether a word is a title wherever it stands. Remembered, because the words of names repeat more than names do. */
export const isTitle: (word: string) => boolean = remember((word) => {
  if (word.length > 16) return false
  if (addresses.has(word)) return true
  const key = fold(word).replaceAll(' ', '')

  return titles.has(key) || ((word.includes('.') || word.startsWith('(')) && dottedTitles.has(key))
})

/** Whether a word counts generations. */
export function isGeneration(word: string): boolean {
  return generation.test(word)
}
