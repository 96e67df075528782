import { chicagoBlockings, fakeBlocking, rldataBlocking, type PeerBlocking } from './peer-blocking.ts'

/** A set with a truth file, under the folder of data; how a user would call the command for it. */
export interface LabelledSet {
  readonly name: string
  readonly folder: string
  readonly files: readonly string[]
  readonly truth: string
  /** Two lists, each free of duplicates. */
  readonly isLinkOnly: boolean
  /** Pairwise F1 to reach; undefined where the number is only reported. */
  readonly f1Min?: number
  /** The peer's best setting of those its script knows, by pairwise F1 of clusters. */
  readonly peer?: { readonly rules: string; readonly model: string }
  /** Where the goal is the peer's own figure: blockings on which both are run. */
  readonly blockings?: readonly PeerBlocking[]
  /** The columns the peer's models look at, where these are not all: where both are compared, ours sees no other. */
  readonly peerColumns?: readonly string[]
}

const linkage = { files: ['a.csv', 'b.csv'], truth: 'truth.csv', isLinkOnly: true }
const deduplication = { files: ['records.csv'], truth: 'truth.csv', isLinkOnly: false }
const febrl = { rules: 'std', model: 'lib' }
const zipped = { files: ['records.csv.gz'] }

export const labelledSets: readonly LabelledSet[] = [
  { name: 'FEBRL 4', folder: 'febrl4', ...linkage, f1Min: 0.995, peer: febrl },
  { name: 'FEBRL 1', folder: 'febrl1', ...deduplication, f1Min: 0.98, peer: febrl },
  { name: 'FEBRL 2', folder: 'febrl2', ...deduplication, f1Min: 0.98, peer: febrl },
  {
    ...{ name: 'fake_1000', folder: 'fake_1000', ...deduplication },
    peer: { rules: 'wide', model: 'forename_surname' },
  },
  {
    ...{ name: 'fake_20000', folder: 'fake_20000', ...deduplication, ...zipped },
    peer: { rules: 'wide', model: 'either_plain_email' },
    blockings: [fakeBlocking],
  },
  {
    ...{ name: 'RLdata500', folder: 'rldata500', ...deduplication },
    peer: { rules: 'parts', model: 'jaro_parts' },
    blockings: [rldataBlocking],
  },
  {
    ...{ name: 'Chicago early childhood', folder: 'chicago_early_childhood', ...deduplication },
    peer: { rules: 'narrow', model: 'words_house' },
    blockings: chicagoBlockings,
    peerColumns: ['Site name', 'Address', 'Zip', 'Phone'],
  },
  { name: 'DBLP-ACM', folder: 'dblp_acm', ...linkage, f1Min: 0.98 },
  { name: 'Fodors-Zagats', folder: 'fodors_zagats', ...linkage, f1Min: 0.98 },
  {
    ...{ name: 'IMDB-TMDB', folder: 'imdb_tmdb_tvdb', isLinkOnly: true },
    ...{ files: ['imdb.csv', 'tmdb.csv'], truth: 'truth_imdb_tmdb.csv', f1Min: 0.886 },
  },
  { name: 'CDDB', folder: 'cddb', ...deduplication, ...zipped },
  { name: 'Wikidata organisations', folder: 'wikidata_organisations', ...deduplication },
]
