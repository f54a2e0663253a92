import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findLosses } from '../../../src/cli/backup/counts.ts'
import { expireArchives, type FoundArchive } from '../../../src/cli/backup/expire.ts'
import { findLogArchives } from '../../../src/cli/backup/follow.ts'
import type { HeadOf } from '../../../src/cli/backup/manifest.ts'
import { type ArchiveName, formatName, parseName } from '../../../src/cli/backup/names.ts'
import { endOf, nextSegment, positionOf, segmentsBetween } from '../../../src/cli/backup/segments.ts'
import { reachOf, segmentsToShip } from '../../../src/cli/backup/wal.ts'

const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-names-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const LINE = 'abcd1234'
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text)
const segment = (number: number): string => `0000000100000000${number.toString(16).toUpperCase().padStart(8, '0')}`
const wal = (first: number, last: number, day = '2026-11-22', line = LINE): ArchiveName & { kind: 'wal' } => ({
  kind: 'wal',
  at: at(`${day}T07:00:00Z`),
  line,
  first: segment(first),
  last: segment(last),
})
const base = (first: number, last: number): ArchiveName => ({ ...wal(first, last), kind: 'base' })

describe('names', () => {
  it.each([base(3, 4), wal(5, 9), { kind: 'rows', at: at('2026-11-22T06:30:00Z'), line: LINE } as const])(
    '%o is read back as it was written',
    (name) => {
      expect(parseName(formatName(name))).toEqual(name)
    },
  )

  it('say when, of what and which segments', () => {
    expect(formatName(base(3, 4))).toBe(
      'tinbao-base-20261122T070000Z-abcd1234-000000010000000000000003-000000010000000000000004.age',
    )
  })

  it.each([
    'tinbao-base-20261122T070000Z-abcd1234.age',
    'tinbao-rows-20261122T070000Z-abcd1234-000000010000000000000003-000000010000000000000004.age',
    'tinbao-rows-20261322T070000Z-abcd1234.age',
    'tinbao-rows-20261122T070000Z-abcd1234.age.part',
    'tinbao-rows-20261122T070000Z-ABCD1234.age',
    'my-tinbao-rows-20261122T070000Z-abcd1234.age',
    'tinbao-wal-20261122T070000Z-abcd1234-000000010000000000000005-000000010000000000000004.age',
    'tinbao-wal-20261122T070000Z-abcd1234-000000010000000000000005-000000020000000000000006.age',
    'holiday.jpg',
  ])('%s is not ours', (text) => {
    expect(parseName(text)).toBeNull()
  })
})

describe('segments of the log', () => {
  it('are counted over the end of a log', () => {
    expect(nextSegment('0000000100000000000000FF')).toBe('000000010000000100000000')
    expect(segmentsBetween('0000000100000000000000FE', '000000010000000100000001')).toHaveLength(4)
    expect(segmentsBetween(segment(4), segment(3))).toEqual([])
  })

  it('end where the next begins', () => {
    expect(endOf('000000010000000000000004')).toBe(positionOf('0/5000000'))
    expect(endOf('0000000100000002000000FF')).toBe(positionOf('3/0'))
  })
})

describe('what is to be shipped', () => {
  const found = (...names: ArchiveName[]): FoundArchive[] => names.map((name) => ({ file: formatName(name), name }))

  it('begins where the newest full backup and what follows it end', () => {
    expect(reachOf(found(base(3, 4), wal(5, 6), wal(7, 9)), LINE)).toBe(segment(9))
    expect(reachOf(found(base(3, 4), wal(7, 9)), LINE)).toBe(segment(4))
    expect(reachOf(found(base(3, 4), wal(5, 12), base(10, 10)), LINE)).toBe(segment(12))
    expect(reachOf(found(wal(5, 6)), LINE)).toBeNull()
    expect(reachOf(found(base(3, 4)), 'ffffffff')).toBeNull()
  })

  it('is refused where a segment is gone, which is named', () => {
    expect(segmentsToShip([segment(5), segment(6)], segment(4), segment(6))).toEqual([segment(5), segment(6)])
    expect(() => segmentsToShip([segment(6)], segment(4), segment(6))).toThrow(`segment ${segment(5)} of the log is`)
    expect(segmentsToShip([], segment(6), segment(6))).toEqual([])
  })
})

