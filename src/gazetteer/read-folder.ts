import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { TWO_LEVELS_SINCE } from '../data/gazetteer-faults.ts'
import { decodeText } from '../tables/decode.ts'
import { TableError } from '../tables/fault.ts'
import { parseJson } from '../tables/json.ts'
import { readTables, TABLE_BYTES_MAX } from '../tables/read.ts'
import { type Finding, type Findings, makeFindings } from './findings.ts'
import { putInOrder } from './order.ts'
import { packRelease } from './pack.ts'
import { chooseBoundaries, isBoundaryFile } from './read/choose-boundaries.ts'
import { type Draft, makeDraft } from './read/draft.ts'
import { gatherDraft } from './read/gather.ts'
import { applyTypeChanges, mendDraft } from './read/mend.ts'
import { PHASES, type Recognised, recognise } from './read/shapes.ts'
import type { Release, Source } from './release.ts'
import { type Counted, validateRelease } from './validate.ts'

/** A folder holds a dozen files; one with hundreds is another folder. */
const FILES_MAX = 200

const day = z.iso.date()
/** What a folder may say of itself, in `release.json`. */
const header = z.strictObject({
  validFrom: day.optional(),
  counts: z
    .partialRecord(
      z.enum(['provinces', 'communes', 'oldProvinces', 'oldDistricts', 'oldWards', 'edges']),
      z.int().nonnegative(),
    )
    .optional(),
})
const HEADER_FILE = 'release.json'

export interface FolderRead {
  /** Null where a file could not be read, or a cell is not what it should be: nothing of the folder is taken then. */
  release: Release | null
  /** With an error among them a release is unfit to be activated. */
  findings: Finding[]
}

/**
 * Reads the files of a folder into a release: lists of units, conversion tables, former names, streets as JSON, CSV, TSV or
 * XLSX, boundaries as TopoJSON or GeoJSON; each is known by its columns. Puts right what is known to be wrong, and tells.
 * `validFrom` (`YYYY-MM-DD`) chooses what changed before and what after; left out, it is the day of the last change told.
 * `boundariesFile`: a path, of those in the folder or any other. The id ends in `.1` until the database numbers it.
 */
export async function readFolder(
  folder: string,
  options: { validFrom?: string; boundariesFile?: string } = {},
): Promise<FolderRead> {
  const findings = makeFindings()
  const draft = makeDraft()
  const files = await listFiles(folder, findings)
  const told = await readHeader(folder, files, findings)
  const sources = await readLists(folder, files, draft, findings)
  const boundaries = await chooseBoundaries(
    options.boundariesFile === undefined
      ? files
          .filter(({ isBoundary }) => isBoundary)
          .map(({ file, bytes }) => ({ path: path.join(folder, file), bytes }))
      : [{ path: options.boundariesFile, bytes: 0 }],
    findings,
  )
  const validFrom = options.validFrom ?? told.validFrom ?? lastChange(draft)
  if (!day.safeParse(validFrom).success || validFrom < TWO_LEVELS_SINCE) {
    findings.add('bad-cell', `"${validFrom}" is no day from ${TWO_LEVELS_SINCE} on, written YYYY-MM-DD`)
  }
  if (findings.hasErrors()) return { release: null, findings: findings.list() }

  applyTypeChanges(draft, validFrom, findings)
  if (boundaries) sources.push(boundaries.source)
  const said = putInOrder({ ...gatherDraft(draft), validFrom, boundaries: boundaries?.boundaries ?? null })
  const release = { ...said, sources }
  const judged = validateRelease(release, {
    ...(told.counts ? { stated: told.counts } : {}),
    placeOf: (level, code) => draft.places.get(`${level} ${code}`) ?? null,
  })
  const { checksum } = packRelease(release)
  return { release: { ...release, id: `${validFrom}.1`, checksum }, findings: merge(judged, findings.list()) }
}

interface FolderFile {
  file: string
  bytes: number
  isBoundary: boolean
}

