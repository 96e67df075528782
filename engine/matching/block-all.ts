import type { HotKey } from './kernel/block-records.ts'
import type { KernelData } from './kernel/kernel.ts'
import type { KernelWorkers } from './kernel-workers.ts'

/** Finds the blocks of all rules; answers per rule the keys that too many records share. */
export async function blockAll(data: KernelData, workers: KernelWorkers): Promise<readonly (readonly HotKey[])[]> {
  return Promise.all(
    data.model.blockingRules.map(async (_, rule) => {
      const { blocks, hotKeys } = await workers.run({ do: 'block', data, rule })

      data.blocks.rules[rule] = blocks

      return hotKeys
    }),
  )
}
