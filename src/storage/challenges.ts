import { sql } from 'kysely'
import type { Db } from './db.ts'
import type { ChallengePurpose } from './officer-schema.ts'

export interface Challenge {
  challenge: Buffer
  purpose: ChallengePurpose
  /** SHA-256 of the cookie it is bound to. */
  holder: Buffer
  officerId: string | null
  /** Of an act alone. */
  random: Buffer | null
}

/** Keeps a challenge for five minutes, in the place of this holder's former one, and sweeps what is past. */
export async function keepChallenge(db: Db, challenge: Challenge): Promise<void> {
  await db
    .deleteFrom('challenges')
    .where((where) =>
      where.or([
        where('expires_at', '<', sql<Date>`now()`),
        where.and({ holder: challenge.holder, purpose: challenge.purpose }),
      ]),
    )
    .execute()
  await db
    .insertInto('challenges')
    .values({
      challenge: challenge.challenge,
      purpose: challenge.purpose,
      holder: challenge.holder,
      officer_id: challenge.officerId,
      random: challenge.random,
    })
    .execute()
}

/** Takes a challenge away: whatever comes of it, it cannot be answered again. Null unless it is all of this. */
export async function takeChallenge(
  db: Db,
  asked: { challenge: Buffer; purpose: ChallengePurpose; holder: Buffer },
): Promise<{ officerId: string | null; random: Buffer | null } | null> {
  const row = await db
    .deleteFrom('challenges')
    .where('challenge', '=', asked.challenge)
    .where('purpose', '=', asked.purpose)
    .where('holder', '=', asked.holder)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(['officer_id', 'random'])
    .executeTakeFirst()
  return row ? { officerId: row.officer_id, random: row.random } : null
}
