import type pg from 'pg'
import { RUNTIME_ROLES } from '../../src/storage/roles.ts'
import { ALLOWED, FUNCTIONS } from '../storage/rights.ts'
import { type NewTip, seedTip } from './seed.ts'
import type { Stage } from './stage.ts'

const BEN_THANH = '26743'
const INSPECTORATE = '79-TTR'
const UNITS = [BEN_THANH, '79-PC02', INSPECTORATE] as const

interface WorldTip {
  tip: Omit<NewTip, 'name'>
  /** Units of which every officer sees it, and of which only those with the clearance do. */
  all: readonly string[]
  cleared: readonly string[]
}

/** Ten tips of a unit, with what officers of which units are to see of them; `next` is another of the three. */
function tipsOf(unit: string, next: string): WorldTip[] {
  const plain: WorldTip = { tip: { unit }, all: [unit], cleared: [] }
  const police = {
    unit: INSPECTORATE,
    // Wrong rows: the commune complained about is never to see it, whoever gave it to them.
    informed: [...new Set([BEN_THANH, unit])].filter((one) => one !== INSPECTORATE),
    isAboutPolice: true,
    accused: BEN_THANH,
  }
  return [
    plain,
    plain,
    plain,
    { tip: { unit, urgency: 'critical' }, all: [unit], cleared: [] },
    { tip: { unit, isClosed: true }, all: [unit], cleared: [] },
    { tip: { unit, isRestricted: true }, all: [], cleared: [unit] },
    { tip: { unit, informed: [next], isRestricted: true, urgency: 'critical' }, all: [], cleared: [unit, next] },
    { tip: police, all: [...new Set([INSPECTORATE, unit])].filter((one) => one !== BEN_THANH), cleared: [] },
    { tip: { unit: next, former: [unit] }, all: [next], cleared: [] },
    { tip: { unit, informed: [next] }, all: [unit, next], cleared: [] },
  ]
}

/** Who asks: of each unit one with and one without the clearance and one whose role sees no tip; and strangers. */
const OFFICERS = [
  ...UNITS.flatMap((unit) => [
    { unit, isCleared: true },
    { unit },
    { unit, isCleared: true, role: 'custodian' as const },
    { unit, isCleared: true, role: 'auditor' as const },
    { unit, isCleared: true, role: 'administrator' as const },
    { unit, isCleared: true, isDisabled: true },
  ]),
  { unit: '26740', isCleared: true },
  { unit: '01-PC01', isCleared: true, role: 'provincial-supervisor' as const },
]

/**
 * Three units with ten tips each, officers of every kind, and beside them in a schema of its own what each is to see: the
 * tables that pgTAP's files compare with. `known` is readable by every role and holds nothing but ids and tokens of tests.
 */
export async function makeWorld(stage: Stage, client: pg.Client): Promise<void> {
  await client.query(`
    create schema known;
    create table known.officers (id text, token text, unit text, role text, sees_tips boolean, is_cleared boolean);
    create table known.expected (officer text, tip text);
    create table known.tips (id text, conversation text, access text);
    create table known.rights (role text, relation text, rights text);
    create table known.functions (name text, role text)`)
  const officers = []
  for (const officer of OFFICERS) officers.push({ ...officer, ...(await stage.addOfficer(officer)) })
  for (const officer of officers) {
    const isDesk = !('role' in officer) || officer.role === 'provincial-supervisor'
    await client.query('insert into known.officers values ($1, $2, $3, $4, $5, $6)', [
      officer.id,
      officer.token,
      officer.unit,
      'role' in officer ? officer.role : 'duty-officer',
      isDesk && !('isDisabled' in officer),
      'isCleared' in officer,
    ])
  }
  let number = 0
  for (const [at, unit] of UNITS.entries()) {
    for (const { tip, all, cleared } of tipsOf(unit, UNITS[(at + 1) % UNITS.length] ?? unit)) {
      number += 1
      const { id, conversationId, receipt } = await seedTip(stage, officers[0]?.id ?? '', {
        name: String(number),
        ...tip,
      })
      await client.query('insert into known.tips values ($1, $2, $3)', [
        id,
        conversationId,
        stage.pseudonyms.receipt(receipt).toString('hex'),
      ])
      await client.query(
        `insert into known.expected select o.id, $1 from known.officers o
         where o.sees_tips and (o.unit = any ($2) or (o.is_cleared and o.unit = any ($3)))`,
        [id, all, cleared],
      )
    }
  }
  await askToUnseal(client)
  await bindAll(client)
  await joinAll(client)
  for (const [relation, byRole] of Object.entries(ALLOWED)) {
    for (const role of RUNTIME_ROLES) {
      await client.query('insert into known.rights values ($1, $2, $3)', [role, relation, byRole[role] ?? ''])
    }
  }
  for (const [name, { callers }] of Object.entries(FUNCTIONS)) {
    for (const role of callers.split(' ').filter(Boolean)) {
      await client.query('insert into known.functions values ($1, $2)', [name, role])
    }
  }
  await client.query('grant usage on schema known to public; grant select on all tables in schema known to public')
}

