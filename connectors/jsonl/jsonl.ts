import { correctionFile } from '../correction-file.ts'
import { defineConnector } from '../connector.ts'
import { inFolder } from '../file-folder.ts'
import { fileGuarantees } from '../file-guarantees.ts'
import { fileSnapshot, probeFile, readTextFile } from '../file-snapshot.ts'
import { jsonlConfig, jsonlSelect, type JsonlSelect } from './config.ts'
import { jsonlParser } from './read.ts'

/** Files with one JSON object per line, as event logs and web services export them. */
export const jsonl = defineConnector({
  name: 'jsonl',
  config: jsonlConfig,
  select: jsonlSelect,
  guarantees: fileGuarantees,

  async open(config, systemContext) {
    const context = inFolder(config, systemContext)
    const readerOf = (select: JsonlSelect) =>
      readTextFile(config.encoding, (file, sink) => jsonlParser(config, select, file, sink))

    return {
      probe: (select) => probeFile(select.file, context, readerOf(select)),
      snapshot: (select) => fileSnapshot(select.file, context, readerOf(select), { hasFixedColumns: false }),
      ...correctionFile('jsonl', context),
      async [Symbol.asyncDispose]() {},
    }
  },
})
