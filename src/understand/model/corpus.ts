import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { TAXONOMY } from '../../data/taxonomy.ts'
import { AppError } from '../../domain/errors.ts'
import { KINDS, URGENCIES } from '../../domain/tip.ts'

const category = z.enum(TAXONOMY.categories.map(({ code }) => code))
const voice = {
  id: z.string().regex(/^[A-Z]{1,2}\d{4}$/),
  text: z.string().min(1),
  /** Code of a person in `persons.jsonl`. */
  voice: z.string().min(2),
  region: z.string().min(1),
  form: z.enum(['zalo', 'telegram', 'webchat', 'webform', 'voice']),
  accented: z.enum(['full', 'none', 'mixed']),
  labelledBy: z.array(z.string()).min(1),
}
const labels = { category, secondary: category.nullable(), urgency: z.enum(URGENCIES) }
const opinion = z.strictObject({ ...labels, callNow: z.boolean().exactOptional() })
const tip = z.strictObject({
  ...voice,
  labels: z.strictObject({ ...labels, callNow: z.boolean().exactOptional(), kind: z.enum(KINDS) }),
  /** What each of them said, in the test part. */
  given: z.record(z.string(), opinion).exactOptional(),
})
const kind = z.strictObject({
  ...voice,
  labels: z.strictObject({ kind: z.enum(KINDS), note: z.string().exactOptional() }),
})
const police = z.strictObject({
  ...voice,
  labels: z.strictObject({ isComplaint: z.boolean(), isVeiled: z.boolean() }),
})

export type CorpusTip = z.output<typeof tip>
export type CorpusKind = z.output<typeof kind>
export type CorpusPolice = z.output<typeof police>
export type Part = 'train' | 'test'

/** Tips with category and urgency, in the order of the files. @throws {AppError} `bad-data` for a line that does not fit */
export function readTips(part: Part): CorpusTip[] {
  return tipFiles(part).flatMap((file) => readLines(file, tip))
}

/** Messages that are no plain tips. @throws {AppError} `bad-data` */
export function readKinds(part: Part): CorpusKind[] {
  return readLines(path.join(folderOf(part), 'kinds.jsonl'), kind)
}

/** Complaints about police, and what only looks like one. @throws {AppError} `bad-data` */
export function readPolice(part: Part): CorpusPolice[] {
  return readLines(path.join(folderOf(part), 'police.jsonl'), police)
}

/** SHA-256 of what a model learns from, in hex: it changes with every letter of the files. */
export function hashTips(part: Part): string {
  const hash = createHash('sha256')
  for (const file of tipFiles(part)) hash.update(readFileSync(file))
  return hash.digest('hex')
}

function tipFiles(part: Part): string[] {
  const folder = folderOf(part)
  const names = readdirSync(folder).filter((name) => /^tips.*\.jsonl$/.test(name))
  return names.sort().map((name) => path.join(folder, name))
}

function readLines<T>(file: string, schema: z.ZodType<T>): T[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line, at) => {
    if (line === '') return []
    const parsed = schema.safeParse(parse(line))
    if (!parsed.success) throw new AppError('bad-data', `corpus: ${path.basename(file)} line ${at + 1}`)
    return [parsed.data]
  })
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The corpus lies at the root of the package, above `src` and above `dist/src`. */
function folderOf(part: Part): string {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    const wanted = path.join(folder, 'corpus', part)
    if (existsSync(wanted)) return wanted
    if (folder === path.dirname(folder)) throw new AppError('bad-data', 'the folder "corpus" is missing')
  }
}
