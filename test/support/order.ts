import { parseArgs } from 'node:util'
import { z } from 'zod'

const SEED_MAX = 2_147_483_647

/** Printed by every run that draws lots; without one the clock gives it. */
export const seedOption = z.coerce
  .number()
  .int()
  .min(1)
  .max(SEED_MAX)
  .default(() => Date.now() % SEED_MAX)

/**
 * What was asked for on the command line, each name of `schema` as `--name value`, those in `flags` without a value. Prints
 * `help` and ends with code 2 when it does not fit, with 0 when help was asked for.
 */
export function readOrder<T extends z.ZodObject>(help: string, schema: T, flags: readonly string[] = []): z.output<T> {
  const names = [...Object.keys(schema.shape), 'help']
  const typeOf = (name: string) => (name === 'help' || flags.includes(name) ? 'boolean' : 'string')
  const options = Object.fromEntries(names.map((name) => [name, { type: typeOf(name) } as const]))
  const { values } = parseArgs({ options })
  const { help: isHelp, ...rest } = values
  const parsed = schema.safeParse(rest)
  if (parsed.success && !isHelp) return parsed.data
  const problems = parsed.error?.issues.map(({ path, message }) => `${path.join()}: ${message}`) ?? []
  process.stderr.write(`${[...problems, help].join('\n')}\n`)
  process.exit(isHelp ? 0 : 2)
}
