import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Source texts by path from the root, with `/`: 'src/domain/tip.ts'. */
export type SourceTree = ReadonlyMap<string, string>

export interface Import {
  from: string
  line: number
  /** As written: './tip.ts', 'zod', 'node:fs'. */
  specifier: string
  /** For a relative one, the path from the root it names; null for a package. */
  target: string | null
  /** What is imported by name; empty for `import * as`, `import './x'` and `import()`. */
  names: string[]
  isTypeOnly: boolean
}

/** Every .ts and .tsx file below the folders named. */
export function readTree(root: string, folders: readonly string[]): SourceTree {
  const tree = new Map<string, string>()
  for (const folder of folders) {
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue
      const file = path.join(entry.parentPath, entry.name)
      tree.set(path.relative(root, file).split(path.sep).join('/'), readFileSync(file, 'utf8'))
    }
  }
  return tree
}

const STATEMENT = /\b(import|export)\s+(type\s+)?((?:[\w$*\s,]|\{[^}]*\})+?)\s*from\s*(['"])([^'"\n]+)\4/g
const BARE = /\bimport\s*(['"])([^'"\n]+)\1/g
const DYNAMIC = /\bimport\s*\(\s*(['"`])([^'"`\n]+)\1/g

/** The imports of one file, re-exports and `import()` of a plain text included. */
export function readImports(file: string, text: string): Import[] {
  const code = blankComments(text)
  const found: Import[] = []
  const add = (index: number, specifier: string, names: string[], isTypeOnly: boolean): void => {
    const target = specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : null
    found.push({ from: file, line: lineAt(code, index), specifier, target, names, isTypeOnly })
  }
  for (const match of code.matchAll(STATEMENT)) {
    const [, , typeWord, clause = '', , specifier = ''] = match
    const parts = (/\{([^}]*)\}/.exec(clause)?.[1] ?? '').split(',').map((part) => part.trim())
    const given = parts.filter((part) => part !== '')
    const values = given.filter((part) => !part.startsWith('type '))
    const isTypeOnly = typeWord !== undefined || (given.length > 0 && values.length === 0 && clause.startsWith('{'))
    add(
      match.index,
      specifier,
      (isTypeOnly ? given : values).map((part) => part.split(/\s+as\s+/)[0] ?? part),
      isTypeOnly,
    )
  }
  for (const match of code.matchAll(BARE)) add(match.index, match[2] ?? '', [], false)
  for (const match of code.matchAll(DYNAMIC)) add(match.index, match[2] ?? '', [], false)
  return found
}

/** Lines on which a pattern stands in code, not in a comment or a string. The pattern needs no flags. */
export function linesOf(text: string, pattern: RegExp): number[] {
  const code = blankComments(text, true)
  return [...code.matchAll(new RegExp(pattern.source, 'g'))].map((match) => lineAt(code, match.index))
}

const TOKEN = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g

/** Comments, and strings where asked, become spaces; lines keep their numbers. */
function blankComments(text: string, alsoStrings = false): string {
  return text.replace(TOKEN, (token) => {
    const isComment = token.startsWith('/')
    return isComment || alsoStrings ? token.replace(/[^\n]/g, ' ') : token
  })
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
