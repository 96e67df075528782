import type { ColumnStep } from '../column-step.ts'
import type { MatchColumns } from '../match-column.ts'
import type { ColumnProfile } from './column-profile.ts'
import { readingOf } from './column-reading.ts'
import type { ColumnRole } from './column-role.ts'
import type { ColumnUse } from './column-use.ts'
import {
  comparedCategory,
  comparedDate,
  comparedIdentifier,
  comparedList,
  comparedName,
  comparedNumber,
  comparedText,
  comparedWords,
  comparedYear,
  type ComparedColumn,
} from './generic-comparison.ts'
import { mostFilledFirst } from './held-fields.ts'

/** A column filled in fewer records than this is not compared: it decides nothing and costs time. */
const FILLED_MIN = 0.3
const COLUMNS_MAX = 8

/** How the columns that hold no field of a customer are compared: at most eight, those most filled. */
export function genericColumns(
  uses: readonly ColumnUse[],
  taken: ReadonlySet<string>,
  fields: MatchColumns,
): readonly ComparedColumn[] {
  return mostFilledFirst(uses)
    .filter(({ profile, role }) => role !== 'unused' && !taken.has(profile.name) && profile.filled >= FILLED_MIN)
    .slice(0, COLUMNS_MAX)
    .map(({ profile, role }) => genericColumn(profile, role, fields))
}

function genericColumn({ name, meanWords }: ColumnProfile, role: ColumnRole, fields: MatchColumns): ComparedColumn {
  switch (role) {
    case 'companyName':
      return comparedWords(name, ['companyCore'])
    case 'personName':
    case 'title':
    case 'street':
      return comparedWords(name)
    case 'words':
      return meanWords >= 1.8 ? comparedList(name) : comparedName(name)
    case 'text':
      return comparedText(name)
    case 'date':
    case 'birthDate':
      return comparedDate(name, dateStep(name, fields))
    case 'year':
    case 'birthYear':
      return comparedYear(name)
    case 'number':
    case 'birthMonth':
    case 'birthDay':
      return comparedNumber(name)
    case 'phone':
      return comparedIdentifier(name, ['digits', { last: 8 }, 'noPlaceholder'])
    case 'category':
    case 'country':
      return comparedCategory(name)
    case 'city':
    case 'givenName':
    case 'familyName':
      return comparedName(name)
    default:
      return comparedIdentifier(name)
  }
}

function dateStep(name: string, fields: MatchColumns): ColumnStep {
  return readingOf('birthDate', new Map([['birthDate', [name]]]), fields)[0] as ColumnStep
}
