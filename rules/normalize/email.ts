import { accept, reject, type Outcome } from './outcome.ts'
import { tidyText } from './text.ts'

const atom = "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+"
const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?'
const address = new RegExp(`^${atom}(?:\\.${atom})*@(?:${label}\\.)+(?=[^@]*\\p{L})${label}$`, 'u')
/** What nearly all addresses look like; only faster to see. */
const plainAddress = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+[a-z]{2,}$/
const inAngles = /^[^<>]*<([^<>\s]+)>$/u
const lengthMax = 254

/** Lower-cases an address and takes it out of `Name <…>` or `mailto:`. Dots and +tags stay: they are part of the address. */
export function readEmail(raw: string): Outcome {
  const text = tidyText(raw)
  const inner = text.includes('<') ? (inAngles.exec(text)?.[1] ?? text) : text
  const email = inner
    .toLowerCase()
    .normalize('NFC')
    .replace(/^mailto:/, '')

  if (email.length <= lengthMax && plainAddress.test(email)) return accept(email)
  if (email.length <= lengthMax && address.test(email)) return accept(email)
  return reject(isSeveral(text) ? 'email-several' : 'email-invalid', raw)
}

function isSeveral(text: string): boolean {
  const parts = text.split(/[\s,;|]+/).filter((part) => part.includes('@'))

  return (
    parts.length > 1 &&
    parts.length <= 20 &&
    parts.every((part) => part.length <= lengthMax && address.test(part.toLowerCase()))
  )
}
