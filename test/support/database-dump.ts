import type { Line } from './line.ts'

/** Every row of every table of every schema, as text; bytes also as hexadecimal digits and as UTF-8 with gaps. */
export async function dumpDatabase(line: Pick<Line, 'query'>): Promise<Map<string, string>> {
  const tables = await line.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const dump = new Map<string, string>()
  for (const { name } of tables) {
    const rows = await line.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`)
    const text = rows.map(({ row }) => row).join('\n')
    const bytes = [...text.matchAll(/\\\\x([0-9a-f]+)/g)].map(([, hex = '']) =>
      Buffer.from(hex, 'hex').toString('utf8'),
    )
    dump.set(name, `${text}\n${bytes.join('\n')}`)
  }
  return dump
}

/** Where in the dump any of these words stands, as `table: word`: in clear, as hexadecimal digits, or in base 64. */
export function findInClear(dump: ReadonlyMap<string, string>, words: readonly string[]): string[] {
  const found: string[] = []
  for (const [table, text] of dump) {
    const lower = text.toLowerCase()
    for (const word of words) {
      const bytes = Buffer.from(word, 'utf8')
      const shapes = [word.toLowerCase(), JSON.stringify(word).slice(1, -1).toLowerCase(), bytes.toString('hex')]
      // Of three bytes from any start a full group of base 64 falls into place.
      const coded = [0, 1, 2]
        .map((skip) => bytes.subarray(skip).toString('base64').replace(/=+$/, '').slice(0, -1))
        .filter((code) => code.length >= 12)
      if (shapes.some((shape) => lower.includes(shape)) || coded.some((code) => text.includes(code)))
        found.push(`${table}: ${word}`)
    }
  }
  return found
}
