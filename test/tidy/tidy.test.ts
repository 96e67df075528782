import { describe, expect, test } from 'vitest'
import { filesOf, readText } from './repository.ts'

const files = filesOf()
const codeFiles = files.filter((file) => /^(engine|connectors|rules|reports|examples|test)\/.*\.ts$/.test(file))
const writtenFiles = files.filter(
  (file) => (codeFiles.includes(file) || /^[^/]*\.md$|^docs\/.*\.md$/.test(file)) && !file.startsWith('test/tidy/'),
)

/** A title made of placeholders alone is told apart by its table. */
const isFromTable = (title: string) => /^[%$]\w+$/.test(title)

/** Places where `pattern` is found, as file:line. */
function findIn(paths: readonly string[], pattern: RegExp): readonly string[] {
  return paths.flatMap((path) =>
    readText(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 100)}`] : [])),
  )
}

describe('words', () => {
  /** Word that is not ours, what we say instead, how to find it. */
  test.each([
    ['integration', 'system, flow or connector', /\bintegrations?\b(?! engineer)/i],
    ['provider', 'system or connector', /\bproviders?\b(?!:| = icu)/i],
    ['master', 'golden', /\bmaster\b(?!-data| data)/i],
    ['bucket', 'block', /\bbuckets?\b/i],
    ['similarity score', 'comparison level', /\bsimilarity scores?\b/i],
    ['confidence', 'match weight or probability', /\bconfidence\b/i],
    ['maybe', 'possible link', /(?<!')\bmaybe\b(?!')/i],
    ['sync', 'correction, delivery or snapshot', /(?<![/.\w])sync\b(?!\()/i],
    ['golden file', 'expected file', /\bgolden files?\b/i],
    ['merge strategy', 'survivorship policy', /\bmerge strateg(y|ies)\b/i],
    ['mapping table', 'crosswalk', /\bmapping table\b/i],
  ])('nobody says "%s": we say %s', (_, __, pattern) => {
    expect(findIn(writtenFiles, pattern)).toEqual([])
  })

  test('no type of ours is called Record', () => {
    expect(findIn(codeFiles, /\b(interface|class|type) Record\b/)).toEqual([])
  })

  test('nothing waits to be done in a comment: there is an issue or nothing', () => {
    expect(findIn(writtenFiles, /\b(TODO|FIXME|HACK)\b/)).toEqual([])
  })
})

describe('files', () => {
  const withoutSuffixes = (name: string) =>
    name.replace(/(\.(test|property|expected|contract|services|e2e|worker|rationale|d))*\.[a-z]+$/, '')
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

  test('every name is in kebab-case', () => {
    expect(codeFiles.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(withoutSuffixes(nameOf(path))))).toEqual([])
  })

  test('no file or folder is a drawer', () => {
    const drawer = /(^|\/)(utils?|helpers?|common|types?|managers?|base|misc|shared|lib|core)(\/|\.ts$)/

    expect(codeFiles.filter((path) => drawer.test(path))).toEqual([])
  })

  test('index.ts exists once, in engine/', () => {
    expect(codeFiles.filter((path) => nameOf(path) === 'index.ts' && path !== 'engine/index.ts')).toEqual([])
  })

  test('the top of the house is the picture in the design', () => {
    const folders = new Set(
      files.filter((path) => /^[^.].*\//.test(path)).map((path) => path.slice(0, path.indexOf('/'))),
    )

    expect(
      [...folders].filter((folder) => !/^(connectors|docs|engine|examples|reports|rules|test)$/.test(folder)),
    ).toEqual([])
  })

  test('a file over the limit says why in its first line', () => {
    const isTooLong = (path: string) =>
      readText(path)
        .split('\n')
        .filter((line) => !/^\s*(\/\/|\/?\*|$)/.test(line)).length > 250

    expect(
      codeFiles.filter((path) => isTooLong(path) && !/^\/\* oxlint-disable max-lines -- .{20}/.test(readText(path))),
    ).toEqual([])
  })

  test('whoever silences the linter says why', () => {
    expect(
      findIn(writtenFiles, /oxlint-disable(?!.* -- .{10})|@ts-(ignore|nocheck)|@ts-expect-error(?! .{10})/),
    ).toEqual([])
  })

  test('no file knows the machine it was written on', () => {
    const placesOfOneMachine = /(?<![\w.}-])\/(work|home|root|Users)\/\w/

    expect(findIn([...writtenFiles, 'package.json', 'package-lock.json', '.ci/run'], placesOfOneMachine)).toEqual([])
  })

  test('no file names a package registry', () => {
    expect(
      findIn(
        [...writtenFiles, 'package.json', 'package-lock.json', '.npmrc', '.ci/run'],
        /registry\s*=|\/\/registry\./,
      ),
    ).toEqual([])
  })
})

describe('tests', () => {
  const testFiles = codeFiles.filter((path) => path.endsWith('.test.ts'))
  const TITLE =
    /(?:\b(?:test|it)(?:\.(?:only|skip|skipIf|runIf|concurrent|sequential)(?:\([^\n]*?\))?)*|\]\)|\))\(\s*(['"`])((?:\\.|(?!\1)[^\n])+)\1,\s/g

  const titlesOf = (path: string) => [...readText(path).matchAll(TITLE)].map((match) => match[2] ?? '')

  test('a title is a plain statement', () => {
    const shy = (title: string) => /\bshould\b|^(works|test)\b|#\d/i.test(title)

    expect(
      testFiles.flatMap((path) =>
        titlesOf(path)
          .filter(shy)
          .map((title) => `${path}: ${title}`),
      ),
    ).toEqual([])
  })

  test('no title stands twice in a file', () => {
    const repeated = (titles: readonly string[]) =>
      titles.filter((title, index) => titles.indexOf(title) !== index && !isFromTable(title))

    expect(testFiles.flatMap((path) => repeated(titlesOf(path)).map((title) => `${path}: ${title}`))).toEqual([])
  })

  test('the titles are found at all', () => {
    expect(titlesOf('test/tidy/tidy.test.ts')).toContain('the titles are found at all')
    const isRunningAContract = (path: string) => /from '.*\.contract\.ts'/.test(readText(path))

    expect(testFiles.filter((path) => titlesOf(path).length === 0 && !isRunningAContract(path))).toEqual([])
  })

  test('every folder of tests mirrors a folder of the product, or is known', () => {
    const known = /^test\/(contract|e2e|scenario|bench|fixtures|support|tidy)(\/|$)/
    const folders = new Set(
      codeFiles.filter((path) => path.startsWith('test/')).map((path) => path.slice(0, path.lastIndexOf('/'))),
    )
    const mirrored = (folder: string) => files.some((path) => path.startsWith(`${folder.slice('test/'.length)}/`))

    expect([...folders].filter((folder) => !known.test(folder) && folder !== 'test' && !mirrored(folder))).toEqual([])
  })
})
