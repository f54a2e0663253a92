import { generateKeyPairSync } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Tampering } from '../../src/flow/tampering.ts'
import type { Tx } from '../../src/storage/db.ts'
import { openSignedLog } from '../../src/vault/signed-log.ts'
import { openAuditCase } from './audit-case.ts'
import { openWorld } from './world.ts'

const world = await openWorld()
const one = await openAuditCase(world)

const A = '26740'
const B = '26743'
const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20'] as const
const [FIRST, MIDDLE, LAST] = DAYS
const ROWS = 6

/** Three days of three chains, with checkpoints in the midst of each day's fourth row and at each day's end. */
beforeAll(async () => {
  for (const day of DAYS) {
    for (let number = 1; number <= ROWS; number++) {
      for (const unit of [A, B, null]) await one.writeAt(`${day}T0${number}:00:00+07:00`, unit, `act.${number}`)
      if (number === 2 || number === ROWS) await one.checkpoints.write()
    }
  }
})

const run = (tx: Tx, ...statements: string[]): Promise<void> =>
  statements.reduce<Promise<void>>(async (done, text) => {
    await done
    await sql.raw(text).execute(tx)
  }, Promise.resolve())
const at = (chain: string, day: string, number?: number): string =>
  `chain = '${chain}' and day = '${day}'${number === undefined ? '' : ` and number = ${number}`}`
/** Makes a day of a chain anew from a row on: places, links, hashes and head, as only an administrator could. */
const remake = (chain: string, day: string, from: number): string => `
  do $$
  declare entry audit; before audit;
  begin
    for entry in select * from audit where chain = '${chain}' and (day, number) >= ('${day}', ${from}) order by day, number loop
      select * into before from audit a where a.chain = entry.chain and (a.day, a.number) < (entry.day, entry.number)
        order by a.day desc, a.number desc limit 1;
      entry.previous := before.hash;
      entry.hash := audit_hash(entry);
      update audit set previous = entry.previous, hash = entry.hash where id = entry.id;
      update audit_heads h set hash = entry.hash, number = entry.number,
        previous = case when entry.number = 1 then entry.previous else h.previous end
        where h.chain = entry.chain and h.day = entry.day;
    end loop;
  end $$`
const noCheckpoints = { file: '/nowhere/checkpoints.jsonl' }

const found = async (harm: string[], options: Parameters<typeof one.tamper>[1] = {}): Promise<Tampering | null> =>
  (await one.tamper((tx) => run(tx, ...harm), options)).tampering

const place = (kind: Tampering['kind'], chain: string, day: string, number: number) => ({ kind, chain, day, number })

describe('an untouched log', () => {
  it('is sound, proved to its last row, and counted', async () => {
    expect(await one.tamper(async () => {})).toEqual({
      rowCount: 54,
      chainCount: 3,
      checkpointCount: 6,
      unproven: { rowCount: 0, first: null },
      tampering: null,
      badLine: null,
    })
  })

  it('without its checkpoints is sound and proved by nothing', async () => {
    const verdict = await one.tamper(async () => {}, noCheckpoints)
    expect(verdict).toMatchObject({ checkpointCount: 0, tampering: null, unproven: { rowCount: 54 } })
    expect(verdict.unproven.first).toMatchObject({ day: FIRST, number: 1 })
  })

  it('tells where rows begin that no checkpoint has seen yet', async () => {
    const verdict = await one.tamper(async (tx) => {
      for (const hour of ['08', '09']) {
        await run(
          tx,
          `insert into audit overriding system value select e.* from link_audit(row(nextval(pg_get_serial_sequence('audit', 'id')),
            now(), '${B}', null, 'late', null, '{}'::jsonb, null, null, null, null, null)::audit, '${LAST}T${hour}:00+07') as e`,
        )
      }
    })
    expect(verdict).toMatchObject({ tampering: null, rowCount: 56, unproven: { rowCount: 2 } })
    expect(verdict.unproven.first).toMatchObject({ chain: B, day: LAST, number: ROWS + 1 })
  })

  it('can be verified from a day on', async () => {
    expect(await one.tamper(async () => {}, { from: MIDDLE })).toMatchObject({ rowCount: 36, tampering: null })
    expect(await found([`update audit set action = 'x' where ${at(A, FIRST, 3)}`], { from: MIDDLE })).toBeNull()
    expect(await found([`delete from audit where ${at(A, MIDDLE, 3)}`], { from: MIDDLE })).toEqual(
      place('missing', A, MIDDLE, 3),
    )
  })
})

