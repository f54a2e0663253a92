import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { UNIT_FIELDS, type UnitRow } from '../flow/units-fields.ts'

/** Of all rows together, unpacked; what a body of 1 MiB can hold of a table comes to less. */
const BYTES_MAX = 16 * 1024 * 1024
const rows = z
  .array(
    z.object({
      line: z.number().int().positive(),
      texts: z.partialRecord(z.enum(UNIT_FIELDS), z.string().max(60_000)),
    }),
  )
  .max(10_000)

/** Rows of a table as the value of a hidden field, for a form that has no other place to keep them. */
export function packRows(given: readonly UnitRow[]): string {
  return deflateRawSync(JSON.stringify(given)).toString('base64url')
}

/** What {@link packRows} made; null for anything else. It comes from the browser: whoever reads it judges it anew. */
export function unpackRows(text: string): UnitRow[] | null {
  try {
    const unpacked = inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: BYTES_MAX })
    return rows.safeParse(JSON.parse(unpacked.toString('utf8'))).data ?? null
  } catch {
    return null
  }
}
