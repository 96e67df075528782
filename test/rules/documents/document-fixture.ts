import { compareDocuments } from '../../../rules/documents/compare-documents.ts'
import type { DocumentKind, DocumentMember } from '../../../rules/documents/document-member.ts'
import { documentPolicy } from '../../../rules/documents/document-policy.ts'
import type { Expectation } from '../../../rules/documents/expectation.ts'
import type { Finding } from '../../../rules/documents/finding.ts'
import { fieldsOf } from '../../../rules/entity/entity.ts'

export const systems = ['erp', 'accounting', 'shop', 'gateway'] as const

/** All systems were read well on the night of 2026-06-02, and any of them may be asked. */
export const expectation: Expectation = {
  systems: [],
  asOf: '2026-06-02T03:00:00.000Z',
  companyTimeZone: 'Europe/Prague',
  companyCountry: 'CZ',
}

export const expecting = (judgedUntil: string | null, ...names: string[]): Expectation => ({
  ...expectation,
  systems: names.map((system) => ({ system, judgedUntil })),
})

/** A copy named `system:key` of a document issued on 2026-05-04 by customer golden-1. */
export function copy(
  name: string,
  record: Record<string, string | null> = {},
  rest: Partial<Omit<DocumentMember, 'record'>> = {},
  kind: DocumentKind = 'invoice',
): DocumentMember {
  const [system = '', sourceKey = ''] = name.split(':')

  return {
    recordId: [...name].reduce((id, letter) => (id * 31 + letter.charCodeAt(0)) % 1_000_003, 7),
    system,
    sourceKey,
    lines: [],
    goldenCustomer: 'golden-1',
    firstSeenAt: '2026-05-05T02:00:00.000Z',
    possibleIn: new Set<string>(),
    ...rest,
    record: {
      ...Object.fromEntries(fieldsOf(kind).map((field) => [field, null])),
      ...(kind === 'invoice'
        ? { number: '2026-0017', issuedOn: '2026-05-04' }
        : { number: 'OBJ-17', orderedOn: '2026-05-04' }),
      ...record,
    },
  }
}

/** "net vat gross CUR" with a dash for what the source does not know, read at the currency's scale. */
export function money(text: string): Record<string, string | null> {
  const [net, vat, gross, currency = 'CZK'] = text.split(' ')
  const scale = { JPY: 0, KWD: 3 }[currency] ?? 2
  const minor = (amount = '-') => {
    if (amount === '-') return null

    const [whole = '', fraction = ''] = amount.split('.')

    return BigInt(whole + fraction.padEnd(scale, '0')).toString()
  }

  return { netMinor: minor(net), vatMinor: minor(vat), grossMinor: minor(gross), currency, scale: String(scale) }
}

export function compare(
  members: readonly DocumentMember[],
  rest: { tolerance?: number; expectation?: Expectation; kind?: DocumentKind; between?: readonly string[] } = {},
): readonly Finding[] {
  const policy = documentPolicy.parse({
    between: rest.between ?? systems,
    tolerance: { absolute: rest.tolerance ?? 0 },
  })

  return compareDocuments(
    rest.kind ?? 'invoice',
    { goldenId: 'doc-1', members },
    rest.expectation ?? expectation,
    policy,
  )
}

const isDifference = ({ field }: Finding) => field?.endsWith('Minor') === true

/** "cause reference:key/other:key field difference" for each finding: what finance would check. */
export function told(findings: readonly Finding[]): string[] {
  return findings.map((finding) => {
    const { cause, system, sourceKey, otherSystem, otherSourceKey, field, differenceMinor } = finding

    return [
      cause,
      `${otherSystem}:${otherSourceKey ?? '-'}/${system}:${sourceKey ?? '-'}`,
      field,
      isDifference(finding) ? differenceMinor : null,
    ]
      .filter((part) => part !== null)
      .join(' ')
  })
}
