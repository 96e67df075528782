import { isCompanyName, readCompanyName } from './company-name.ts'
import { rememberByCountry } from './field-reader.ts'
import type { FieldMapping } from './field-mapping.ts'
import { fullMapping, mappedInput, statedInput } from './mapped-input.ts'
import { addRejection, type MappingStep, type NormalizeContext } from './normalize-context.ts'
import { accept, type Outcome } from './outcome.ts'
import { readPersonName } from './person-name.ts'

type NameParts = Readonly<Partial<Record<'givenName' | 'familyName' | 'companyName' | 'legalForm', string | null>>>

/** `companyName` of a plan: the legal form in it goes to `legalForm`, unless that has a column of its own. */
export function companyNameStep(mapping: FieldMapping, context: NormalizeContext): MappingStep {
  return nameStep('companyName', mapping, context, readCompany)
}

/** `name` of a plan: one column that holds a person or a company. It fills only the parts no other column gave. */
export function wholeNameStep(mapping: FieldMapping, context: NormalizeContext): MappingStep {
  return nameStep('name', mapping, context, (text, country, isStated) =>
    isCompanyName(text, country) ? readCompany(text, country) : readPersonName(text, isStated ? country : null),
  )
}

function nameStep(
  input: string,
  mapping: FieldMapping,
  { company }: NormalizeContext,
  readName: (text: string, country: string, isStated: boolean) => Outcome<NameParts>,
): MappingStep {
  const full = fullMapping(mapping)
  const inputText = mappedInput(full)
  const stated = statedInput(full)
  const read = rememberByCountry(full.country, company.country, (raw, country, isStated): Outcome<NameParts> => {
    const text = stated(raw)
    if (text === null) return accept({})
    return text.ok ? readName(text.value, country, isStated) : text
  })

  return (fields, draft) => {
    const raw = inputText(fields)
    if (raw === null || raw === '') return
    const outcome = read(raw, draft.record['country'] ?? null)

    if (!outcome.ok) addRejection(draft, input, outcome.issue, raw)
    else for (const [part, value] of Object.entries(outcome.value)) draft.record[part] ??= value
  }
}

function readCompany(text: string, country: string): Outcome<NameParts> {
  const outcome = readCompanyName(text, country)

  return outcome.ok ? accept({ companyName: outcome.value.name, legalForm: outcome.value.legalForm }) : outcome
}
