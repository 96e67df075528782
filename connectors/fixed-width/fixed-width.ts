import { correctionFile } from '../correction-file.ts'
import { defineConnector } from '../connector.ts'
import { inFolder } from '../file-folder.ts'
import { fileGuarantees } from '../file-guarantees.ts'
import { fileSnapshot, probeFile, readTextFile } from '../file-snapshot.ts'
import { fixedWidthConfig, fixedWidthSelect, type FixedWidthSelect } from './config.ts'
import { fixedWidthParser } from './read.ts'

/** Files whose fields stand at fixed places, as systems older than their owners export them. */
export const fixedWidth = defineConnector({
  name: 'fixed-width',
  config: fixedWidthConfig,
  select: fixedWidthSelect,
  guarantees: fileGuarantees,

  async open(config, systemContext) {
    const context = inFolder(config, systemContext)
    const readerOf = (select: FixedWidthSelect) =>
      readTextFile(config.encoding, (file, sink) => fixedWidthParser(config, select, file, sink))

    return {
      probe: (select) => probeFile(select.file, context, readerOf(select)),
      snapshot: (select) => fileSnapshot(select.file, context, readerOf(select)),
      ...correctionFile('csv', context),
      async [Symbol.asyncDispose]() {},
    }
  },
})
