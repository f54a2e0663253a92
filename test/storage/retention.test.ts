import { describe, expect, it } from 'vitest'
import { RETENTION, readRetentionRules } from '../../src/data/retention.ts'
import { replayDeletions } from '../../src/flow/replay-deletions.ts'
import { openPool } from '../../src/storage/db.ts'
import { SEALED_COLUMNS } from '../../src/storage/sealed.ts'
import { listEpochKeys } from '../../src/vault/content-keys.ts'
import { dumpDatabase } from '../support/database-dump.ts'
import { openRetentionWorld, type Sealed } from './retention-world.ts'

const world = await openRetentionWorld()
const run = (isDry = false) => world.retention.run({ isDry, by: 'command' })
const opensOf = async (dump: readonly Sealed[]): Promise<string[]> => {
  const sealer = await world.freshSealer()
  return dump.filter(({ record, sealed }) => opens(sealer, record, sealed)).map(({ record }) => record)
}
function opens(sealer: typeof world.content, record: string, sealed: Buffer): boolean {
  try {
    if (record.endsWith(':file')) sealer.openFile(record, sealed)
    else sealer.open(record, sealed)
    return true
  } catch {
    return false
  }
}
const keysOf = async (tipId: string): Promise<string[]> => {
  const sealed = (await world.dumpSealed()).filter(
    ({ record }) => ownedBy.get(record) === tipId || record.includes(tipId),
  )
  return [...new Set(sealed.map((one) => world.content.keyIdOf(one.sealed)))]
}
/** Records whose name does not hold the tip's id. */
const ownedBy = new Map<string, string>()
async function seed(tip: Parameters<typeof world.seed>[0] = {}) {
  const before = new Set((await world.dumpSealed()).map(({ record }) => record))
  const seeded = await world.seed(tip)
  for (const { record } of await world.dumpSealed()) if (!before.has(record)) ownedBy.set(record, seeded.tipId)
  return seeded
}
const sealedOf = async (tipId: string): Promise<Sealed[]> =>
  (await world.dumpSealed()).filter(({ record }) => ownedBy.get(record) === tipId)
const rowOf = async (tipId: string) =>
  (
    await world.query(
      'select retention_class, erase_after, erased_at, status, copy_key, code from tips where id = $1',
      [tipId],
    )
  )[0]

