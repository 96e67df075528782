import type { Connector } from '../../connectors/connector.ts'

/** Every connector by its name in the plan; each is loaded when a plan asks for it, because a database driver costs more to load than a plan to check. */
const loaders = new Map<string, () => Promise<unknown>>([
  ['csv', async () => (await import('../../connectors/csv/csv.ts')).csv],
  ['jsonl', async () => (await import('../../connectors/jsonl/jsonl.ts')).jsonl],
  ['xlsx', async () => (await import('../../connectors/xlsx/xlsx.ts')).xlsx],
  ['fixed-width', async () => (await import('../../connectors/fixed-width/fixed-width.ts')).fixedWidth],
  ['camt', async () => (await import('../../connectors/camt/camt.ts')).camt],
  ['e-invoice', async () => (await import('../../connectors/e-invoice/e-invoice.ts')).eInvoice],
  ['sqlite', async () => (await import('../../connectors/sqlite/sqlite.ts')).sqlite],
  ['postgres', async () => (await import('../../connectors/postgres/postgres.ts')).postgres],
  ['mysql', async () => (await import('../../connectors/mysql/mysql.ts')).mysql],
])

export const connectorNames: readonly string[] = [...loaders.keys()]

/** The connectors asked for; all of them when one is unknown, so that the message can list what there is. */
export async function loadConnectors(names: readonly string[]): Promise<ReadonlyMap<string, Connector>> {
  const wanted = names.every((name) => loaders.has(name))
    ? connectorNames.filter((name) => names.includes(name))
    : connectorNames

  return new Map(
    await Promise.all(
      wanted.map(async (name) => {
        // The plan checks config and select with the connector's own schemas before either reaches it.
        return [name, (await loaders.get(name)?.()) as Connector] as const
      }),
    ),
  )
}
