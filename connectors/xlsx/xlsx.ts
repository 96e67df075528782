import { correctionFile } from '../correction-file.ts'
import { defineConnector } from '../connector.ts'
import { inFolder } from '../file-folder.ts'
import { fileGuarantees } from '../file-guarantees.ts'
import { fileSnapshot, probeFile } from '../file-snapshot.ts'
import { xlsxConfig, xlsxSelect } from './config.ts'
import { readSheet } from './read.ts'

/** Excel workbooks, as accounting exports them. */
export const xlsx = defineConnector({
  name: 'xlsx',
  config: xlsxConfig,
  select: xlsxSelect,
  guarantees: fileGuarantees,

  async open(config, systemContext) {
    const context = inFolder(config, systemContext)

    return {
      probe: (select) => probeFile(select.file, context, readSheet(select)),
      snapshot: (select) => fileSnapshot(select.file, context, readSheet(select)),
      ...correctionFile('csv', context),
      async [Symbol.asyncDispose]() {},
    }
  },
})