/**
 * A request, decided once, and an exclusion by hand of each officer who sees a tip, on the first that they see. Past the
 * triggers, which want a passkey: who may read the rows is what is asked here.
 */
async function askToUnseal(client: pg.Client): Promise<void> {
  await client.query("set session_replication_role = 'replica'")
  await client.query(`
    insert into unseal_requests (id, tip_id, requester, requester_number, unit_code, session_hash, legal_basis,
        legal_article, case_number, reason, evidence, created_at, expires_at)
      select 'uns_' || gen_random_uuid(), min(e.tip), o.id, '1', o.unit, '', 'x', 'điều 1', 'số 1', '', '{}', now(),
        now() + interval '1 day'
      from known.expected e join known.officers o on o.id = e.officer group by o.id, o.unit`)
  await client.query(`
    insert into unseal_decisions (id, request_id, officer_id, officer_number, unit_code, decision, reason, evidence,
        decided_at)
      select 'd' || r.id, r.id, o.id, '2', o.unit, 'refuse', '', '{}', now()
      from unseal_requests r cross join lateral (select * from known.officers where not sees_tips limit 1) o`)
  await client.query(`
    insert into tip_exclusions (id, tip_id, unit_code, why)
      select 'x' || tip_id, tip_id, 'X05', 'by-hand' from (select distinct tip_id from unseal_requests) t
      where exists (select 1 from units where code = 'X05')`)
  await client.query("set session_replication_role = 'origin'")
}

/** All tips have one trace in common, and restricted ones another; of both the province's department was told. */
async function bindAll(client: pg.Client): Promise<void> {
  await client.query(`
    insert into series_marks (tip_id, mark, topic, kind, conversation_id, event, province, commune, at)
      select t.id, decode(md5(m.topic), 'hex'), m.topic, 'phone', t.conversation_id, t.id, '79', '26743', now()
      from tips t cross join (values ('fraud'), ('trafficking')) m (topic) where t.restricted or m.topic = 'fraud'`)
  await client.query(`
    insert into series (id, mark, topic, kind, last_at) select 'ser_' || topic, mark, topic, kind, now()
      from (select distinct mark, topic, kind from series_marks) m`)
  await client.query(`
    insert into series_alerts (id, series_id, topic, unit_code) select 'sal_' || topic, id, topic, '79-PC02' from series`)
}

/** All tips are voices of one incident; of each and the next somebody was asked, and said something. */
async function joinAll(client: pg.Client): Promise<void> {
  await client.query(`insert into incidents (id, root_tip_id) select 'inc_1', min(id) from tips`)
  await client.query(`
    insert into incident_members (tip_id, incident_id, relation, linked_by)
      select id, 'inc_1', 'witness', 'machine' from tips`)
  await client.query(`
    insert into incident_suggestions (id, tip_id, other_tip_id, relation, score, reasons, model)
      select 'sug_' || id, id, other, 'witness', 0.6, '{}', 'none'
      from (select id, lead(id) over (order by id) as other from tips) t where other is not null`)
  // Past the trigger that carries them out.
  await client.query("set session_replication_role = 'replica'")
  await client.query(`
    insert into incident_acts (id, kind, tip_id, other_tip_id, officer_id, unit_code, restricted, before, after)
      select 'act_' || s.id, 'reject', s.tip_id, s.other_tip_id, o.id, o.unit, false, '{}', '{}'
      from incident_suggestions s cross join lateral (select * from known.officers limit 1) o`)
  await client.query("set session_replication_role = 'origin'")
}