describe('an altered row', () => {
  it.each([
    "at = at + interval '1 microsecond'",
    "unit_code = 'x'",
    "officer_id = 'ofc_x'",
    "action = 'act.0'",
    "object_id = ''",
    `detail = '{"a":1}'`,
    "hash = '\\x00'",
    "previous = '\\x00'",
  ])('is named, whatever of it is others: %s', async (change) => {
    for (const [chain, day, number] of [
      [A, FIRST, 1],
      [B, MIDDLE, 3],
      ['system', LAST, ROWS],
    ] as const) {
      const verdict = await found([`update audit set ${change} where ${at(chain, day, number)}`])
      expect(verdict).toEqual(place('altered', chain, day, number))
    }
  })

  it('with a hash made to fit is given away by the row after it', async () => {
    const rehash = (number: number): string =>
      `update audit a set action = 'x', hash = (select audit_hash(row(a.id, a.at, a.unit_code, a.officer_id, 'x', a.object_id,
        a.detail, a.chain, a.day, a.number, a.previous, null)::audit)) where ${at(B, MIDDLE, number)}`
    expect(await found([rehash(3)])).toEqual(place('altered', B, MIDDLE, 3))
    expect(await found([rehash(1)])).toEqual(place('altered', B, MIDDLE, 1))
    expect(await found([rehash(ROWS)], noCheckpoints)).toEqual(place('altered', B, MIDDLE, ROWS))
  })
})

describe('a deleted row', () => {
  it('is named by its number', async () => {
    expect(await found([`delete from audit where ${at(B, MIDDLE, 3)}`])).toEqual(place('missing', B, MIDDLE, 3))
    expect(await found([`delete from audit where ${at(A, FIRST, 1)}`])).toEqual(place('missing', A, FIRST, 1))
  })

  it('is named also where those after it were moved up into its place', async () => {
    const harm = [`delete from audit where ${at(B, MIDDLE, 3)}`]
    for (let number = 4; number <= ROWS; number++) {
      harm.push(`update audit set number = ${number - 1} where ${at(B, MIDDLE, number)}`)
    }
    expect(await found([...harm, `update audit_heads set number = ${ROWS - 1} where ${at(B, MIDDLE)}`])).toEqual(
      place('missing', B, MIDDLE, 3),
    )
  })
})

describe('reordered rows', () => {
  it('are named by the first place that holds another row: by numbers, or by what they say', async () => {
    const swap = [
      `update audit set number = 99 where ${at(B, MIDDLE, 2)}`,
      `update audit set number = 2 where ${at(B, MIDDLE, 4)}`,
      `update audit set number = 4 where ${at(B, MIDDLE, 99)}`,
    ]
    expect(await found(swap)).toEqual(place('reordered', B, MIDDLE, 2))
    const words = `update audit a set action = o.action, at = o.at from audit o where a.chain = '${B}' and a.day = '${MIDDLE}'
      and o.chain = a.chain and o.day = a.day and a.number in (2, 4) and o.number = 6 - a.number`
    expect(await found([words])).toEqual(place('reordered', B, MIDDLE, 2))
  })
})

describe('an inserted row', () => {
  const insert = (number: number, hash: string, previous: string): string =>
    `insert into audit (unit_code, action, chain, day, number, hash, previous) values ('${B}', 'x', '${B}', '${MIDDLE}', ${number}, ${hash}, ${previous})`
  const hashOf = (number: number): string => `(select hash from audit where ${at(B, MIDDLE, number)})`
  const shift = (from: number): string[] =>
    Array.from(
      { length: ROWS - from + 1 },
      (_, n) => `update audit set number = ${ROWS - n + 1} where ${at(B, MIDDLE, ROWS - n)}`,
    )

  it('is named at the end of a day', async () => {
    const harm = insert(ROWS + 1, `'\\x01'`, hashOf(ROWS))
    expect(await found([harm])).toEqual(place('inserted', B, MIDDLE, ROWS + 1))
  })

  it('is named between others that were moved for it', async () => {
    const head = `update audit_heads set number = ${ROWS + 1} where ${at(B, MIDDLE)}`
    expect(await found([...shift(3), insert(3, `'\\x01'`, hashOf(2)), head])).toEqual(place('inserted', B, MIDDLE, 3))
  })

  it('is named with a hash that fits as well', async () => {
    const head = `update audit_heads set number = ${ROWS + 1} where ${at(B, MIDDLE)}`
    const fit = `update audit a set hash = audit_hash(a) where ${at(B, MIDDLE, 3)}`
    expect(await found([...shift(3), insert(3, `'\\x01'`, hashOf(2)), fit, head])).toEqual(
      place('inserted', B, MIDDLE, 3),
    )
  })
})

