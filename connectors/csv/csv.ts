import { correctionFile } from '../correction-file.ts'
import { defineConnector } from '../connector.ts'
import { inFolder } from '../file-folder.ts'
import { fileGuarantees } from '../file-guarantees.ts'
import { fileSnapshot, probeFile, readTextFile } from '../file-snapshot.ts'
import { csvConfig, csvSelect, type CsvSelect } from './config.ts'
import { csvParser } from './read.ts'

/** Delimited text files, as exports of nearly every system come. */
export const csv = defineConnector({
  name: 'csv',
  config: csvConfig,
  select: csvSelect,
  guarantees: fileGuarantees,

  async open(config, systemContext) {
    const context = inFolder(config, systemContext)
    const readerOf = (select: CsvSelect) =>
      readTextFile(config.encoding, (file, sink) => csvParser(config, select, file, sink))

    return {
      probe: (select) => probeFile(select.file, context, readerOf(select)),
      snapshot: (select) => fileSnapshot(select.file, context, readerOf(select)),
      ...correctionFile('csv', context),
      async [Symbol.asyncDispose]() {},
    }
  },
})
