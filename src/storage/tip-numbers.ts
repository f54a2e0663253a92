import { sql } from 'kysely'
import type { Db } from './db.ts'

/** Takes the next `count` numbers of the day in a province, from 1; answers the last of them. */
export async function takeNumbers(db: Db, province: string, day: string, count: number): Promise<number> {
  const row = await db
    .insertInto('tip_numbers')
    .values({ province, day, last_number: count })
    .onConflict((conflict) =>
      conflict
        .columns(['province', 'day'])
        .doUpdateSet({ last_number: sql<number>`tip_numbers.last_number + excluded.last_number` }),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow()
  return row.last_number
}
