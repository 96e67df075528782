import type { JsonlConfig, JsonlSelect } from '../../../connectors/jsonl/config.ts'
import { jsonl } from '../../../connectors/jsonl/jsonl.ts'
import { connectorConformance } from '../conformance.contract.ts'
import { fileSkips, fileSystemUnderTest } from '../file-system-under-test.ts'

connectorConformance(jsonl, {
  systemWith: (table) =>
    fileSystemUnderTest<JsonlConfig, JsonlSelect>(table, {
      fileName: 'people.jsonl',
      config: jsonl.config.parse({}),
      *lines({ rows }) {
        for (const row of rows) yield `${JSON.stringify(row)}\n`
      },
      select: (file, { key, changedAt }) => ({ file, key: [...key], ...(changedAt !== null && { changedAt }) }),
    }),
  skips: fileSkips,
})
