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

const range = z.object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
/** What stands in the text of which kind, and as what it has to be read. */
const entity = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['phone', 'plate', 'link', 'handle']), value: z.string(), text: z.string() }),
  z.object({
    type: z.literal('account'),
    value: z.object({ bank: z.string().nullable(), digits: z.string() }),
    text: z.string(),
  }),
  z.object({ type: z.literal('money'), value: z.number(), text: z.string() }),
  z.object({ type: z.literal('time'), value: range, text: z.string() }),
])
const entities = z.object({
  ...voice,
  id: z.string().regex(/^[A-Z]{2}-(?:train|test)-\d{4}$/),
  receivedAt: z.iso.datetime({ offset: true }),
  labels: z.object({ entities: z.array(entity) }),
})

const selfId = z.strictObject({
  ...voice,
  id: z.string().regex(/^[A-Z]{2}-(?:train|test)-\d{4}$/),
  labels: z.strictObject({
    /** UTF-16 units of `text`: what gives the sender away, and what tells of the accused. */
    spans: z.array(
      z.strictObject({
        from: z.number().int().min(0),
        to: z.number().int().min(1),
        of: z.enum(['reporter', 'accused']),
      }),
    ),
  }),
})

export type CorpusTip = z.output<typeof tip>
export type CorpusKind = z.output<typeof kind>
export type CorpusPolice = z.output<typeof police>
export type CorpusEntities = z.output<typeof entities>
export type CorpusSelfId = z.output<typeof selfId>
export type Part = 'train' | 'test'

/** Tips with category and urgency, in the order of the files. @throws {AppError} `bad-data` for a line that does not fit */
export function readTips(part: Part): CorpusTip[] {
  return filesOf(part, 'tips').flatMap((file) => readLines(file, tip))
}

/** Messages that are no plain tips. @throws {AppError} `bad-data` */
export function readKinds(part: Part): CorpusKind[] {
  return filesOf(part, 'kinds').flatMap((file) => readLines(file, kind))
}

/** Complaints about police, and what only looks like one. @throws {AppError} `bad-data` */
export function readPolice(part: Part): CorpusPolice[] {
  return filesOf(part, 'police').flatMap((file) => readLines(file, police))
}

/** Texts with their plates, numbers, links, sums and times; rules are made on them, no model learns from them. @throws {AppError} `bad-data` */
export function readEntities(part: Part): CorpusEntities[] {
  return filesOf(part, 'entities').flatMap((file) => readLines(file, entities))
}

/** Where senders give themselves away, and what tells of the accused. @throws {AppError} `bad-data` */
export function readSelfIds(part: Part): CorpusSelfId[] {
  return filesOf(part, 'selfid').flatMap((file) => readLines(file, selfId))
}

/** SHA-256 of what a model learns from, in hex: it changes with every letter of the files. */
export function hashCorpus(part: Part): string {
  return hashFiles(part, ['tips', 'kinds', 'police'])
}

/** SHA-256 of what self words are learned from, in hex. */
export function hashSelfIds(part: Part): string {
  return hashFiles(part, ['selfid'])
}

function hashFiles(part: Part, names: readonly string[]): string {
  const hash = createHash('sha256')
  for (const what of names) for (const file of filesOf(part, what)) hash.update(readFileSync(file))
  return hash.digest('hex')
}

/** `tips.jsonl`, or `tips-a.jsonl` and so on: a file a writer. */
function filesOf(part: Part, what: string): string[] {
  const folder = folderOf(part)
  const names = readdirSync(folder).filter((name) => new RegExp(`^${what}(-[a-z])?\\.jsonl$`).test(name))
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
