import type { Command } from 'commander'
import type { CommandSession } from '../command-session.ts'
import { workerCountOf } from '../command-session.ts'
import type { MatchFilesOptions } from './match-files.ts'

export function addMatchCommand(program: Command, session: CommandSession): void {
  program
    .command('match')
    .description('find the records of CSV files that describe the same thing; needs no plan and no store')
    .argument(
      '<files...>',
      'CSV files with a header, plain or .gz; one is deduplicated, several are linked and deduplicated together',
    )
    .option('--id <column>', 'the column that names the records; without it one called "id", else rows are numbered')
    .option('--ignore <columns>', 'columns to leave out, parted by commas', commaList, [])
    .option(
      '--link-only',
      'each file is free of duplicates: records of different files are compared, one to one',
      false,
    )
    .option('--out <folder>', 'where links.csv, clusters.csv and model.json are written', 'matches')
    .option('--model <file>', 'a model.json written before; without it a model is made for these files')
    .option(
      '--truth <file>',
      'what is known to be the same (id_a,id_b or id,cluster): measures the result, changes nothing',
    )
    .addHelpText(
      'after',
      `
Examples:
  touchstone match customers.csv                      find the duplicates of one list
  touchstone match crm.csv shop.csv.gz --id number    link two lists, and find the duplicates of each
  touchstone match crm.csv erp.csv --link-only        link two lists that have no duplicates of their own
  touchstone match new.csv --model matches/model.json match again by a model made before
  touchstone match list.csv --truth known.csv         measure the result by pairs you know to be the same`,
    )
    .action(async (files: readonly string[], options: MatchFilesOptions) => {
      const { matchFiles } = await import('./match-files.ts')

      await matchFiles(
        files,
        options,
        session.options().json,
        workerCountOf(session.surroundings),
        session.surroundings,
      )
    })
}

function commaList(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