describe('a cut-off end', () => {
  it('is named by the first row that is gone, also where the head was set back to fit', async () => {
    const cut = `delete from audit where ${at(B, LAST)} and number >= 4`
    expect(await found([cut])).toEqual(place('cut-off', B, LAST, 4))
    const fit = `update audit_heads h set number = 3, hash = (select hash from audit where ${at(B, LAST, 3)}) where ${at(B, LAST)}`
    expect(await found([cut, fit])).toEqual(place('cut-off', B, LAST, 4))
  })

  it('is named in the midst of the days too', async () => {
    const cut = `delete from audit where ${at(B, MIDDLE)} and number >= 4`
    expect(await found([cut], noCheckpoints)).toEqual(place('cut-off', B, MIDDLE, 4))
  })
})

describe('a removed day or chain', () => {
  const removeDay = (day: string): string[] => [
    `delete from audit where ${at(B, day)}`,
    `delete from audit_heads where ${at(B, day)}`,
  ]

  it.each(DAYS)('is named: the day %s', async (day) => {
    expect(await found(removeDay(day).slice(0, 1), noCheckpoints)).toEqual(place('day-removed', B, day, 1))
    expect(await found(removeDay(day))).toEqual(place('day-removed', B, day, 1))
  })

  it('is given away by the day after it where there is no checkpoint', async () => {
    for (const day of [FIRST, MIDDLE]) {
      expect(await found(removeDay(day), noCheckpoints)).toEqual(place('day-removed', B, day, 1))
    }
  })

  it('is named: the whole chain', async () => {
    const rows = `delete from audit where chain = '${B}'`
    expect(await found([rows], noCheckpoints)).toEqual(place('chain-removed', B, FIRST, 1))
    expect(await found([rows, `delete from audit_heads where chain = '${B}'`])).toEqual(
      place('chain-removed', B, FIRST, 1),
    )
  })
})

describe('a chain made anew with all its hashes and heads', () => {
  it('is named by the first checkpoint that knows another, and by the last that does not', async () => {
    const harm = [`update audit set action = 'x' where ${at(B, MIDDLE, 4)}`, remake(B, MIDDLE, 4)]
    expect(await found(harm)).toEqual({ ...place('rewritten', B, MIDDLE, ROWS), fromNumber: 3 })
    expect(await found(harm, noCheckpoints)).toBeNull()
  })

  it('is located exactly where a checkpoint was made at that row', async () => {
    const harm = [`update audit set action = 'x' where ${at(B, LAST, 2)}`, remake(B, LAST, 2)]
    expect(await found(harm)).toEqual({ ...place('rewritten', B, LAST, 2), fromNumber: 1 })
  })

  it('is given away by the next day, if that was left as it is', async () => {
    const next = `create temp table kept on commit drop as select * from audit where ${at(B, LAST)};
      create temp table kept_heads on commit drop as select * from audit_heads where ${at(B, LAST)}`
    const back = `update audit a set hash = k.hash, previous = k.previous from kept k where k.id = a.id;
      update audit_heads h set hash = k.hash, previous = k.previous from kept_heads k where k.chain = h.chain and k.day = h.day`
    const harm = [next, `update audit set action = 'x' where ${at(B, MIDDLE, 4)}`, remake(B, MIDDLE, 4), back]
    expect(await found(harm, noCheckpoints)).toEqual({ ...place('rewritten', B, MIDDLE, ROWS), fromNumber: 1 })
  })

  it('with a row less, or one more, is named as well', async () => {
    const less = [`delete from audit where ${at(B, LAST, ROWS)}`, remake(B, LAST, 1)]
    expect(await found([...less])).toEqual(place('cut-off', B, LAST, ROWS))
    const shifted = Array.from(
      { length: 3 },
      (_, n) => `update audit set number = ${n + 3} where ${at(B, LAST, n + 4)}`,
    )
    expect(await found([`delete from audit where ${at(B, LAST, 3)}`, ...shifted, remake(B, LAST, 3)])).toEqual(
      place('cut-off', B, LAST, ROWS),
    )
  })
})

