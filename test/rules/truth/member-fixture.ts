import { fieldsOf, type EntityKind } from '../../../rules/entity/entity.ts'
import type { Member } from '../../../rules/truth/member.ts'

/** A member named `system:key` whose flow maps every field of its kind, unless the test says otherwise. */
export function member(
  name: string,
  record: Record<string, string | null>,
  rest: Partial<Omit<Member, 'record'>> & { readonly kind?: EntityKind } = {},
): Member {
  const [system = '', sourceKey = ''] = name.split(':')
  const { kind = 'customer', ...overrides } = rest
  const empty = Object.fromEntries(fieldsOf(kind).map((field) => [field, null]))

  return {
    recordId: [...name].reduce((id, letter) => (id * 31 + letter.charCodeAt(0)) % 1_000_003, 7),
    system,
    sourceKey,
    changedAt: null,
    isStale: false,
    isMissing: false,
    mappedFields: new Set(fieldsOf(kind)),
    record: { ...empty, ...record },
    ...overrides,
  }
}
