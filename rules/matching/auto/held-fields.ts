import type { ColumnRole } from './column-role.ts'
import type { ColumnUse } from './column-use.ts'

/** Customer fields, each with the columns of the table that hold it, in the order of the table. */
export type HeldFields = ReadonlyMap<string, readonly string[]>

/** The customer field of each role that has one; several columns may hold a street, a given name or the parts of a date. */
const fieldOfRole: Partial<Record<ColumnRole, string>> = {
  givenName: 'givenName',
  familyName: 'familyName',
  companyName: 'companyName',
  street: 'street',
  house: 'street',
  city: 'city',
  postalCode: 'postalCode',
  country: 'country',
  email: 'email',
  phone: 'phone',
  vatId: 'vatId',
  companyId: 'companyId',
  birthDate: 'birthDate',
  birthYear: 'birthDate',
  birthMonth: 'birthDate',
  birthDay: 'birthDate',
}

const joinedRoles = new Set<ColumnRole>([
  'givenName',
  'familyName',
  'street',
  'house',
  'birthYear',
  'birthMonth',
  'birthDay',
])
const dateParts = new Set<ColumnRole>(['birthYear', 'birthMonth', 'birthDay'])

/** Which columns of a table hold which field of a customer; of several that hold the same, the one most filled. */
export function heldFields(uses: readonly ColumnUse[]): HeldFields {
  const held = new Map<string, readonly string[]>()

  for (const { profile, role } of mostFilledFirst(uses)) {
    const field = isHeld(role, uses) ? fieldOfRole[role] : undefined
    const known = held.get(field ?? '') ?? []

    if (field !== undefined && (known.length === 0 || joinedRoles.has(role))) held.set(field, [...known, profile.name])
  }
  const wholeName = wholeNameOf(uses)

  for (const field of wholeName === undefined ? [] : ['givenName', 'familyName']) held.set(field, [wholeName as string])
  const order = uses.map(({ profile }) => profile.name)

  return new Map([...held].map(([field, names]) => [field, order.filter((name) => names.includes(name))]))
}

function hasPerson(uses: readonly ColumnUse[]): boolean {
  return hasRole(uses, 'givenName') || hasRole(uses, 'familyName')
}

/** Where no persons are, companies are told by their name in words; a whole date says more than its parts. */
function isHeld(role: ColumnRole, uses: readonly ColumnUse[]): boolean {
  if (role === 'companyName') return hasPerson(uses)

  return !(dateParts.has(role) && hasRole(uses, 'birthDate'))
}

/** The column of whole names, where the parts have none. */
function wholeNameOf(uses: readonly ColumnUse[]): string | undefined {
  if (hasPerson(uses)) return undefined

  return mostFilledFirst(uses).find(({ role }) => role === 'personName')?.profile.name
}

/** Whether some column has the role. */
export function hasRole(uses: readonly ColumnUse[], wanted: ColumnRole): boolean {
  return uses.some(({ role }) => role === wanted)
}

/** The columns that are most filled first; equal ones as they stand in the table. */
export function mostFilledFirst(uses: readonly ColumnUse[]): readonly ColumnUse[] {
  return uses.toSorted((one, other) => other.profile.filled - one.profile.filled)
}
