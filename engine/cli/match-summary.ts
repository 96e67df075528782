import type { ColumnRole } from '../../rules/matching/auto/column-role.ts'
import { measuredText } from '../matching/evaluate/quality.ts'
import type { ModelOrigin } from '../matching/match-table.ts'
import type { MatchResult } from './match-files.ts'

const roleText: Partial<Record<ColumnRole, string>> = {
  givenName: 'given name', familyName: 'family name', personName: 'name of a person', companyName: 'company name',
  postalCode: 'postal code', house: 'house number', vatId: 'VAT id', companyId: 'company id', birthDate: 'birth date',
  birthYear: 'birth date', birthMonth: 'birth date', birthDay: 'birth date', words: 'words', phone: 'telephone', email: 'e-mail',
} // prettier-ignore

/** What a match came to, for the person who started it. */
export function matchSummary(result: MatchResult): string {
  const { table, match, links, quality, seconds, peakMemoryMiB, written } = result
  const clusterCount = clustersOfSeveral(match.clusterOf)
  const lines: (readonly [string, string])[] = [
    ['records', `${number(table.count)} of ${table.files.map(({ name }) => name).join(', ')}${rejectedText(result)}`],
    ...(match.origin === undefined ? [] : originLines(match.origin)),
    ['pairs', `${number(match.candidatePairCount)} compared`],
    ...match.hotValues
      .slice(0, 3)
      .map(
        ({ rule, count }) =>
          ['hot value', `${number(count)} records share one value of "${rule}"; it was taken out of blocking`] as const,
      ),
    ['links', `${number(links.left.length)} pairs at a probability of ${match.model.linkAbove.toFixed(2)} or more`],
    ['clusters', `${number(clusterCount)} of more than one record`],
    ...(quality === undefined
      ? []
      : ([
          [
            'quality',
            `precision ${measuredText(quality.clusters.precision)}, recall ${measuredText(quality.clusters.recall)}, F1 ${measuredText(quality.clusters.f1)}, B-cubed ${measuredText(quality.clusters.bCubed.f1)}`,
          ],
          [
            '',
            `candidate recall ${measuredText(quality.candidateRecall)}; links alone: F1 ${measuredText(quality.links.f1)}`,
          ],
          ...(quality.unknownLineCount === 0
            ? []
            : [
                [
                  '',
                  `${number(quality.unknownLineCount)} lines of the truth file name no record of these files`,
                ] as const,
              ]),
        ] as const)),
    ['time', timeText(seconds)],
    ['memory', `${number(peakMemoryMiB)} MiB at most`],
    ['written', written.join('  ')],
  ]

  return `${lines.map(([label, text]) => `  ${label.padEnd(10)} ${text}`).join('\n')}\n`
}

function originLines({ uses, rules, training }: ModelOrigin): (readonly [string, string])[] {
  const { estimate } = training
  const compared = uses.filter(({ role }) => role !== 'unused')
  const unused = uses.filter(({ role }) => role === 'unused')
  const taken = rules.filter(({ isTaken }) => isTaken)

  return [
    ['columns', compared.map(({ profile, role }) => `${profile.name} (${roleText[role] ?? role})`).join(', ')],
    ...(unused.length === 0
      ? []
      : [['', `not compared: ${unused.map(({ profile }) => profile.name).join(', ')}`] as const]),
    ['blocking', `${taken.length} of ${rules.length} rules: ${taken.map(({ name }) => name).join('; ')}`],
    [
      'training',
      `${estimate.hasConverged ? 'settled' : 'did not settle'} after ${estimate.iterations} rounds: about ${number(Math.round(estimate.match.pairCount))} pairs are the same`,
    ],
  ]
}

function rejectedText({ table }: MatchResult): string {
  return table.rejectedCount === 0
    ? ''
    : `; ${number(table.rejectedCount)} rows left out, the first in line ${table.rejectedRows[0]?.line} (${table.rejectedRows[0]?.reason})`
}

function clustersOfSeveral(clusterOf: Int32Array): number {
  const sizes = new Int32Array(clusterOf.length)

  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] as number) + 1

  return sizes.reduce((count, size) => (size > 1 ? count + 1 : count), 0)
}

function timeText(seconds: Readonly<Record<string, number>>): string {
  const total = Object.values(seconds).reduce((sum, value) => sum + value, 0)

  return `${total.toFixed(1)} s: ${Object.entries(seconds)
    .map(([stage, value]) => `${stage} ${value.toFixed(1)}`)
    .join(', ')}`
}

function number(value: number): string {
  return value.toLocaleString('en-GB')
}
