/** Domains that are one mail service under several names. */
const sameService: Readonly<Record<string, string>> = {
  'googlemail.com': 'gmail.com',
  'protonmail.com': 'proton.me',
  'protonmail.ch': 'proton.me',
  'pm.me': 'proton.me',
  'me.com': 'icloud.com',
  'mac.com': 'icloud.com',
}

/** Services that document name+tag@ as another way to write name@. */
const tagged = new Set(
  (
    'gmail.com icloud.com proton.me outlook.com hotmail.com live.com msn.com fastmail.com fastmail.fm zoho.com mailbox.org posteo.de ' +
    'seznam.cz email.cz'
  ).split(' '),
)

/**
 * The mailbox that mail to an address reaches, by the rules the services document: Gmail overlooks dots, many drop a +tag. A match
 * key only: the stored address stays as its owner wrote it.
 */
export function deliveredMailbox(email: string): string {
  const at = email.lastIndexOf('@')
  if (at < 0) return email
  const written = email.slice(at + 1)
  const domain = sameService[written] ?? written
  if (!tagged.has(domain)) return email
  const untagged = email.slice(0, at).replace(/(?<=.)\+.*$/u, '')

  return `${domain === 'gmail.com' ? untagged.replaceAll('.', '') || untagged : untagged}@${domain}`
}
