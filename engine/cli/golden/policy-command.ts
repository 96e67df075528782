import type { Command } from 'commander'
import type { PolicyPreview } from '../../golden/preview-policy.ts'
import { openPlan, tell, withTools, type CommandSession } from '../command-session.ts'
import { shownValue } from '../shown-value.ts'
import { textTable } from '../text-table.ts'

export function addPolicyCommand(program: Command, session: CommandSession): void {
  program
    .command('policy')
    .description('the truth section of a plan')
    .command('preview')
    .description('how many golden values the policy of --plan would change, per field, with samples; changes nothing')
    .addHelpText('after', '\nExample:\n  touchstone policy preview --plan touchstone-new.yaml')
    .action(async () => {
      const loaded = await openPlan(session)
      const night = await session.surroundings.night()
      const preview = await withTools(session, (tools) => night.previewPolicy(loaded, tools))

      tell(session, 'policy-preview', preview, previewText(preview))
    })
}

function previewText({ goldenRecords, changedRecords, fields }: PolicyPreview): string {
  const head = `${changedRecords} of ${goldenRecords} golden records would change.\n`

  if (fields.length === 0) return head
  return [
    head,
    '\n',
    textTable(
      ['entity', 'field', 'changed'],
      fields.map(({ entity, field, changed }) => [entity, field, String(changed)]),
    ),
    ...fields.flatMap(({ entity, field, samples }) => [
      `\n${entity} ${field}\n`,
      textTable(
        ['golden record', 'now', 'then', 'from', 'reason'],
        samples.map(({ goldenId, before, after, from, reason }) => [
          goldenId,
          shownValue(before ?? ''),
          shownValue(after ?? ''),
          from ?? '',
          reason ?? '',
        ]),
      ),
    ]),
    '\nThe next `touchstone run` with this plan makes these changes.\n',
  ].join('')
}
