import { resolve } from 'node:path'
import { z } from 'zod'
import type { SourceContext } from './connector.ts'

/** Setting of every file connector: as part of a system's config it may hold a variable, so that a plan names no machine's path. */
export const folder = z.string().min(1).optional().meta({
  description:
    'folder in which the files of this system lie, absolute or from the folder of the plan; may be ${VARIABLE}; default: the folder of the plan',
})

/** The context in which relative paths of a system's flows start in its own folder. */
export function inFolder(
  { folder: own }: { readonly folder?: string | undefined },
  context: SourceContext,
): SourceContext {
  return own === undefined ? context : { ...context, baseDir: resolve(context.baseDir, own) }
}
