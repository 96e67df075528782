import { sql, type RawBuilder } from 'kysely'
import { entityKinds } from '../../../rules/entity/entity.ts'
import { canonicalTable } from '../staging/canonical-table.ts'

/** How values leave a table; the scope stands in the temporary tables of `openErasing`. */
type Removal = readonly [table: string, statement: RawBuilder<unknown>]

const records = sql`(select id from erasing)`
const goldenIds = sql`(select id from erasing_golden where is_whole)`
/** A record to create has no number yet: it is known by its golden record. */
const concerns = sql`(record_id in ${records} or (record_id is null and golden_id in (select id from erasing_golden)))`
const findings = sql`(select id from erasing_finding)`
const proposals = sql`(select id from erasing_proposal)`

/** Every place that holds values of records, golden records, findings or proposals, and how they leave it. */
export function removals(runId: number): readonly Removal[] {
  return [
    ...stagedRemovals(),
    ...goldenRemovals(runId),
    ...spokenRemovals(runId),
    ...documentRemovals(),
    ...keptRemovals(runId),
  ]
}

/** What systems said. */
function stagedRemovals(): readonly Removal[] {
  return [
    [
      'staging.incoming',
      sql`delete from staging.incoming using staging.snapshot as snapshot, erasing
      where incoming.snapshot_id = snapshot.id and snapshot.flow_id = erasing.flow_id
        and incoming.source_key = erasing.source_key`,
    ],
    ['staging.record_version', sql`delete from staging.record_version where record_id in ${records}`],
    [
      'staging.rejection',
      sql`delete from staging.rejection using erasing
      where rejection.record_id = erasing.id
        or (rejection.flow_id = erasing.flow_id and rejection.source_key = erasing.source_key)`,
    ],
    ['staging.e_invoice_judgement', sql`delete from staging.e_invoice_judgement where record_id in ${records}`],
    ...entityKinds.map(
      (kind) =>
        [
          canonicalTable(kind),
          sql`delete from ${sql.table(canonicalTable(kind))} where record_id in ${records}`,
        ] as const,
    ),
  ]
}

/** What was made of it. */
function goldenRemovals(runId: number): readonly Removal[] {
  return [
    ['matching.link', sql`delete from matching.link where left_id in ${records} or right_id in ${records}`],
    [
      'matching.former_link',
      sql`delete from matching.former_link where left_id in ${records} or right_id in ${records}`,
    ],
    ['matching.cluster', sql`delete from matching.cluster where record_id in ${records}`],
    [
      'golden.version',
      sql`update golden.version set values = '{}', provenance = '[]', value_sets = null
      where golden_id in ${goldenIds} or exists (
        select from golden.former_member as former join erasing on erasing.id = former.record_id
        where former.golden_id = version.golden_id and former.from_run < version.until_run
          and former.until_run > version.from_run)`,
    ],
    [
      'golden.record',
      sql`update golden.record set values = '{}', provenance = '[]', value_sets = null, status = 'retired',
      version = version + 1, changed_run = ${runId} where id in ${goldenIds} and status = 'active'`,
    ],
    [
      'golden.record',
      sql`update golden.record set values = '{}', provenance = '[]', value_sets = null
      where id in (select id from erasing_golden) and status = 'retired' and values <> '{}'`,
    ],
    [
      'golden.former_member',
      sql`insert into golden.former_member (record_id, golden_id, from_run, until_run)
      select record_id, golden_id, since_run, ${runId} from golden.crosswalk
      where record_id in ${records} and since_run < ${runId} on conflict do nothing`,
    ],
    [
      'golden.event',
      sql`insert into golden.event (run_id, ordinal, kind, golden_id, detail)
      select ${runId}, (select coalesce(max(ordinal), 0) from golden.event where run_id = ${runId})
          + row_number() over (order by golden_id), 'retired', golden_id,
        jsonb_build_object('into', null, 'members', count(*))
      from golden.crosswalk where record_id in ${records} group by golden_id`,
    ],
    ['golden.crosswalk', sql`delete from golden.crosswalk where record_id in ${records}`],
    ['golden.pin', sql`delete from golden.pin where golden_id in (select id from erasing_golden)`],
    ['golden.ignored_value', sql`delete from golden.ignored_value where record_id in ${records}`],
  ]
}