it('every sealed column of the schema is one that retention knows, or lies sealed to the vault', async () => {
  const columns = await world.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea'
       and column_name in ('content', 'state', 'body', 'note', 'essence', 'file', 'sealed', 'reason', 'summary', 'fingerprint') order by 1`,
  )
  const toVault = ['dead_letters.sealed', 'identities.sealed', 'media_chunks.sealed']
  // Names and boundaries of places, which are public.
  const plain = ['gazetteer_releases.body']
  expect(columns.map(({ name }) => name)).toEqual([...SEALED_COLUMNS, ...toVault, ...plain].sort())
})

describe('a closed tip', () => {
  it('has all its records put under the key of its month and class, also what comes later, and opens as before', async () => {
    await world.setNow('2026-11-10T03:00:00Z')
    const { tipId } = await seed({ disposition: 'no-offence' })
    const open = await seed({ closedAt: null })
    await run()
    expect(await keysOf(tipId)).toEqual(['2026-11/no-offence'])
    expect(await keysOf(open.tipId)).toEqual(['2026-11/open'])
    const sealed = await sealedOf(tipId)
    expect(sealed).toHaveLength(10)
    expect((await opensOf(sealed)).sort()).toEqual(sealed.map(({ record }) => record).sort())
    expect(await rowOf(tipId)).toMatchObject({
      retention_class: 'no-offence',
      erase_after: new Date('2027-11-30T17:00:00Z'),
    })
    await world.query(`update decisions set note = $2 where tip_id = $1`, [
      tipId,
      world.content.seal(sealed.find(({ record }) => record.startsWith('decisions'))?.record ?? '', 'thêm'),
    ])
    await world.query('update tips set updated_at = now() where id = $1', [tipId])
    await run()
    expect(await keysOf(tipId)).toEqual(['2026-11/no-offence'])
  })

  it('that is opened again goes back under a key for what is open', async () => {
    const { tipId } = await seed({ disposition: 'spam' })
    await run()
    expect(await keysOf(tipId)).toEqual(['2026-11/spam'])
    await world.query(`update tips set status = 'reopened', closed_at = null where id = $1`, [tipId])
    await run()
    expect(await keysOf(tipId)).toEqual(['2026-11/open'])
    expect(await rowOf(tipId)).toMatchObject({ retention_class: null, erase_after: null })
  })

  it('as out of scope loses its words at the next run, and stays as a pointer', async () => {
    const { tipId } = await seed({ disposition: 'out-of-scope' })
    await run()
    expect(await sealedOf(tipId)).toEqual([])
    expect(await rowOf(tipId)).toMatchObject({ status: 'closed', copy_key: null, code: `TB-${tipId}` })
    expect(await world.query(`select kind, rule, by from deletions where ref = $1`, [tipId])).toEqual([
      { kind: 'tip', rule: 'out-of-scope', by: 'command' },
    ])
    // Its messages say why they have no words, and the day's number of the whole country has risen by one.
    expect(await world.query(`select distinct dropped_for from events where tip_id = $1`, [tipId])).toEqual([
      { dropped_for: 'out-of-scope' },
    ])
    expect(await world.query(`select what, count::int from scope_counts`)).toEqual([{ what: 'out-of-scope', count: 1 }])
    expect(
      await world.query(
        `select count(*)::int as left from media_chunks c join media m on m.id = c.media_id
      join events e on e.id = m.event_id where e.tip_id = $1`,
        [tipId],
      ),
    ).toEqual([{ left: 0 }])
  })
})

describe('when a period is over', () => {
  it('a dry run says what would go and why, and changes neither a row nor a byte of a key file', async () => {
    await world.setNow('2026-11-20T03:00:00Z')
    const { tipId } = await seed({ disposition: 'spam' })
    await run()
    await world.setNow('2027-01-05T03:00:00Z')
    const before = [await dumpDatabase(world), await world.keyFiles()]
    const report = await run(true)
    expect(report?.tips).toMatchObject([{ id: tipId, retention: 'spam', since: new Date('2026-12-30T17:00:00Z') }])
    expect(report?.keys).toContain('2026-11/spam')
    expect([await dumpDatabase(world), await world.keyFiles()]).toEqual(before)
  })

  it('nothing that was under its key opens ever again, in no copy of the database made before', async () => {
    const due = (
      await world.query<{ id: string }>(`select id from tips where retention_class = 'spam' and erased_at is null`)
    ).map(({ id }) => id)
    const copy = (await world.dumpSealed()).filter(({ record }) => due.includes(ownedBy.get(record) ?? ''))
    expect(copy.length).toBeGreaterThan(8)
    expect((await opensOf(copy)).length).toBe(copy.length)
    const report = await run()
    expect(report?.keys).toContain('2026-11/spam')
    expect(await opensOf(copy)).toEqual([])
    expect(await listEpochKeys(world.keysFolder)).not.toContain('2026-11/spam')
    for (const id of due) expect(await sealedOf(id)).toEqual([])
    const kinds = (await world.log.read()).map(({ kind, ref }) => `${kind} ${ref}`)
    expect(kinds).toContain('key 2026-11/spam')
    for (const id of due) expect(kinds).toContain(`tip ${id}`)
  })

  it('a second run finds nothing to do', async () => {
    const report = await run()
    expect([report?.tips, report?.keys, report?.moved]).toEqual([[], [], 0])
  })

  it('what is held stays, under another key, while the key of its class is destroyed; let go, it goes', async () => {
    await world.setNow('2027-02-10T03:00:00Z')
    const held = await seed({ disposition: 'spam' })
    const other = await seed({ disposition: 'spam' })
    await run()
    await world.query('update tips set hold = true, updated_at = now() where id = $1', [held.tipId])
    await world.setNow('2027-04-02T03:00:00Z')
    const report = await run()
    expect(report?.keys).toContain('2027-02/spam')
    expect(await sealedOf(other.tipId)).toEqual([])
    expect(await keysOf(held.tipId)).toEqual(['2027-04/open'])
    expect((await opensOf(await sealedOf(held.tipId))).length).toBe(10)
    await world.query('update tips set hold = false, updated_at = now() where id = $1', [held.tipId])
    await run()
    expect(await sealedOf(held.tipId)).toEqual([])
    expect(await listEpochKeys(world.keysFolder)).not.toContain('2027-02/spam')
  })

  it('a criminal case stays until it is handed over, and then only a pointer does', async () => {
    const { tipId } = await seed({ disposition: 'prosecuted' })
    await world.setNow('2040-01-02T03:00:00Z')
    await run()
    expect(await sealedOf(tipId)).toHaveLength(10)
    expect(await listEpochKeys(world.keysFolder)).toContain('2027-04/criminal')
    await world.query('update tips set handed_over_at = $2, updated_at = now() where id = $1', [tipId, world.now()])
    await run()
    expect(await sealedOf(tipId)).toEqual([])
    expect(await listEpochKeys(world.keysFolder)).not.toContain('2027-04/criminal')
  })

  it('a duplicate stays as long as the tip it repeats', async () => {
    await world.setNow('2040-01-10T03:00:00Z')
    const root = await seed({ disposition: 'administrative' })
    const copy = await seed({ disposition: 'duplicate', duplicateOf: root.tipId })
    await run()
    await world.setNow('2042-01-10T03:00:00Z')
    await run()
    expect((await sealedOf(copy.tipId)).length).toBe(10)
    await world.setNow('2045-02-02T03:00:00Z')
    await run()
    expect([await sealedOf(copy.tipId), await sealedOf(root.tipId)]).toEqual([[], []])
  })
})

describe('keys for what is open', () => {
  it('are destroyed when no backup can hold their month, and whatever is still open has moved on', async () => {
    await world.setNow('2045-03-10T03:00:00Z')
    const { tipId, conversationId } = await seed({ closedAt: null })
    const copy = await sealedOf(tipId)
    await world.setNow('2045-05-05T03:00:00Z')
    await run()
    expect(await listEpochKeys(world.keysFolder)).toContain('2045-03/open')
    await world.setNow('2045-05-06T03:00:00Z')
    await run()
    expect(await listEpochKeys(world.keysFolder)).not.toContain('2045-03/open')
    expect(await keysOf(tipId)).toEqual(['2045-05/open'])
    expect((await opensOf(await sealedOf(tipId))).length).toBe(10)
    expect(await opensOf(copy)).toEqual([])
    const [row] = await world.query<{ state: Buffer }>('select state from conversations where id = $1', [
      conversationId,
    ])
    expect(row && world.content.keyIdOf(row.state)).toBe('2045-05/open')
  })
})

describe('a run that dies', () => {
  it('after the line in the log and before the deed is finished by the next', async () => {
    await world.setNow('2046-01-10T03:00:00Z')
    const { tipId } = await seed({ disposition: 'spam' })
    await run()
    await world.setNow('2046-03-03T03:00:00Z')
    let lines = 0
    const dying = world.withRules(RETENTION, {
      read: () => world.log.read(),
      async append(line) {
        await world.log.append(line)
        lines += 1
        throw new Error('the machine stops')
      },
    })
    await expect(dying.run({ isDry: false, by: 'command' })).rejects.toThrow('the machine stops')
    expect([lines, (await sealedOf(tipId)).length]).toEqual([1, 10])
    await run()
    expect(await sealedOf(tipId)).toEqual([])
    expect(await world.query(`select kind from deletions where ref = $1`, [tipId])).toEqual([{ kind: 'tip' }])
    expect(await listEpochKeys(world.keysFolder)).not.toContain('2046-01/spam')
  })

  it('is not joined by another one', async () => {
    const both = await Promise.all([run(), run()])
    expect(both.filter((report) => report === null).length).toBeLessThanOrEqual(1)
  })
})

describe('who can be named', () => {
  it('is forgotten a set time after the last tip was closed, by the vault alone, and only then', async () => {
    await world.setNow('2047-01-10T03:00:00Z')
    const one = await seed({ disposition: 'no-offence' })
    const two = await seed({ closedAt: null, conversationId: one.conversationId })
    const identities = async () =>
      (await world.query('select event_id from identities where conversation_id = $1', [one.conversationId])).length
    await world.setNow('2047-04-11T03:00:00Z')
    await run()
    await world.forgetWaiting()
    expect(await identities()).toBe(2)
    await world.query(`update tips set status = 'closed', disposition = 'spam', closed_at = $2 where id = $1`, [
      two.tipId,
      '2047-01-11T03:00:00Z',
    ])
    const [before] = await world.query<{ sender_key: Buffer }>('select sender_key from conversations where id = $1', [
      one.conversationId,
    ])
    await run()
    await world.forgetWaiting()
    expect(await identities()).toBe(0)
    const [after] = await world.query<{ sender_key: Buffer; end_reason: string; receipt_mac: Buffer | null }>(
      'select sender_key, end_reason, receipt_mac from conversations where id = $1',
      [one.conversationId],
    )
    expect([after?.sender_key.equals(before?.sender_key ?? Buffer.alloc(0)), after?.end_reason]).toEqual([
      false,
      'retention',
    ])
    expect(after?.receipt_mac).not.toBeNull()
    expect(
      await world.query(`select rule from deletions where kind = 'identity' and ref = $1`, [one.conversationId]),
    ).toEqual([{ rule: 'identity-period' }])
  })

  it('is not forgotten by a worker that asks without an end of the contact', async () => {
    const { conversationId } = await seed({ closedAt: null })
    await world.forget.forget(conversationId)
    expect(await world.query('select 1 from identities where conversation_id = $1', [conversationId])).toHaveLength(1)
    await expect(
      world.as('worker').deleteFrom('identities').where('conversation_id', '=', conversationId).execute(),
    ).rejects.toThrow('permission denied')
  })
})

it('rows of deletions are changed by nobody but a superuser', async () => {
  for (const role of ['worker', 'desk', 'vault', 'intake'] as const) {
    await expect(world.as(role).deleteFrom('deletions').execute()).rejects.toThrow('permission denied')
    await expect(world.as(role).updateTable('deletions').set({ rule: 'x' }).execute()).rejects.toThrow(
      'permission denied',
    )
  }
})

it('a file of the unit changes periods and rules, and a wrong one is refused', async () => {
  const rules = readRetentionRules({ periods: { spam: { content: 'P0D' } } })
  if (rules === null) throw new Error('refused')
  await world.setNow('2048-01-10T03:00:00Z')
  const { tipId } = await seed({ disposition: 'spam' })
  await world.withRules(rules).run({ isDry: false, by: 'command' })
  await world.setNow('2048-01-31T17:00:00Z')
  await world.withRules(rules).run({ isDry: false, by: 'command' })
  expect(await sealedOf(tipId)).toEqual([])
  for (const wrong of [{ periods: { spam: { content: '30 days' } } }, { period: {} }, [], null, { strayDays: -1 }]) {
    expect(readRetentionRules(wrong)).toBeNull()
  }
})

describe('after a restore', () => {
  const replay = async (): Promise<void> => {
    const pool = openPool(world.database.url, { size: 2, name: 'test restore' })
    try {
      await replayDeletions(pool.db, await world.log.read(), new Set(await listEpochKeys(world.keysFolder)))
    } finally {
      await pool.close()
    }
  }

  it('what was erased since the backup goes again, and words told after an erasure stay', async () => {
    await world.setNow('2049-01-10T03:00:00Z')
    const gone = await seed({ disposition: 'out-of-scope' })
    const goesOn = await seed({ disposition: 'out-of-scope' })
    await run()
    // Told more after it was erased.
    const eventId = 'evt_told-later'
    await world.query(
      `insert into events (id, conversation_id, sequence, channel, update_key, content, received_at, processed_at, tip_id)
       values ($1, $2, 99, 'telegram', sha256('later'), $3, now(), now(), $4)`,
      [eventId, goesOn.conversationId, world.content.seal(`events:${eventId}:content`, 'thêm'), goesOn.tipId],
    )
    await world.query(`update tips set status = 'reopened', closed_at = null where id = $1`, [goesOn.tipId])
    // As an old backup has it: with its words, and without any knowledge of their erasure.
    await world.query('delete from deletions where ref = $1', [gone.tipId])
    await world.query(`update tips set essence = $2, erased_at = null where id = $1`, [
      gone.tipId,
      world.content.seal(`tips:${gone.tipId}:essence`, 'lại có'),
    ])
    await replay()
    expect(await world.query('select essence from tips where id = $1', [gone.tipId])).toEqual([{ essence: null }])
    expect(await world.query('select content is not null as there from events where id = $1', [eventId])).toEqual([
      { there: true },
    ])
  })

  it('who was forgotten can neither be named nor found again', async () => {
    const { conversationId } = await seed({ closedAt: null })
    await world.log.append({ kind: 'identity', ref: conversationId, rule: 'withdrawal', basis: '', by: 'worker' })
    await replay()
    expect(
      await world.query(
        `select octet_length(sender_key) as length, ended_at is not null as ended, state,
           (select count(*)::int from identities i where i.conversation_id = c.id) as identities
         from conversations c where id = $1`,
        [conversationId],
      ),
    ).toEqual([{ length: 16, ended: true, state: null, identities: 0 }])
  })
})
