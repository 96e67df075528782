import { sourceErrorCatalogue } from '../../connectors/connector.ts'

/**
 * Every operator-facing error of the product: code -> message. Where, what was found, what is allowed, what to do next.
 * Parameters hold names, counts and places; never a customer's value. README.md lists them; docs.test.ts checks both ways.
 */
export const errorCatalogue = {
  ...sourceErrorCatalogue,
  PLAN_MISSING:
    'There is no plan at "{path}". Write one with `touchstone init <folder of exports>`, or name it with --plan.',
  PLAN_EXISTS:
    'There is a plan at "{path}" already and it was left as it is. Name another with --plan, or move it away.',
  PLAN_NOT_WRITTEN:
    'The plan "{path}" could not be written ({cause}). Mend permissions or name another place with --plan.',
  EXPORTS_MISSING:
    'The folder "{path}" holds no export whose header was recognised ({count} files left out). Expected csv, jsonl, xlsx or sqlite files with a header; for others write the plan by hand, `touchstone schema` helps the editor.',
  PLAN_INVALID: 'The plan has {count} problem(s); nothing was read or written.\n{problems}',
  RATES_UNREADABLE:
    'The exchange rates "{path}" cannot be read ({cause}). Download the file again, or correct exchangeRates.file of the plan.',
  RATES_INVALID:
    'Line {line} of the exchange rates "{path}" has {found}. Expected: {expected}. Download the file again (unpacked, not through a spreadsheet), or correct exchangeRates.source of the plan.',
  SECRET_MISSING:
    '{at} needs the environment variable {variable}, which is not set. Set it; the plan never holds secrets.',
  RUN_LOCKED:
    'Run {runId} (process {pid} on {host}, since {since}) is working on this store. Wait for it, or stop it; its work is continued by the next run.',
  STORE_LOCKED:
    'The embedded store "{path}" is in use by process {pid}. Wait for it to end; one process at a time may open it.',
  STORE_UNREACHABLE: 'The store at {host} does not answer ({cause}). Check DATABASE_URL and that the server runs.',
  STORE_LOGIN_REFUSED: 'The store at {host} refused user "{user}" ({cause}). Check user and password in DATABASE_URL.',
  STORE_OUTDATED: 'The store is at migration {found}, this program needs {expected}. Run `touchstone db migrate`.',
  STORE_NEWER: 'The store was migrated by a newer program (unknown migration {found}). Upgrade this one.',
  REPORT_WRITE_FAILED:
    'The report "{path}" could not be written ({cause}). Free space or mend permissions, then start the same command again; the store is complete.',
  RUN_STOPPED_BY_FLOW: 'Flow {flow} has no usable snapshot and its plan says onFailure: stop-run. {reason}',
  SNAPSHOT_UNKNOWN:
    'No flow waits for a word on snapshot {id}. `touchstone snapshot list` shows those that were not used; only the newest of a flow can be accepted.',
  SNAPSHOT_UNACCEPTABLE: 'Snapshot {id} is {status}, which nobody can accept. {whatToDo}',
  DELIVERY_BRAKED:
    '{flow}: {changed} of {records} records would change, the plan allows {allowed} (writeBack.brake); nothing was sent. Look with `touchstone deliver --dry-run`, then let exactly these go: `touchstone deliver --apply --flow {flow} --expect {changed} --by <name>`.',
  DELIVERY_UNEXPECTED:
    '{flow}: {changed} records would change, {expected} were expected; nothing was sent. Look again with `touchstone deliver --dry-run`.',
  DELIVERY_OUTSIDE_WINDOW:
    '{flow}: the corrections wait, for {system} takes them {window} ({zone}) only. The next run or `touchstone deliver --apply` in that time sends them.',
  DELIVERY_NOT_TAKEN:
    '{flow}: {system} took nothing any more after {tries} tries (last answer: {answer}); the rest waits for the next run or `touchstone deliver --apply`.',
  DELIVERY_SYSTEM_FAILED:
    '{flow}: the corrections wait, for {system} failed: {cause} What it may have seen is read back first, then the rest goes, with the next run or `touchstone deliver --apply`.',
  DELIVERY_UNKNOWN: 'There is no delivery "{id}". `touchstone deliver list` shows them, newest first.',
  DELIVERY_FLOW_UNFIT:
    'Delivery {id} went to {flow}, which the plan does not write any more (direction, writeBack). Put it back into the plan, or correct the system by hand.',
  CORRECTION_UNFIT:
    'Correction {id} is {state}; only one that was refused or rolled back, and that the newest decision still asks for, can be approved again. `touchstone deliver show <delivery>` lists corrections with their ids.',
  PROPOSAL_UNKNOWN: 'There is no open proposal "{id}". `touchstone review list` shows the open ones.',
  PROPOSAL_CHANGED:
    'Proposal {id} is not what was seen: {changes}. Nothing was decided; `touchstone review show {id}` shows it as it is now.',
  PROPOSAL_AWAITS:
    'Proposal {id} waits for a second person: {by} has spoken. `touchstone review confirm {id}` lets that word act, `touchstone review refuse {id}` takes it away.',
  PROPOSAL_AWAITS_NOBODY:
    'Proposal {id} does not wait for a second person. `touchstone review list --state awaiting` shows those that do.',
  PROPOSAL_ASKS_PIN:
    'Proposal {id} asks which pinned value is right, not whether records are the same. `touchstone golden pin {golden} <field>` answers it; `touchstone review show {id}` shows who pinned what.',
  BULK_EXCEEDS:
    'Shown were {shown} proposals, but the filter means {found} now. Nothing was decided; the same command without --expect shows them.',
  SECOND_PERSON_SAME:
    'Proposal {id} needs a second person, and {by} was the first. Another person confirms it with `touchstone review confirm {id}`; `touchstone review refuse {id}` takes the first word back.',
  MEMBER_UNKNOWN: 'Proposal {proposal} has no member "{member}"; its members are {members}.',
  DECISION_INCOMPLETE: 'A decision needs {missing}.',
  DECISION_UNKNOWN:
    'Nothing that stands was decided as "{decision}". Name a decision by its number (`touchstone explain <record> <other> --history`), or what it was said in: a proposal (pro_…), a bulk decision (blk_…), an import (imp_…), a detachment (det_…), a delivery that created records (dlv_…).',
  RECORD_ALONE:
    'The record "{record}" is the only one of its golden record {golden}; there is nothing to detach it from.',
  DETACHMENT_AGAINST_PERSONS:
    'Persons said that what would be parted from "{record}" is the same: {words}. Name these words to take them back with it: --undo {numbers}.',
  DETACHMENT_TOO_LARGE:
    'Detaching "{record}" would take {words} words, one for each pair that is parted; {limit} are allowed at once. Detach smaller parts one after the other.',
  FINDING_UNKNOWN: 'There is no finding "{id}". `touchstone documents list` shows those that wait, with their ids.',
  FINDING_STATE_UNFIT:
    'Finding {id} is {state}; only one that is {allowed} can be the object of `documents {verdict}`. `touchstone documents show {id}` tells its history.',
  PAYMENT_MATCH_UNKNOWN:
    'No match "{id}" of payments waits. `touchstone payments list` shows those that do, `--state approved` and `--state refused` those decided.',
  PAYMENT_STATE_UNFIT:
    'Match {id} is {state}, so `payments {verdict}` has nothing to work on. `touchstone payments show {id}` tells what was said of it.',
  PAYMENT_LINE_TAKEN:
    'Match {id} asks for more of {record} than is left of it: another match was approved since the night. Nothing was booked. Undo the other one, choose an alternative, or wait for the next night.',
  PAYMENT_SAME_PERSON:
    'The write-off of match {id} needs two persons (documents.payment.writeOff.fourEyesAbove), and {by} approved it already. Have somebody else approve it, or take it back with `touchstone payments undo {id}`.',
  COUNTERPARTY_UNKNOWN:
    'No customer "{name}" is known. Name a golden id (cus_…) or a record as system:key; crosswalk.csv lists both.',
  PERIOD_CLOSED:
    'The period {period} is closed already: {by} closed {last} on {at}, and every earlier month with it. `touchstone documents reopen-period {last}` opens it again.',
  PERIOD_NOT_OVER:
    'The period {period} cannot be closed yet: the last night stands for {day}. Run a night after the end of the month, then close it.',
  PERIOD_NOT_CLOSED:
    'Only the newest closed period can be opened again, which is: {last}. Found {period}; name {last}, or leave it closed.',
  DECISIONS_UNREADABLE:
    'The file of decisions "{path}" could not be read ({cause}). Expected a CSV file with the columns left, right, verdict, by, reason.',
  DECISIONS_COLUMNS_MISSING:
    'The file of decisions "{path}" lacks the columns {missing}; it has {found}. Needed are left, right (system:key), verdict (same or different), by and reason; decided_at is welcome.',
  RECORD_UNKNOWN:
    'No record "{record}" was in the last match. Records are named system:key; the report crosswalk.csv lists them, and `touchstone run` matches what is new.',
  GOLDEN_UNKNOWN:
    'No golden record is named "{name}" {when}. Name one by its id, by an id it had before, or by system:key of one of its records; the report crosswalk.csv lists them.',
  GOLDEN_ERASED:
    '"{name}" was erased by {by} on {at}. Nothing of it is kept but the hash of its key, and it cannot be brought back.',
  ERASE_WHILE_SENDING:
    '{count} correction(s) of "{name}" have no known outcome yet. `touchstone deliver --apply` reads them back; then erase.',
  GOLDEN_AMBIGUOUS:
    '"{name}" is a record of several kinds, with the golden records {ids}. Name one of these ids instead.',
  GOLDEN_FIELD_UNKNOWN:
    '"{field}" is no field of a golden {entity}, and no group of its policy. Its fields are {fields}; its groups are {groups}.',
  GOLDEN_MEMBER_UNKNOWN:
    '"{record}" is no record of the golden record {id}. `touchstone golden show {id}` lists its records.',
  PIN_VALUE_INVALID:
    'The value for {field} was refused ({reason}) and nothing was pinned. docs/findings.md explains the reason; --from takes over what a record says.',
  PIN_VALUE_UNFIT:
    '--value gives one field as text, and {field} cannot be given so. Of the fields decided together with it these can: {fields}. Others are taken over from a record with --from.',
  PIN_NOTHING:
    '{name} says nothing in {fields}, so there is nothing to decide about. `touchstone golden show` tells who does.',
  PIN_UNKNOWN: 'Of {id} nobody pinned or ignored {fields}. `touchstone golden show` tells what stewards said.',
  FIELD_NOT_FROZEN:
    'Nothing freezes the field "{field}" of {golden}. `touchstone conflicts list --frozen` shows the fields that wait for a thaw.',
  CONFLICT_UNKNOWN:
    'There is no conflict in the field "{field}" of {golden}. `touchstone conflicts list` shows those there are.',
  RECORD_AMBIGUOUS: '"{record}" is the name of several records: {kinds}. Say which kind is meant with --kind.',
  NOTHING_MATCHED: 'No {kind} was matched in this store yet. `touchstone run` matches; --kind names another kind.',
  TRUTH_UNREADABLE:
    'The truth file "{path}" could not be read ({cause}). Expected a CSV file with commas, or a .csv.gz.',
  TRUTH_COLUMNS_UNKNOWN:
    'The truth file "{path}" has the columns: {found}. Expected id,cluster, or two columns whose names begin with "id" (id_a,id_b) with one pair of equal records a line.',
  TABLE_UNREADABLE:
    'The file "{path}" cannot be read ({cause}). Check the path and its permissions, and of a .gz that it was copied whole.',
  TABLE_EMPTY: 'The file "{path}" is empty. It needs a first line with the names of its columns.',
  TABLE_NOT_UTF8:
    'Line {line} of "{path}" is not UTF-8 but {found}. Save the file as UTF-8 (Excel calls it "CSV UTF-8"), or convert it with iconv.',
  TABLE_HEADER_INVALID:
    'The first line of "{path}" is no header: {found}. It needs the names of the columns, parted by comma, semicolon, tab or |.',
  TABLE_COLUMN_REPEATED:
    'In the header of "{path}" the columns {first} and {second} have the same name. Rename one of them, or leave both out with --ignore.',
  TABLE_COLUMN_MISSING: '"{path}" has no column as {option} names it; it has {columns}. Correct the name.',
  TABLE_QUOTE_UNCLOSED:
    'In line {line} of "{path}" a quote opens that never closes. Close it there; a quote inside a quoted cell is written twice.',
  TABLE_RECORD_TOO_LARGE:
    'The record that begins in line {line} of "{path}" has more than {limit} MiB. Look there for a quote that never closes, or for a file that is no CSV.',
  TABLE_ID_REPEATED:
    'Lines {first} and {second} of "{path}" have the same id. Name a column that differs in every row with --id, or mend the file.',
  NOTHING_TO_COMPARE:
    'The files hold {count} records and {columns} columns besides the id, none of which has two different values and is filled in {filled} records or more: no model can be learnt. Name files with more records, or a model with --model.',
  MATCH_WRITE_FAILED:
    '"{path}" could not be written ({cause}). Free space, mend permissions or name another folder with --out, then start the same command again.',
  MODEL_COLUMNS_MISSING:
    'The model compares columns the files do not have: {columns}. They have {known}. Name files with these columns, or leave out --model to have a model made for them.',
  MODEL_UNREADABLE: 'The model "{path}" cannot be read ({cause}). Name a model.json that `touchstone match` wrote.',
  MODEL_INVALID:
    'The model "{path}" has {count} problem(s). Mend them, or have a model made anew by leaving out --model.\n{problems}',
  MODEL_FORMAT_UNKNOWN:
    'The model "{path}" is of format {found}; this program reads format {expected}. Have it made anew by leaving out --model.',
  TRAINING_DEGENERATE:
    'Training was refused for {kinds}, and the models in use stay as they were:\n{reasons}\nTrain again when there are more records, or more decisions to learn from (--with-decisions); nothing has to be trained for a night to run.',
  TRAINED_MODEL_UNREADABLE:
    'Version {version} of the trained {kind} model cannot be read by this program. Train it again, or go back with `touchstone train --reset --kind {kind}`.',
  PAYMENT_COLUMNS_UNKNOWN:
    'No column of "{path}" was recognised as {missing}; it has {columns}. A list of payments needs a column of amounts, and one of dates or texts.',
  PAIRS_TOO_MANY:
    'Matching {kind} would compare {pairs} pairs; {limit} are allowed. Most come of the blocking rule "{rule}": {rulePairs}. Give that rule another key, or lower blockSizeMax.',
  ARGUMENT_INVALID: '{at}: found "{found}". Allowed: {allowed}.',
} as const

export type ErrorCode = keyof typeof errorCatalogue
