import { z } from 'zod'
import { SEGMENT_NAME } from './segments.ts'

/** Raised when an older program could not read what a newer one wrote. */
export const ARCHIVE_VERSION = 1

const common = { version: z.literal(ARCHIVE_VERSION), madeAt: z.string() }
const segment = z.string().regex(SEGMENT_NAME)
const log = {
  /** One unbroken archive of the log: what follows a base must be of the same. */
  line: z.string(),
  /** Of the Postgres cluster; a decimal number too large for a double. */
  systemId: z.string(),
  timeline: z.int(),
}
const migrations = z.array(z.string())

/** First in every archive: what it is, before anything of it is written anywhere. */
export const headSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('base'), ...log, postgres: z.string(), migrations }),
  z.strictObject({ ...common, kind: z.literal('wal'), ...log, migrations }),
  z.strictObject({
    ...common,
    kind: z.literal('rows'),
    migrations,
    tables: z.array(z.strictObject({ name: z.string(), columns: z.array(z.string()) })),
  }),
  z.strictObject({ ...common, kind: z.literal('keys') }),
])
export type Head = z.output<typeof headSchema>
export type HeadOf<Kind extends Head['kind']> = Extract<Head, { kind: Kind }>

/** Last in every archive: what must have come before it. */
export const manifestSchema = z.strictObject({
  parts: z.record(z.string(), z.strictObject({ bytes: z.int(), sha256: z.string() })),
  /** Rows of each table in one snapshot, taken before the end of the archive; null where it holds none. */
  counts: z.record(z.string(), z.int()).nullable(),
  wal: z.strictObject({ first: segment, last: segment }).nullable(),
})
export type Manifest = z.output<typeof manifestSchema>
export type Closing = Pick<Manifest, 'counts' | 'wal'>

export const HEAD_NAME = 'head.json'
export const MANIFEST_NAME = 'manifest.json'
