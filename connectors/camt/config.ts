import { z } from 'zod'
import { folder } from '../file-folder.ts'
import { fileSelect } from '../file-select.ts'

export const camtConfig = z.strictObject({ folder })

export const camtSelect = z.strictObject({ file: fileSelect.file })

export type CamtSelect = z.infer<typeof camtSelect>