describe('a head that lies', () => {
  it.each([
    ['counts one row less than there are', `number = ${ROWS - 1}`],
    ['counts one row more', `number = ${ROWS + 1}`],
    ['has another hash', `hash = '\\x00'`],
    ['says another beginning', `previous = '\\x00'`],
  ])('is named where it %s', async (_, change) => {
    for (const day of [MIDDLE, LAST]) {
      expect(await found([`update audit_heads set ${change} where ${at(B, day)}`])).toMatchObject({
        kind: 'head-false',
        chain: B,
        day,
      })
    }
  })

  it('is named where a day is said to have been that never was, or has none', async () => {
    const invented = `insert into audit_heads (chain, day, number, hash) values ('${B}', '2026-11-17', 1, 'x')`
    expect(await found([invented])).toEqual(place('head-false', B, '2026-11-17', 1))
    expect(await found([`delete from audit_heads where ${at(B, MIDDLE)}`])).toEqual(place('head-missing', B, MIDDLE, 1))
  })
})

it('the first of several is named, in the order of chain, day and number', async () => {
  const harm = [
    `update audit set action = 'x' where ${at(B, FIRST, 2)}`,
    `delete from audit where ${at(A, LAST, 2)}`,
    `delete from audit where ${at('system', FIRST, 1)}`,
  ]
  expect(await found(harm)).toEqual(place('missing', A, LAST, 2))
  expect(
    await found([`delete from audit where chain = '${A}'`, `delete from audit_heads where chain = '${A}'`, ...harm]),
  ).toEqual(place('chain-removed', A, FIRST, 1))
})

describe('a forged checkpoint', () => {
  const file = `${one.file}.forged`
  const lines = async (): Promise<string[]> => (await readFile(one.file, 'utf8')).trimEnd().split('\n')
  const badLine = async (forged: string[]) => {
    await writeFile(file, forged.map((line) => `${line}\n`).join(''))
    return (await one.tamper(async () => {}, { file })).badLine
  }

  it('is named by its line: altered, left out, exchanged, from another log, or by another hand', async () => {
    const own = await lines()
    const altered = own.with(2, (own[2] ?? '').replace('"number":3', '"number":3 '))
    expect(await badLine(altered)).toEqual({ line: 3, reason: 'wrong-signature' })
    expect(await badLine(own.toSpliced(1, 1))).toEqual({ line: 2, reason: 'wrong-number' })
    expect(await badLine(own.with(1, own[2] ?? '').with(2, own[1] ?? ''))).toEqual({ line: 2, reason: 'wrong-number' })
    const other = generateKeyPairSync('ed25519')
    const parts = { file, verifyKeys: one.verifyKeys, now: () => new Date() }
    await badLine(own)
    await openSignedLog({ ...parts, name: 'checkpoints', signingKey: other.privateKey }).append({ heads: [] })
    expect((await one.tamper(async () => {}, { file })).badLine).toEqual({ line: 7, reason: 'wrong-signature' })
    await badLine(own)
    await expect(
      openSignedLog({ ...parts, name: 'deletions', signingKey: one.signingKey }).append({ heads: [] }),
    ).rejects.toThrow('no line of this log')
  })

  it('that is signed and says nothing of chains is named too', async () => {
    await badLine(await lines())
    const parts = { file, verifyKeys: [], now: () => new Date(), name: 'checkpoints', signingKey: one.signingKey }
    await openSignedLog(parts).append({ heads: [['x', 'yesterday', 0, '']] })
    expect((await one.tamper(async () => {}, { file })).badLine).toEqual({ line: 7, reason: 'no-checkpoint' })
  })

  it('does not hide what the lines before it prove', async () => {
    const forged = (await lines()).with(5, 'x"}')
    await writeFile(file, forged.map((line) => `${line}\n`).join(''))
    const harm = [`update audit set action = 'x' where ${at(B, MIDDLE, 4)}`, remake(B, MIDDLE, 4)]
    expect(await one.tamper((tx) => run(tx, ...harm), { file })).toMatchObject({
      badLine: { line: 6, reason: 'unreadable' },
      tampering: { kind: 'rewritten', chain: B, day: MIDDLE, number: ROWS },
    })
  })
})
