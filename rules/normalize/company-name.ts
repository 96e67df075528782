import { splitLegalForm, type SplitName } from './legal-form.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { tidyText } from './text.ts'
import { fold } from './fold.ts'

/** Words that no person is called: a name with one of them is an organisation even without a legal form. */
const organisationWords = new Set([
  ...[
    'hotel',
    'restaurace',
    'restaurant',
    'penzion',
    'hospoda',
    'kavarna',
    'lekarna',
    'pekarna',
    'skola',
    'gymnazium',
    'univerzita',
    'university',
  ],
  ...[
    'universitat',
    'nemocnice',
    'hospital',
    'klinika',
    'ordinace',
    'obec',
    'mesto',
    'urad',
    'ministerstvo',
    'nadace',
    'spolek',
    'svj',
    'druzstvo',
  ],
  ...[
    'bank',
    'banka',
    'group',
    'holding',
    'holdings',
    'services',
    'solutions',
    'systems',
    'consulting',
    'logistics',
    'international',
    'industries',
  ],
  ...[
    'studio',
    'agency',
    'agentura',
    'stavby',
    'stavebni',
    'servis',
    'autoservis',
    'truhlarstvi',
    'reznictvi',
    'velkoobchod',
    'obchod',
    'trading',
  ],
  ...[
    'institute',
    'institut',
    'ustav',
    'company',
    'firma',
    'verein',
    'stiftung',
    'foundation',
    'association',
    'spolecnost',
    'technologies',
    'software',
  ],
])
const impersonal = /[\d&+"„“/@]/u

/** Reads a company name and its legal form. The name keeps its case and diacritics; winding-up notes after the form go with it. */
export function readCompanyName(raw: string, country: string | null): Outcome<SplitName> {
  const split = splitLegalForm(tidyText(raw), country)

  if (!/[\p{L}\p{N}]/u.test(split.name))
    return reject(split.legalForm === null ? 'name-without-letters' : 'company-name-only-legal-form', raw)
  return accept(split)
}

/** Whether a name of unknown kind is a company's: a legal form, a sign or a word that no person's name has. */
export function isCompanyName(text: string, country: string | null): boolean {
  if (impersonal.test(text) || splitLegalForm(text, country).legalForm !== null) return true

  return fold(text)
    .split(' ')
    .some((word) => organisationWords.has(word))
}
