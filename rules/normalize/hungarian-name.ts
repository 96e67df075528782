import { fold } from './fold.ts'

/** The given names most Hungarians bear, folded. Where none of them is in a name, the Hungarian order holds. */
const givenNames = new Set(
  [
    'laszlo istvan jozsef janos zoltan sandor gabor ferenc attila peter tamas zsolt tibor andras csaba imre lajos gyorgy balazs',
    'gyula mihaly karoly robert bela daniel adam david mate bence milan levente dominik marcell akos krisztian norbert roland gergo',
    'gergely szabolcs arpad dezso geza miklos pal antal denes elemer endre erno jeno kalman kornel lorant matyas mark martin richard',
    'maria erzsebet katalin ilona eva anna zsuzsanna margit judit agnes julianna andrea ildiko erika krisztina iren magdolna monika',
    'eszter hajnalka zsofia timea reka dora nora orsolya boglarka viktoria vivien petra fanni hanna jazmin lili luca emma zoe tunde',
    'gabriella aniko melinda edit klara piroska rozalia terezia veronika beata bernadett brigitta dorottya kinga noemi szilvia eniko',
  ].flatMap((names) => names.split(' ')),
)

/**
 * Whether the words of a name of a Hungarian begin with the family, as Hungarians write it: unless a given name stands first
 * and none stands last, which is how forms made abroad turn it round.
 */
export function isHungarianOrder(words: readonly string[]): boolean {
  const isGiven = (word = '') => givenNames.has(fold(word))

  return words.length > 1 && !(isGiven(words[0]) && !isGiven(words.at(-1)))
}
