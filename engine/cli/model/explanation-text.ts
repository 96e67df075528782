import { separationWords } from '../../../rules/matching/separation-words.ts'
import type { ClusterExplanation, ExplainedLink, PairExplanation } from '../../matching/explain/explanation.ts'
import { textTable } from '../text-table.ts'
import { waterfallText } from './waterfall-text.ts'

const HOLDING_LINKS_SHOWN = 50

/** Why two records are the same, or not, for people. */
export function pairText(pair: PairExplanation): string {
  return [
    `${pair.left} and ${pair.right} (${pair.kind}): ${verdictText(pair)}. Match weight ${pair.weight.toFixed(2)}, probability ${pair.probability.toFixed(4)}.\n`,
    `\n${waterfallText(pair, pair.left, pair.right)}\n`,
    `A pair is a link from ${pair.linkWeight.toFixed(2)} on, and for a person to look at from ${pair.reviewWeight.toFixed(2)} on.\n`,
    blockingText(pair),
    ...pair.apartByWords.map(({ by, left, right }) => `${by} called ${left} and ${right} different.\n`),
    decisionText(pair),
    pathText(pair),
    pair.isOutdated
      ? 'Records or decisions have changed since the last match; what it saw may have been different.\n'
      : '',
  ].join('')
}

function verdictText({ verdict, heldApartBy }: PairExplanation): string {
  return heldApartBy === null ? `a ${verdict}` : `a ${verdict}, held apart: ${separationWords(heldApartBy)}`
}

function blockingText({ blockingRules, hotRules, verdict }: PairExplanation): string {
  const isHot =
    hotRules.length > 0 ? `Too many records share their value of ${quoted(hotRules)} for it to count.\n` : ''

  if (blockingRules.length > 0) return `Compared because of ${quoted(blockingRules)}.\n${isHot}`

  return `No blocking rule yields the pair${verdict === 'non-link' ? ', so the match did not compare it' : ''}.\n${isHot}`
}

function quoted(rules: readonly string[]): string {
  return `the blocking rule${rules.length === 1 ? '' : 's'} ${rules.map((rule) => `"${rule}"`).join(', ')}`
}

function decisionText({ decision, contradictions }: PairExplanation): string {
  return [
    decision === null ? '' : `${decision.actor} said "${decision.verdict}": ${decision.reason}.\n`,
    ...contradictions.map((line) => `Persons contradict each other: ${line}.\n`),
  ].join('')
}

function pathText({ path, left, right, verdict }: PairExplanation): string {
  if (path.length === 0) return 'They are in two clusters.\n'
  if (path.length === 1 && verdict === 'link') return 'They are in one cluster, through this link.\n'
  const weakest = path.reduce((least, link) => (link.weight < least.weight ? link : least))

  return `${left} and ${right} are in one cluster, through these links:\n\n${linkTable(path, weakest)}\n`
}

/** What holds a cluster, for people. */
export function clusterText(cluster: ClusterExplanation): string {
  const { record, kind, members, memberCount, linkCount, holding, weakest, density, isCut } = cluster

  if (weakest === null || density === null) return `${record} (${kind}) is alone: no link holds it to another record.\n`

  return [
    `${record} (${kind}) is in a cluster of ${memberCount} records: ${members.slice(0, HOLDING_LINKS_SHOWN).join(', ')}${memberCount > HOLDING_LINKS_SHOWN ? ' …' : ''}.\n`,
    `${linkCount} of ${(memberCount * (memberCount - 1)) / 2} pairs are linked (density ${density.toFixed(2)}). What holds it, strongest first:\n\n`,
    linkTable(holding.slice(-HOLDING_LINKS_SHOWN), weakest),
    holding.length > HOLDING_LINKS_SHOWN ? `and ${holding.length - HOLDING_LINKS_SHOWN} stronger links\n` : '',
    isCut ? 'The cluster is larger than what is read of it; the picture is not complete.\n' : '',
    `\nThe weakest: touchstone explain ${weakest.left} ${weakest.right}\n`,
  ].join('')
}

function linkTable(links: readonly ExplainedLink[], weakest: ExplainedLink): string {
  return textTable(
    ['record', 'record', 'weight', ''],
    links.map((link) => [link.left, link.right, link.weight.toFixed(2), noteOf(link, weakest)]),
  )
}

function noteOf(link: ExplainedLink, weakest: ExplainedLink): string {
  return [link === weakest ? 'the weakest' : '', link.isAsserted ? 'by a person' : ''].filter(Boolean).join(', ')
}
