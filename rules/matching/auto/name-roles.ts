import { fold } from '../../normalize/fold.ts'
import type { MatchColumns } from '../match-column.ts'
import { isGivenName } from '../nickname.ts'
import type { ColumnUse } from './column-use.ts'

const nameHeader = /(^| )name$|^(jmeno a prijmeni|name vorname|nom|kunde|zakaznik|customer|client)$/
const SAMPLE_SIZE = 2000
/** Of the names of persons, so many contain a given name we know; of companies and titles far fewer. */
const GIVEN_SHARE_MIN = 0.25

/** A column headed "name" is a person's where given names stand in it, else a company's where the table has addresses, else a title. */
export function nameRoles(uses: readonly ColumnUse[], fields: MatchColumns): readonly ColumnUse[] {
  const hasPerson = uses.some(({ role }) => role === 'givenName' || role === 'familyName')
  const isAlone = uses.filter(({ role }) => role !== 'unused').length === 1
  const hasPlace = uses.some(({ role }) => ['street', 'city', 'postalCode', 'phone'].includes(role))

  return uses.map((use) => {
    const isName = nameHeader.test(fold(use.profile.name.replace(/([a-z])([A-Z])/g, '$1 $2')))

    if (!isName || !['title', 'words', 'identifier', 'category'].includes(use.role)) return use
    if (!hasPerson && givenShare(use.profile.name, fields) >= GIVEN_SHARE_MIN) return { ...use, role: 'personName' }

    return { ...use, role: hasPerson || hasPlace || isAlone ? 'companyName' : 'title' }
  })
}

function givenShare(name: string, fields: MatchColumns): number {
  const column = fields.get(name)
  const size = column?.size ?? 0
  const step = Math.max(1, Math.floor(size / SAMPLE_SIZE))
  let sampled = 0
  let given = 0

  for (let code = 1; code < size; code += step) {
    sampled += 1
    if (
      fold(column?.text(code) ?? '')
        .split(' ')
        .some(isGivenName)
    )
      given += 1
  }

  return sampled === 0 ? 0 : given / sampled
}
