import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { checkSync } from 'recheck'
import { describe, expect, it } from 'vitest'
import { parseAst } from 'vitest/node'

const root = path.resolve(import.meta.dirname, '../../..')
const files = ['src/understand', 'src/data'].flatMap((folder) =>
  globSync('**/*.ts', { cwd: path.join(root, folder) }).map((file) => path.join(folder, file)),
)

interface Pattern {
  file: string
  source: string
  flags: string
}

/** Every regular expression literal of a file, read from its syntax tree. */
function readPatterns(file: string): Pattern[] {
  const found: Pattern[] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit)
    if (node === null || typeof node !== 'object') return
    if ('regex' in node && node.regex !== null && typeof node.regex === 'object') {
      const { pattern, flags } = node.regex as { pattern: string; flags: string } // ESTree: RegExpLiteral
      found.push({ file, source: pattern, flags })
    }
    for (const [key, child] of Object.entries(node)) if (key !== 'parent') visit(child)
  }
  visit(parseAst(readFileSync(path.join(root, file), 'utf8'), { lang: 'ts' }))
  return found
}

/** Judged by the steps a match takes, never by the time: a busy machine would make every pattern a slow one. */
const BY_STEPS = { randomSeed: 5, attackTimeout: null, incubationTimeout: null } as const

const patterns = files.flatMap(readPatterns)

describe('the patterns of understanding', () => {
  it('are found in the sources', () => {
    expect(patterns.length).toBeGreaterThan(100)
    expect(patterns.filter(({ file }) => file.includes('entities/')).length).toBeGreaterThan(20)
  })

  it('take no more than linear time on any text', { timeout: 300_000 }, () => {
    const distinct = new Map(patterns.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern]))
    const unsafe = [...distinct].flatMap(([literal, { file, source, flags }]) => {
      const { status } = checkSync(source, flags, BY_STEPS)
      return status === 'safe' ? [] : [`${file}: ${literal} is ${status}`]
    })
    expect(unsafe).toEqual([])
  })
})
