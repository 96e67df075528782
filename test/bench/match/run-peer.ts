import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LabelledSet } from './labelled-sets.ts'
import type { PeerPeopleResult, PeerSetResult, PeerSetting, Quality } from './measurement.ts'
import { runProcess } from './run-match.ts'

const setsScript = fileURLToPath(new URL('../peer/splink_sets.py', import.meta.url))

/** What the peer reaches on a labelled set in its best setting; `python` is one that has Splink. */
export async function runPeerOnSet(
  python: string,
  { folder, peer }: Pick<LabelledSet, 'folder' | 'peer'>,
  data: string,
  scratch: string,
): Promise<PeerSetResult> {
  const out = join(scratch, `peer-${folder}.jsonl`)
  const setting = peer === undefined ? [] : ['--rules', peer.rules, '--model', peer.model]

  await runProcess(python, ['-B', '-W', 'ignore', setsScript, folder, '--data', data, '--out', out, ...setting])
  const { splink, model, rules, candidatePairs, candidateRecall, at, best } = JSON.parse(await lastLine(out)) as {
    splink: string
    best: { pairwise: PeerPoint; bCubed: PeerPoint }
  } & Omit<PeerSetResult, 'version' | 'best'>

  return {
    ...{ version: splink, model, rules, candidatePairs, candidateRecall, at },
    best: { pairwise: best.pairwise.pairwise, bCubed: best.bCubed.bCubed },
  }
}

interface PeerPoint {
  readonly pairwise: Quality
  readonly bCubed: Quality
}

type Triple = readonly [precision: number, recall: number, f1: number]

interface BaselineLine {
  readonly splink: string
  readonly pairs: number | null
  readonly stages: Readonly<Record<string, number>>
  readonly log_blocking: readonly number[]
  readonly peak_mib: number
  readonly prf_095: Triple
  readonly best: { readonly prf: Triple }
  readonly cluster_prf_095: Triple
}

const wordsOf: Readonly<Record<PeerSetting, readonly string[]>> = {
  lib: ['--model', 'lib'],
  expert: ['--model', 'expert'],
  'expert, capped training': ['--model', 'expert', '--u-pairs', '1e6', '--em-pairs', '1e6'],
}

/** What the peer needs and reaches on a file of generated people, by the script of the baseline. */
export async function runPeerOnPeople(
  python: string,
  script: string,
  csv: string,
  setting: PeerSetting,
  scratch: string,
): Promise<PeerPeopleResult> {
  const out = join(scratch, 'peer-people.jsonl')

  await runProcess(python, ['-B', script, 'people', '--csv', csv, '--out', out, '--tmp', scratch, ...wordsOf[setting]])
  const line = JSON.parse(await lastLine(out)) as BaselineLine
  const outside = new Set(['import', 'cluster_best'])
  const total = Object.entries(line.stages).reduce((sum, [stage, time]) => sum + (outside.has(stage) ? 0 : time), 0)

  return {
    ...{ version: line.splink, setting, totalSeconds: total, peakMemoryMiB: line.peak_mib },
    // Version 4 blocks inside predict and says how long that took.
    scoreSeconds: (line.stages['predict'] ?? 0) - (line.pairs === null ? (line.log_blocking.at(-1) ?? 0) : 0),
    ...(line.pairs === null ? {} : { candidatePairs: line.pairs }),
    ...{ linksAt95: qualityOf(line.prf_095), linksBest: qualityOf(line.best.prf) },
    clustersAt95: qualityOf(line.cluster_prf_095),
  }
}

function qualityOf([precision, recall, f1]: Triple): Quality {
  return { precision, recall, f1 }
}

async function lastLine(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).trimEnd().split('\n').at(-1) ?? ''
}
