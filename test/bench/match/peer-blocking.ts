/** Steps that derive a key from a column of the file, in the words of our match model. */
type KeyColumn = readonly [
  name: string,
  from: string,
  ...steps: readonly (string | { readonly first: number } | { readonly last: number })[],
]

/** A blocking of the peer, said as a match model says it, so that both engines compare exactly the same pairs. */
export interface PeerBlocking {
  /** Names of the blocking and of the model in the peer's script. */
  readonly rules: string
  readonly model: string
  readonly columns: readonly KeyColumn[]
  readonly keys: readonly (readonly string[])[]
}

const names: readonly KeyColumn[] = [
  ['peer first name', 'first_name'],
  ['peer surname', 'surname'],
  ['peer birth date', 'dob'],
  ['peer e-mail', 'email'],
]

/** Exactly the rules `docs` of the peer. */
export const fakeBlocking: PeerBlocking = {
  ...{ rules: 'docs', model: 'jaro_tf_plain_email', columns: names },
  keys: names.map(([name]) => [name]),
}

export const rldataBlocking: PeerBlocking = {
  ...{ rules: 'parts', model: 'jaro_parts' },
  columns: [
    ['peer first name', 'fname_c1'],
    ['peer last name', 'lname_c1'],
    ['peer year', 'by'],
    ['peer month', 'bm'],
    ['peer day', 'bd'],
  ],
  keys: [
    ['peer first name'],
    ['peer last name'],
    ['peer year', 'peer month'],
    ['peer year', 'peer day'],
    ['peer month', 'peer day'],
  ],
}

const sites: readonly KeyColumn[] = [
  ['peer phone', 'Phone', 'digits', { last: 7 }],
  ['peer zip', 'Zip', 'digits', { first: 5 }],
  ['peer house', 'Address', 'fold', 'firstToken', 'digits'],
  ['peer address', 'Address', 'fold'],
  ['peer address 8', 'Address', 'fold', { first: 8 }],
  ['peer address 10', 'Address', 'fold', { first: 10 }],
  ['peer name', 'Site name', 'fold'],
  ['peer name 3', 'Site name', 'fold', { first: 3 }],
  ['peer name 6', 'Site name', 'fold', { first: 6 }],
]

export const chicagoBlockings: readonly PeerBlocking[] = [
  {
    ...{ rules: 'narrow', model: 'words_house', columns: sites },
    keys: [['peer phone'], ['peer address'], ['peer name'], ['peer house', 'peer name 3'], ['peer address 10']],
  },
  {
    ...{ rules: 'std', model: 'house_no_zip', columns: sites },
    keys: [
      ['peer phone'],
      ['peer address 8'],
      ['peer house', 'peer zip'],
      ['peer name 6'],
      ['peer name 3', 'peer zip'],
    ],
  },
]

/** The text of a model file that blocks as the peer does, and otherwise as the model it is given. */
export function withPeerBlocking(model: string, { columns, keys }: PeerBlocking): string {
  const parsed = JSON.parse(model) as { readonly columns: readonly object[] }

  return JSON.stringify({
    ...parsed,
    columns: [
      ...parsed.columns,
      ...columns.map(([name, from, ...steps]) => ({ name, from: [from], needs: 'all', steps })),
    ],
    blockingRules: keys.map((key) => ({ name: key.join(', '), keys: key })),
    // The peer takes no value out of blocking.
    blockSizeMax: 1_000_000,
  })
}