async function listFiles(folder: string, findings: Findings): Promise<FolderFile[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.') && !/\.(md|lock)$/i.test(name)).sort()
  if (names.length > FILES_MAX) {
    findings.add('unreadable', `${folder} holds more than ${FILES_MAX} files; is it the right folder?`)
    return []
  }
  const files: FolderFile[] = []
  for (const file of names) {
    const found = await stat(path.join(folder, file))
    if (!found.isFile()) continue
    if (/\.(json|topojson|geojson|csv|tsv|txt|xlsx)$/i.test(file)) {
      files.push({ file, bytes: found.size, isBoundary: await isBoundaryFile(path.join(folder, file)) })
    } else {
      findings.add('unknown-file', 'is none of .json, .csv, .tsv, .xlsx, .topojson, .geojson', wholeFile(file))
    }
  }
  return files
}

async function readHeader(
  folder: string,
  files: readonly FolderFile[],
  findings: Findings,
): Promise<{ validFrom?: string | undefined; counts?: Partial<Record<Counted, number>> | undefined }> {
  if (!files.some(({ file }) => file === HEADER_FILE)) return {}
  try {
    const { value } = parseJson(HEADER_FILE, decodeText(HEADER_FILE, await readFile(path.join(folder, HEADER_FILE))))
    const parsed = header.safeParse(value)
    if (parsed.success) return parsed.data
    const words = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
    findings.add('unreadable', words, wholeFile(HEADER_FILE))
  } catch (error) {
    if (!(error instanceof TableError)) throw error
    findings.add('unreadable', error.fault.detail, error.fault)
  }
  return {}
}

/** All tables of all files, those first that others refer to; answers where they came from. */
async function readLists(
  folder: string,
  files: readonly FolderFile[],
  draft: Draft,
  findings: Findings,
): Promise<Source[]> {
  const found: Recognised[] = []
  const sources: Source[] = []
  for (const { file, bytes, isBoundary } of files) {
    if (isBoundary || file === HEADER_FILE) continue
    // Not even read: a file of gigabytes would fill the memory before it is refused.
    const content = bytes > TABLE_BYTES_MAX ? null : await readFile(path.join(folder, file))
    const read = content === null ? tooLarge(file) : await readTables(file, content)
    if (!read.ok) {
      findings.add('unreadable', read.fault.detail, read.fault)
      continue
    }
    const isOldFile =
      /(^|[^a-z])(old|cu|cũ|truoc|trước|before)([^a-z]|$)/i.test(file) ||
      read.tables.some(({ part }) => part === 'districts' || part === 'wards')
    const tables = read.tables.map((table) => recognise(table, isOldFile))
    const known = tables.filter((one) => one !== null && one !== 'not-used')
    if (known.length > 0 && content !== null) {
      const rows = known.reduce((sum, one) => sum + one.rows, 0)
      sources.push({ file, checksum: createHash('sha256').update(content).digest('hex'), rows })
      found.push(...known)
    } else if (tables.includes('not-used')) findings.add('not-used', 'points to measure with', wholeFile(file))
    else findings.add('unknown-file', 'has no columns that we know', wholeFile(file))
  }
  for (const phase of PHASES) {
    if (phase === 'aliases') mendDraft(draft, findings)
    for (const one of found) if (one.phase === phase) one.read(draft, findings)
  }
  return sources
}

function tooLarge(file: string) {
  const detail = `is larger than ${TABLE_BYTES_MAX / 1024 / 1024} MB`
  return { ok: false, fault: { ...wholeFile(file), reason: 'too-large', detail } } as const
}

function wholeFile(file: string) {
  return { file, part: null, line: null, column: null }
}

/** The day of the latest change of a type, or the first of two levels. */
function lastChange({ typeChanges }: Draft): string {
  return typeChanges.reduce((latest, { day }) => (day > latest ? day : latest), TWO_LEVELS_SINCE)
}

/** Errors first. */
function merge(judged: readonly Finding[], found: readonly Finding[]): Finding[] {
  const all = [...judged, ...found]
  return [...all.filter(({ severity }) => severity === 'error'), ...all.filter(({ severity }) => severity !== 'error')]
}
