import { czech } from './czech.ts'
import { english } from './english.ts'
import { german } from './german.ts'
import { slovak } from './slovak.ts'
import type { Country, CountryWords } from './word-list.ts'

/** The word list of every country the company sells to. */
export const countryWords: Readonly<Record<Country, CountryWords>> = { CZ: czech, SK: slovak, DE: german, GB: english }
