import { Option, type Command } from 'commander'
import { matchedKinds, type MatchedKind } from '../../../rules/entity/entity.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import type { DetachOutcome } from '../../review/detach-record.ts'
import type { UndoneWord, UndoOutcome } from '../../review/undo-decision.ts'
import { openPlan, tell, withTools, type CommandSession } from '../command-session.ts'
import { splitText } from './proposal-text.ts'
import type { DetachPreview } from './review-desk.ts'
import { shownValue } from '../shown-value.ts'

const by = () => new Option('--by <name>', 'who says it').makeOptionMandatory()
const reason = () => new Option('--reason <text>', 'why').makeOptionMandatory()
const dryRun = () => new Option('--dry-run', 'only show what it would do')

/** Commands by which a person takes back what was decided, or parts what was joined. */
export function addReviewUndo(review: Command, session: CommandSession): void {
  addUndo(review, session)
  addDetach(review, session)
}

function addUndo(review: Command, session: CommandSession): void {
  review
    .command('undo <decision>')
    .description(
      'take back what was decided: one decision by its number, or all of a proposal, a bulk decision, an import or a detachment',
    )
    .addOption(by())
    .addOption(reason())
    .addOption(dryRun())
    .addHelpText(
      'after',
      '\nExamples:\n  touchstone review undo pro_1f2e3d4c5b6a --by jana --reason "two companies after all"\n  touchstone review undo 17 --by jana --reason "the wrong record" --dry-run',
    )
    .action(async (decision: string, options: { by: string; reason: string; dryRun?: true }) => {
      const { dryRun: isDryRun, ...said } = options
      const night = await session.surroundings.night()
      const loaded = await openPlan(session)
      const outcome = await withTools(session, (tools) =>
        night.review.undo(loaded, { decision, ...said, isDryRun: isDryRun === true }, tools),
      )

      tell(session, 'review-undo', { decision, isDryRun: isDryRun === true, ...outcome }, undoText(outcome))
    })
}

function undoText(outcome: UndoOutcome): string {
  const { count, undone, settledBy } = outcome

  return [
    ...undone.map((word) => `${wordText(word)}\n`),
    count > undone.length ? `and ${count - undone.length} more\n` : '',
    ...settledBy.map((word) => `stands, and settles the contradiction still: ${wordText(word)}\n`),
    undoneText(outcome),
  ].join('')
}

function undoneText({ state, needsSecond, proposal, count, reopened }: UndoOutcome): string {
  if (state === 'shown') {
    return `${count} would be taken back${needsSecond ? ' once a second person confirms it' : ''}; nothing was written.\n`
  }
  if (state === 'awaiting') return `${count} to be taken back: ${awaitingText(proposal ?? '')}`
  const proposals = reopened.length === 0 ? '' : ` Open again: ${reopened.join(', ')}.`

  return `${count} taken back. The next run decides as if they had never been said.${proposals}\n`
}

function awaitingText(proposal: string): string {
  return `kept as ${proposal}. It acts once a second person says \`touchstone review confirm ${proposal}\`.\n`
}

function wordText({ decision, by: person, verdict, records }: UndoneWord): string {
  return `decision ${decision}: ${shownValue(person)} said ${records.join(' and ')} are ${verdict}`
}

interface DetachOptions {
  readonly subtree?: true
  readonly undo?: readonly string[]
  readonly kind?: MatchedKind
  readonly by: string
  readonly reason: string
  readonly dryRun?: true
}

function addDetach(review: Command, session: CommandSession): void {
  review
    .command('detach <record>')
    .description('part a record from its golden record for good: it is said to be different from those that remain')
    .option('--subtree', 'with it all records that are linked to the rest only through it')
    .option('--undo <decisions...>', 'the decisions that joined it and are taken back with it, by number')
    .addOption(new Option('--kind <kind>', 'where a name is ambiguous').choices(matchedKinds))
    .addOption(by())
    .addOption(reason())
    .addOption(dryRun())
    .addHelpText(
      'after',
      '\nExample:\n  touchstone review detach shop:77 --by jana --reason "father and son" --dry-run',
    )
    .action(async (record: string, options: DetachOptions) => {
      const { subtree, undo = [], kind, by: person, reason: why, dryRun: isDryRun } = options
      const request = { record, kind, subTree: subtree === true, undo: undo.map(numberOf), by: person, reason: why }
      const night = await session.surroundings.night()

      const loaded = await openPlan(session)

      if (isDryRun === true) {
        const preview = await withTools(session, (tools) => night.review.previewDetach(loaded, request, tools))

        tell(session, 'review-detach', { isDryRun: true, ...preview }, previewText(preview))
        return
      }
      const outcome = await withTools(session, (tools) => night.review.detach(loaded, request, tools))

      tell(session, 'review-detach', { isDryRun: false, ...outcome }, detachText(outcome))
    })
}

function numberOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)

  throw new ReconcileError('ARGUMENT_INVALID', { at: '--undo', found: text, allowed: 'numbers of decisions' })
}

function detachText({ state, id, detached, remaining, undone, contradictions }: DetachOutcome): string {
  if (state === 'awaiting') {
    return `${detached.join(', ')} to be parted from ${remaining.join(', ')}: ${awaitingText(id)}`
  }
  return [
    `${detached.join(', ')} and ${remaining.join(', ')} are different from now on (${id}). The next run parts them; \`touchstone review undo ${id}\` takes it back.\n`,
    ...undone.map((word) => `taken back: ${wordText(word)}\n`),
    ...contradictions.map((line) => `contradicted: ${line}\n`),
  ].join('')
}

function previewText({ goldenId, detached, remaining, against, needsSecond, preview }: DetachPreview): string {
  const words = against.map((word) => `${wordText(word)}\n`)

  return [
    `${goldenId} would lose ${detached.join(', ')} and keep ${remaining.join(', ')}. Nothing was written.\n`,
    needsSecond ? 'It takes a second person.\n' : '',
    preview === null ? '' : `\n${splitText(preview)}`,
    words.length === 0
      ? ''
      : `\nPersons joined what would be parted; --undo ${against.map(({ decision }) => decision).join(' ')} takes it back:\n`,
    ...words,
  ].join('')
}
