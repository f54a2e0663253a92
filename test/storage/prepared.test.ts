import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { openPool } from '../../src/storage/db.ts'
import { cloneDatabase } from '../support/postgres.ts'

const database = await cloneDatabase()
const pool = openPool(database.url, { size: 1, name: 'test' })
afterAll(() => pool.close())

const ask = async (id: number) => (await sql`select * from planned where id = ${id}`.execute(pool.db)).rows
const countPlans = async () =>
  (
    await sql<{ name: string }>`select name from pg_prepared_statements where statement like '%planned%'`.execute(
      pool.db,
    )
  ).rows.length

it('a statement asked again and again keeps its plan, and one asked twice does not', async () => {
  await sql`create table planned (id integer)`.execute(pool.db)
  await sql`insert into planned values (1), (2)`.execute(pool.db)
  await ask(1)
  await ask(2)
  expect(await countPlans()).toBe(0)
  for (let i = 0; i < 10; i++) expect(await ask(1)).toEqual([{ id: 1 }])
  expect(await countPlans()).toBe(1)
})

it('a table that changes under a running process costs one statement, and no more', async () => {
  await sql`alter table planned add column note text`.execute(pool.db)
  await expect(ask(1)).rejects.toThrow('cached plan')
  for (let i = 0; i < 10; i++) expect(await ask(2)).toEqual([{ id: 2, note: null }])
})