describe('the log after a full backup', () => {
  const head: HeadOf<'base'> = {
    version: 1,
    kind: 'base',
    madeAt: '2026-11-22T06:30:00Z',
    line: LINE,
    systemId: '7',
    timeline: 1,
    postgres: '18',
    migrations: [],
  }
  const at4 = async (names: readonly ArchiveName[]) => {
    const place = await mkdtemp(path.join(folder, 'follow-'))
    for (const name of names) await writeFile(path.join(place, formatName(name)), '')
    return { file: path.join(place, 'base.age'), last: segment(4), head }
  }

  it('is found in order, overlapping or not, and nothing of another line', async () => {
    const there = await at4([wal(7, 8), wal(5, 6), wal(1, 3), wal(4, 5), wal(9, 9, '2026-11-23', 'ffffffff')])
    const ranges = (await findLogArchives(there, false)).map(({ name }) => ('first' in name ? name.last : ''))
    expect(ranges).toEqual([segment(5), segment(6), segment(8)])
  })

  it('with a gap is refused by the names of what is missing, or taken up to it when asked', async () => {
    const there = await at4([wal(5, 6), wal(9, 9)])
    await expect(findLogArchives(there, false)).rejects.toThrow(
      `segments ${segment(7)} to ${segment(8)} of the log are`,
    )
    expect(await findLogArchives(there, true)).toHaveLength(1)
  })
})

describe('old backups', () => {
  it('are deleted after their days, those of others never, and half written ones after a day', async () => {
    const place = path.join(folder, 'old')
    await mkdir(place)
    const old = formatName(wal(1, 2, '2026-10-01'))
    const keys = formatName({ kind: 'keys', at: at('2026-10-01T07:00:00Z'), line: LINE })
    const fresh = formatName(wal(3, 4, '2026-11-20'))
    const foreign = ['tinbao-wal-20250101T000000Z.age', 'holiday.jpg', 'tinbao-12-notes.txt']
    for (const name of [old, keys, fresh, ...foreign]) await writeFile(path.join(place, name), '')
    for (const [name, days] of [
      ['tinbao-12-1790000000000.age.part', 2],
      ['tinbao-13-1790000000001.age.part', 0],
    ] as const) {
      await writeFile(path.join(place, name), '')
      const seconds = at('2026-11-22T06:30:00Z').epochMilliseconds / 1_000 - days * 86_400
      await utimes(path.join(place, name), seconds, seconds)
    }
    const options = { kinds: ['base', 'wal', 'rows'], days: 400, now: at('2026-11-22T06:30:00Z') } as const
    expect((await expireArchives(place, options)).sort()).toEqual(['tinbao-12-1790000000000.age.part', old].sort())
    expect(new Set(await readdir(place))).toEqual(
      new Set([keys, fresh, ...foreign, 'tinbao-13-1790000000001.age.part']),
    )
  })
})

describe('counts', () => {
  it('of one moment must be the same', () => {
    expect(findLosses({ tips: 3, sessions: 2 }, { tips: 3, sessions: 2 }, 'exact')).toEqual([])
    expect(findLosses({ tips: 3, sessions: 2 }, { tips: 4 }, 'exact')).toEqual(['tips: 4 of 3', 'sessions: 0 of 2'])
  })

  it('taken while messages came in are a least for what is never deleted', () => {
    expect(findLosses({ tips: 3, outbox: 9 }, { tips: 4, outbox: 1 }, 'at-least')).toEqual([])
    expect(findLosses({ tips: 3, events: 9 }, { tips: 2, events: 9 }, 'at-least')).toEqual(['tips: 2 of 3'])
  })
})
