import type { Command } from 'commander'
import type { FeedPlace, GoldenEvent } from '../../store/golden/golden-events.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { withTools, type CommandSession } from '../command-session.ts'

const PAGE = 1_000
const beginning: FeedPlace = { run: 0, phase: 0, key: '' }

export function addEventsCommand(program: Command, session: CommandSession): void {
  program
    .command('events')
    .description('what became of golden ids: created, joined, merged, split, moved, retired; oldest first')
    .option('--after <cursor>', 'only what came after this place of the feed')
    .option('--limit <count>', 'at most so many; default: all')
    .option('--jsonl', 'one JSON object per line, for programs that follow the feed')
    .addHelpText('after', '\nExample:\n  touchstone events --after 12-1-0000000003 --jsonl')
    .action(async (options: { after?: string; limit?: string; jsonl?: boolean }) => {
      const night = await session.surroundings.night()
      const { eventLine } = await import('./golden-text.ts')
      const isForPrograms = options.jsonl === true || session.options().json
      const line = (event: GoldenEvent) => (isForPrograms ? JSON.stringify(event) : eventLine(event))
      let place = options.after === undefined ? beginning : placeOf(options.after)
      let left = options.limit === undefined ? Number.POSITIVE_INFINITY : countOf(options.limit)

      await withTools(session, async (tools) => {
        while (left > 0) {
          const events = await night.eventsAfter(place, Math.min(PAGE, left), tools)
          const last = events.at(-1)

          if (last === undefined) return
          session.surroundings.write(events.map((event) => `${line(event)}\n`).join(''))
          place = placeOf(last.cursor)
          left -= events.length
        }
      })
    })
}

function placeOf(cursor: string): FeedPlace {
  const [, run, phase, key] = /^(\d{1,9})-(0|1(?=-\d{10}$))-(\S{1,200})$/.exec(cursor) ?? []

  if (run === undefined || key === undefined) {
    throw new ReconcileError('ARGUMENT_INVALID', {
      at: '--after',
      found: cursor,
      allowed: 'the cursor of an event of this feed, such as 12-1-0000000003',
    })
  }
  return { run: Number(run), phase: phase === '0' ? 0 : 1, key }
}

function countOf(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count > 0) return count

  throw new ReconcileError('ARGUMENT_INVALID', { at: '--limit', found: text, allowed: 'a whole number above 0' })
}
