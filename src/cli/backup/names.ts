import { SEGMENT_NAME } from './segments.ts'

/**
 * What a backup is called. All that a machine without the identity needs to know stands in the name: what to delete
 * when, and which segments of the log it holds.
 */
export type ArchiveName =
  | { kind: 'base' | 'wal'; at: Temporal.Instant; line: string; first: string; last: string }
  | { kind: 'rows' | 'keys'; at: Temporal.Instant; line: string }

export type ArchiveKind = ArchiveName['kind']

/** `line` is eight hex digits: of one archive of the log in the first two, chance in the others. */
const SHAPE = /^tinbao-(base|wal|rows|keys)-(\d{8}T\d{6}Z)-([0-9a-f]{8})(?:-([0-9A-F]{24})-([0-9A-F]{24}))?\.age$/
/** A file under way; one that was left behind is nobody's after a day. */
export const PART_SUFFIX = '.part'

export function formatName(name: ArchiveName): string {
  const at = name.at.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')
  const range = 'first' in name ? `-${name.first}-${name.last}` : ''
  return `tinbao-${name.kind}-${at}-${name.line}${range}.age`
}

/** Null for every file that is not ours by its name. */
export function parseName(text: string): ArchiveName | null {
  const [, kind, time, line, first, last] = SHAPE.exec(text) ?? []
  if (time === undefined || line === undefined) return null
  const at = readTime(time)
  if (at === null) return null
  switch (kind) {
    case 'base':
    case 'wal':
      if (first === undefined || last === undefined) return null
      if (!SEGMENT_NAME.test(first) || first.slice(0, 8) !== last.slice(0, 8) || first > last) return null
      return { kind, at, line, first, last }
    case 'rows':
    case 'keys':
      return first === undefined ? { kind, at, line } : null
    default:
      return null
  }
}

function readTime(compact: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(compact)
  } catch {
    return null
  }
}
