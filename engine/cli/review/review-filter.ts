import { Option, type Command } from 'commander'
import { matchedKinds, type MatchedKind } from '../../../rules/entity/entity.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { pageWord, partsOfPageWord } from '../page-word.ts'
import type { ProposalState } from '../../store/review/proposal-filter.ts'
import type { ProposalPlace } from '../../store/review/proposal-list.ts'
import type { ProposalWish } from './review-desk.ts'

/** The filter of a command line, as commander gives it. */
export interface ReviewFilterOptions {
  readonly entity?: MatchedKind
  readonly why?: string
  readonly assignee?: string
  readonly unassigned?: true
  readonly system?: string
  readonly member?: string
  readonly minWeight?: string
  readonly minMembers?: string
  readonly minStake?: string
}

/** Which proposals a command is about; every option narrows. */
export function addReviewFilter(command: Command): Command {
  return command
    .addOption(new Option('--entity <kind>', 'one kind of record').choices([...matchedKinds]))
    .option('--why <reason>', 'code of the reason for being there, as `review list` counts them')
    .addOption(new Option('--assignee <name>', 'those of one person').conflicts('unassigned'))
    .option('--unassigned', 'those nobody was given')
    .option('--system <name>', 'a system that is concerned')
    .option('--member <system:key>', 'those a record is a member of')
    .option('--min-weight <weight>', 'the strongest link weighs at least so much')
    .option('--min-members <count>', 'at least so many members')
    .option('--min-stake <amount>', 'at least so much money at stake, in the company’s currency')
}

export function reviewWish(options: ReviewFilterOptions, state: ProposalState): ProposalWish {
  const { entity, why, assignee, unassigned, system, member, minWeight, minMembers, minStake } = options

  return {
    ...{ state, entity, system, member },
    reason: why,
    assignee: unassigned === true ? null : assignee,
    weightMin: minWeight === undefined ? undefined : numberOf('--min-weight', minWeight, /^-?\d{1,4}(\.\d{1,6})?$/),
    membersMin: minMembers === undefined ? undefined : numberOf('--min-members', minMembers, /^\d{1,6}$/),
    stakeMin: minStake === undefined ? undefined : String(numberOf('--min-stake', minStake, /^\d{1,15}(\.\d{1,4})?$/)),
  }
}

function numberOf(at: string, text: string, pattern: RegExp): number {
  if (pattern.test(text)) return Number(text)

  throw new ReconcileError('ARGUMENT_INVALID', { at, found: text, allowed: 'a plain number such as 12 or 7.5' })
}

export function placeText({ stake, systems, members, weight, id }: ProposalPlace): string {
  return pageWord([stake, systems, members, weight, id])
}

export function placeOf(text: string): ProposalPlace {
  const pattern =
    /^\["(\d+(?:\.\d+)?)",(\d{1,6}),(\d{1,6}),(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?),"((?:pro|det|und)_[0-9a-f]+)"\]$/
  const [stake = '', systems = '', members = '', weight = '', id = ''] = partsOfPageWord(text, pattern)

  return { stake, systems: Number(systems), members: Number(members), weight: Number(weight), id }
}
