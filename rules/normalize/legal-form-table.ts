import { beneluxForms } from './legal-forms/benelux.ts'
import { centralEuropeanForms } from './legal-forms/central-europe.ts'
import { englishForms } from './legal-forms/english.ts'
import { northernForms } from './legal-forms/northern-europe.ts'
import { parseLegalForms, type LegalForm } from './legal-forms/parse-legal-forms.ts'
import { romanceForms } from './legal-forms/romance.ts'
import { southEasternAndAlpineForms } from './legal-forms/south-east-and-alps.ts'

export type { LegalForm }

/**
 * Legal forms of Europe and some countries it trades with, with their codes in ISO 20275. Where a spelling is shared, the country
 * of the record decides, else the first row.
 */
export const legalForms: readonly LegalForm[] = [
  ...parseLegalForms(centralEuropeanForms),
  ...parseLegalForms(englishForms),
  ...parseLegalForms(romanceForms),
  ...parseLegalForms(beneluxForms),
  ...parseLegalForms(northernForms),
  ...parseLegalForms(southEasternAndAlpineForms),
]
