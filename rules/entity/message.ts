import { z } from 'zod'
import { text, instant } from './field.ts'

/** A mailing sent to one recipient. */
export const message = z.strictObject({
  campaign: text('campaign or template the message belongs to'),
  customerKey: text('key of the customer in `customerSystem`'),
  customerSystem: text('system whose customer keys are meant'),
  recipient: text('e-mail address or number it was sent to'),
  sentAt: instant('moment it was sent'),
  status: text('status as the source calls it'),
})

export type Message = z.infer<typeof message>
