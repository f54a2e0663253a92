import { createHash } from 'node:crypto'
import { open, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Findings } from '../findings.ts'
import type { Boundaries, Source } from '../release.ts'
import { BOUNDARY_BYTES_MAX, readBoundaries } from './boundaries.ts'

/**
 * Points that a release keeps at most, where a folder offers several: eight bytes each, a fifth of the memory that the index
 * may take. A tenth of the full detail (0.73 million) gives 0.20 % of random points to the wrong commune, a fifth 0.05 %.
 */
const POINTS_MAX = 1_000_000
const PEEK_BYTES = 512

/** True for TopoJSON and GeoJSON, by name or by how the text begins. */
export async function isBoundaryFile(file: string): Promise<boolean> {
  if (/\.(topojson|geojson)$/i.test(file)) return true
  if (!/\.json$/i.test(file)) return false
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(PEEK_BYTES), 0, PEEK_BYTES, 0)
    const start = buffer.toString('utf8', 0, bytesRead)
    return /^\uFEFF?\s*\{\s*"type"\s*:\s*"(Topology|FeatureCollection)"/.test(start)
  } finally {
    await handle.close()
  }
}

/**
 * Of several files the most detailed that stays within a million points; the only one whatever it has. Null where there is none,
 * or it cannot be read, which is told.
 */
export async function chooseBoundaries(
  offered: readonly { path: string; bytes: number }[],
  findings: Findings,
): Promise<{ boundaries: Boundaries; source: Source } | null> {
  const largestFirst = offered.toSorted((a, b) => b.bytes - a.bytes)
  for (const [index, one] of largestFirst.entries()) {
    const file = path.basename(one.path)
    const whole = { file, part: null, line: null, column: null }
    if ((await stat(one.path)).size > BOUNDARY_BYTES_MAX) {
      findings.add('unreadable', `is larger than ${BOUNDARY_BYTES_MAX / 1024 / 1024} MB; simplify it first`, whole)
      return null
    }
    const content = await readFile(one.path)
    const read = readBoundaries(file, content)
    if (!read.ok) {
      findings.add('unreadable', read.fault.detail, read.fault)
      return null
    }
    const points = read.boundaries.points.length / 2
    if (points > POINTS_MAX && index < largestFirst.length - 1) {
      findings.add(
        'not-used',
        `${points} points, more than ${POINTS_MAX}; --boundaries FILE takes it all the same`,
        whole,
      )
      continue
    }
    for (const left of largestFirst.slice(index + 1)) {
      const words = `boundaries are taken from ${file}, which has more detail`
      findings.add('not-used', words, { ...whole, file: path.basename(left.path) })
    }
    const checksum = createHash('sha256').update(content).digest('hex')
    return { boundaries: read.boundaries, source: { file, checksum, rows: read.boundaries.codes.length } }
  }
  return null
}
