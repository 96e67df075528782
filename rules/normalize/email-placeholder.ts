/** Mailboxes that nobody reads, or that people type to get past a required field, whatever the domain. */
const nobody = new Set(
  [
    'noreply no-reply no_reply no.reply donotreply do-not-reply do_not_reply nereply neodpovidat keine-antwort noresponse',
    'noemail no-email no_email no.email nomail no-mail no_mail nemail none nobody nemam nema neni neuvedeno neuveden nezadano nezadan',
    'bezemailu bez-emailu bezmailu keineemail keine-email unknown neznamy undefined null nan placeholder dummy fake',
    'test tests testing tester test1 test2 test123 testtest xxx xxxx aaa aaaa asd asdf asdfgh qwerty qwertz abc abc123',
  ].flatMap((boxes) => boxes.split(' ')),
)

/** Mailboxes that are placeholders where the domain is reserved for examples: info@example.com, but not info@acme.com. */
const anybody = new Set(
  (
    'info mail email e-mail user username name your.name yourname jmeno vas.email someone somebody customer client admin ' +
    'contact office john.doe jane.doe johndoe janedoe jan.novak max.mustermann foo bar foobar me you example'
  ).split(' '),
)

/** RFC 2606 and 6761: names that will never be anybody's. */
const reserved = /@(?:[^@]+\.)?(?:example\.(?:com|net|org)|invalid)$/

/** Whether an address in lower case says that there is none. */
export function isEmailPlaceholder(email: string): boolean {
  const mailbox = email.slice(0, email.lastIndexOf('@'))

  return nobody.has(mailbox) || (anybody.has(mailbox) && reserved.test(email))
}