/** What people were asked, and what they said. */
function spokenRemovals(runId: number): readonly Removal[] {
  return [
    ['review.freeze', sql`delete from review.freeze where record_id in ${records}`],
    ['review.conflict_case', sql`delete from review.conflict_case where golden_id in ${goldenIds}`],
    [
      'review.conflict',
      sql`delete from review.conflict
      where golden_id in ${goldenIds} or winner_id in ${records} or loser_id in ${records}`,
    ],
    [
      'review.proposal',
      sql`update review.proposal set pending = null,
      status = case when status = 'open' then 'withdrawn' else status end,
      closed_run = case when status = 'open' then ${runId} else closed_run end where id in ${proposals}`,
    ],
    [
      'review.proposal_event',
      sql`update review.proposal_event set reason = null, detail = '{}'
      where proposal_id in ${proposals}`,
    ],
    [
      'review.decision',
      sql`update review.decision set reason = 'erased'
      where left_id in ${records} or right_id in ${records}`,
    ],
  ]
}

/** What was found in documents, and what people said of that. */
function documentRemovals(): readonly Removal[] {
  return [
    [
      'documents.finding_event',
      sql`update documents.finding_event set reason = null, detail = '{}'
      where finding_id in ${findings}`,
    ],
    [
      'documents.closing_finding',
      sql`update documents.closing_finding set number = null where finding_id in ${findings}`,
    ],
    [
      'documents.mismatch',
      sql`update documents.mismatch as finding set number = null, value = null, other_value = null,
      evidence = '{}', source_key = case when own.id is null then finding.source_key else 'erased:' || own.id end,
      other_key = case when other.id is null then finding.other_key else 'erased:' || other.id end
      from documents.mismatch as same
      left join erasing as own on own.system = same.system and own.source_key = same.source_key
      left join erasing as other on other.system = same.other_system and other.source_key = same.other_key
      where same.id = finding.id and finding.id in ${findings}`,
    ],
    [
      'documents.payment_decision',
      sql`update documents.payment_decision set reason = 'erased', proposal = '[]', resolved_findings = '[]'
        where id in (select decision_id from documents.approved_allocation
            where payment_id in ${records} or document_id in ${records})
          or id in (select decision_id from documents.refused_match where payment_id in ${records})`,
    ],
    [
      'documents.allocation',
      sql`delete from documents.allocation where payment_id in ${records} or document_id in ${records}`,
    ],
  ]
}

/** What stays without its values. */
function keptRemovals(runId: number): readonly Removal[] {
  return [
    [
      'ops.delivery_event',
      sql`update ops.delivery_event set answer = null where answer is not null and idempotency_key in (
        select idempotency_key from ops.outbox where ${concerns})`,
    ],
    [
      'ops.outbox',
      sql`update ops.outbox set changes = '[]', answer = null, reason = 'erased',
      state = case when state in ('planned', 'approved') then 'superseded' else state end where ${concerns}`,
    ],
    // The chain holds hashes of details: a detail can go, and the chain still shows that nothing else did.
    [
      'ops.audit',
      sql`update ops.audit set detail = null where detail is not null and (
      subject in ${proposals} or subject in ${findings} or subject in (select id from erasing_golden)
      or exists (select from erasing where position(to_json(system || ':' || source_key)::text in detail) > 0))`,
    ],
    [
      'staging.source_record',
      sql`update staging.source_record as record
      set source_key = 'erased:' || record.id, payload = '{}', content_hash = '', changed_at = null,
        missing_since = coalesce(missing_since, ${runId}), tombstoned_run = coalesce(tombstoned_run, ${runId})
      where id in ${records}`,
    ],
    // What is usual is usual without them: their rows are refused from now on.
    [
      'staging.snapshot',
      sql`update staging.snapshot as snapshot set key_count = greatest(coalesce(key_count, row_count) - gone.count, 0)
        from (select flow_id, count(*)::integer as count from erasing group by flow_id) as gone
        where snapshot.flow_id = gone.flow_id and snapshot.status = 'good'`,
    ],
    // Block keys and counts are hashes of values; without them the next night matches anew, and ids stay by their members.
    ...['state', 'block_key', 'hot_key', 'term_frequency', 'population'].map(
      (table) => [`matching.${table}`, sql`delete from ${sql.table(`matching.${table}`)}`] as const,
    ),
  ]
}
