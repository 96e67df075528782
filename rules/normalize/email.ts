import { isEmailPlaceholder } from './email-placeholder.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { unicodeDomain } from './punycode.ts'
import { tidyText } from './text.ts'

const atom = "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+"
const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?'
const address = new RegExp(`^${atom}(?:\\.${atom})*@(?:${label}\\.)+(?=[^@]*\\p{L})${label}$`, 'u')
/** What nearly all addresses look like; only faster to see. */
const plainAddress = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+[a-z]{2,}$/
const inAngles = /^[^<>]*<([^<>\s]+)>$/u
const lengthMax = 254

/**
 * Lower-cases an address and takes it out of `Name <…>` or `mailto:`. Dots and +tags stay: they are part of the address. Domains in
 * `xn--` are written out. An address that says there is none is refused, because it would tie strangers together: noreply@ and
 * test@ anywhere, info@ and the like where the domain is reserved for examples.
 */
export function readEmail(raw: string): Outcome {
  const text = tidyText(raw)
  const inner = text.includes('<') ? (inAngles.exec(text)?.[1] ?? text) : text
  const email = writtenOut(
    inner
      .toLowerCase()
      .normalize('NFC')
      .replace(/^(?:mailto:)+/, ''),
  )

  if (email.length <= lengthMax && (plainAddress.test(email) || address.test(email)))
    return isEmailPlaceholder(email) ? reject('email-placeholder', raw) : accept(email)
  return reject(isSeveral(text) ? 'email-several' : 'email-invalid', raw)
}

function writtenOut(email: string): string {
  const at = email.lastIndexOf('@') + 1

  return email.length > lengthMax || !email.includes('xn--', at)
    ? email
    : email.slice(0, at) + unicodeDomain(email.slice(at))
}

function isSeveral(text: string): boolean {
  const parts = text.split(/[\s,;|]+/).filter((part) => part.includes('@'))

  return (
    parts.length > 1 &&
    parts.length <= 20 &&
    parts.every((part) => part.length <= lengthMax && address.test(part.toLowerCase()))
  )
}
