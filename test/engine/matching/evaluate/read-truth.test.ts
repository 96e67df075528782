import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readTruth, type RecordOfId } from '../../../../engine/matching/evaluate/read-truth.ts'

const recordOf: RecordOfId = (id) =>
  new Map([
    ['a', 0],
    ['b', 1],
    ['c', 2],
    ['d', 3],
  ]).get(id)

async function fileOf(content: string | Uint8Array, name = 'truth.csv'): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'truth-')), name)

  await writeFile(path, content)
  return path
}

async function read(content: string | Uint8Array, name?: string) {
  const { truth, ...counts } = await readTruth(await fileOf(content, name), 4, recordOf)

  return {
    ...counts,
    truth:
      truth.form === 'clusters'
        ? [...truth.clusterOf]
        : Array.from(truth.left, (left, pair) => [left, truth.right[pair]]),
  }
}

test.each([
  ['id_a,id_b\nc,d\nb,a\n'],
  ['id_imdb,id_tmdb,note\nc,d,x\nb,a,y\n'],
  ['\uFEFFnote,ID_LEFT,id_right\r\n"x, y",c,d\r\n\r\n,b,a\r\n'],
  ['id_a,id_b\na,b\nc,d\nb,a\na,a\nd,c\n'],
])('reads pairs from %j', async (content) => {
  expect((await read(content)).truth).toEqual([
    [0, 1],
    [2, 3],
  ])
})

test.each([['id,cluster\na,x\nb,y\nc,x\n'], ['cluster,id_original,id\nx,9,a\ny,9,b\nx,9,c']])(
  'reads clusters from %j, and leaves out whom it does not name',
  async (content) => {
    expect((await read(content)).truth).toEqual([0, 1, 0, -1])
  },
)

test('counts the lines whose ids nobody has', async () => {
  expect(await read('id_a,id_b\na,b\na,zz\n,b\nc\n')).toEqual({ truth: [[0, 1]], lineCount: 4, unknownLineCount: 3 })
})

test('reads a compressed file', async () => {
  expect((await read(gzipSync('id_a,id_b\na,b\n'), 'truth.csv.gz')).truth).toEqual([[0, 1]])
})

test('asks for the record of each side, for files whose ids overlap', async () => {
  const sides: unknown[] = []

  await readTruth(await fileOf('id_a,id_b\n1,1\n'), 2, (id, side) => {
    sides.push([id, side])
    return side === 'left' ? 0 : 1
  })
  expect(sides).toEqual([
    ['1', 'left'],
    ['1', 'right'],
  ])
})

test.each([
  ['', 'no header'],
  ['left,right\na,b\n', 'left, right'],
  ['id,name\na,b\n', 'id, name'],
])('refuses %j and says what it found', async (content, found) => {
  await expect(read(content)).rejects.toMatchObject({ code: 'TRUTH_COLUMNS_UNKNOWN', parameters: { found } })
})

test('a file that cannot be read is an error without its content', async () => {
  await expect(readTruth('/nowhere/truth.csv', 1, recordOf)).rejects.toMatchObject({
    code: 'TRUTH_UNREADABLE',
    parameters: { cause: 'ENOENT' },
  })
  await expect(read('id_a,id_b\n"secret"x,b\n')).rejects.toMatchObject({ code: 'TRUTH_UNREADABLE' })
  await expect(read('id_a,id_b\n"secret"x,b\n')).rejects.not.toThrow(/secret/)
})
