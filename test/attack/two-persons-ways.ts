import { newId } from '../../src/domain/ids.ts'
import type { UnsealDecision } from '../../src/domain/unsealing.ts'
import type { Evidence } from '../../src/flow/passkeys.ts'
import type { Answer } from './ask.ts'
import { ASKING, BEN_THANH, COMMAND, DRUGS, INSPECTORATE, type Person, type PersonsStage } from './persons-stage.ts'
import type { SeededTip } from './seed.ts'
import type { Stage } from './stage.ts'

/** One request of `requester` about `tip`, with custodians of two other units who have not decided yet. */
export interface Case {
  persons: PersonsStage
  stage: Stage
  tip: SeededTip
  requester: Person
  first: Person
  second: Person
  id: string
  at(path: string, request?: string): string
  decide(by: Person, path?: 'dong-y' | 'tu-choi', how?: Parameters<PersonsStage['act']>[3]): Promise<Answer>
  /** Both approve. */
  grant(): Promise<void>
  open(by?: Person, how?: Parameters<PersonsStage['act']>[3]): Promise<Answer>
  stateOf(request: string): Promise<string>
  approvals(): Promise<number>
  /** What the requester's own key signs for the opening, not handed in yet. */
  openingEvidence(by?: Person): Promise<Evidence>
  sessionOf(person: Person): string
  forgedEvidence(person: Person): Evidence
  /** A decision written past the web process, with this officer's token; the code of what Postgres refused, or null. */
  forgeDecision(by: Person, decision?: UnsealDecision): Promise<string | null>
}

export interface Way {
  /** True, or what happened, where it worked. */
  go(one: Case): Promise<boolean | string>
  /** It reaches the tables alone, which refuse without a row of their own. */
  isSilent?: boolean
  /** Somebody who may opens it on the way. */
  mayOpen?: boolean
}

/** Whether a page showed who reported, or took what it must refuse. */
const shows = (one: Case, answer: Answer): boolean =>
  [200, 303].includes(answer.status) ||
  answer.body.includes(one.tip.words.name) ||
  answer.body.includes(one.tip.words.phone)
const isOpened = (one: Case, answer: { body: unknown }): boolean =>
  JSON.stringify(answer.body).includes(one.tip.words.name)

/** A decision that must be refused with this status, and count for nothing. */
const notCounted =
  (status: number, decide: (one: Case) => Promise<Answer>, counted = 0): Way['go'] =>
  async (one) => {
    const answer = await decide(one)
    const approvals = await one.approvals()
    return answer.status === status && approvals === counted ? false : `answered ${answer.status}, ${approvals} counted`
  }
/** An opening that fails because of what happened after both had approved. */
const afterGrant =
  (change: (one: Case) => Promise<unknown>): Way['go'] =>
  async (one) => {
    await one.grant()
    await change(one)
    return shows(one, await one.open())
  }
const later =
  (sql: (one: Case) => string): Way['go'] =>
  (one) =>
    afterGrant(() => one.persons.bend(sql(one)))(one)
const forged =
  (how: (one: Case) => Parameters<PersonsStage['act']>[3]): Way['go'] =>
  (one) =>
    notCounted(401, () => one.decide(one.first, 'dong-y', how(one)))(one)
const exclude = (one: Case, column: 'officer_id' | 'unit_code', value: string): Promise<unknown> =>
  one.stage.query(
    `insert into tip_exclusions (id, tip_id, ${column}, why) values ('exc_' || gen_random_uuid(), $1, $2, 'number-in-text')`,
    [one.tip.id, value],
  )
const asVault = async (one: Case, evidence: unknown, requestId = one.id): Promise<boolean> =>
  isOpened(one, await one.persons.unseal('unseal', { requestId, session: one.sessionOf(one.requester), evidence }))

export const WAYS: Readonly<Record<string, Way>> = {
  'own request, as custodian of another unit since': {
    go: notCounted(409, async (one) => {
      await one.persons.bend(
        `update officers set role = 'custodian', unit_code = '${DRUGS}' where id = '${one.requester.id}'`,
      )
      return one.decide(one.requester)
    }),
  },
  'own request, as the officer one is': { go: notCounted(409, (one) => one.decide(one.requester)) },
  'one custodian twice': {
    go: notCounted(409, (one) => one.decide(one.first).then(() => one.decide(one.first)), 1),
  },
  'two custodians of one unit': {
    go: notCounted(
      409,
      async (one) => {
        await one.decide(one.first)
        return one.decide(await one.persons.person({ unit: COMMAND, role: 'custodian' }))
      },
      1,
    ),
  },
  'a custodian of the unit that asks': {
    go: notCounted(409, async (one) => one.decide(await one.persons.person({ unit: BEN_THANH, role: 'custodian' }))),
  },
  'a colleague who is no custodian': {
    go: notCounted(404, async (one) => one.decide(await one.persons.person({ unit: COMMAND }))),
  },
  'an approver disabled between': {
    go: later((one) => `update officers set disabled_at = now() where id = '${one.first.id}'`),
  },
  'an approver of another role between': {
    go: later((one) => `update officers set role = 'duty-officer' where id = '${one.first.id}'`),
  },
  'an approver of another unit between': {
    go: later((one) => `update officers set unit_code = '${DRUGS}' where id = '${one.second.id}'`),
  },
  'an approver who moved into the other one’s unit': {
    go: later((one) => `update officers set unit_code = '${COMMAND}' where id = '${one.second.id}'`),
  },
  'an approver excluded between': { go: afterGrant((one) => exclude(one, 'officer_id', one.first.id)) },
  'the requester of another unit between': {
    go: later((one) => `update officers set unit_code = '${DRUGS}' where id = '${one.requester.id}'`),
  },
  'an assertion handed in again': {
    async go(one) {
      const path = (id: string) => `/ban-truc/tin/${one.tip.id}/danh-tinh/${id}`
      const id = newId('uns')
      const options = await one.persons.options(one.requester, path(id))
      const answer = options === null ? '' : one.requester.device.get(options)
      await one.persons.act(one.requester, path(id), ASKING, { answer })
      return (await one.persons.act(one.requester, path(newId('uns')), ASKING, { answer })).status !== 401
    },
  },
  'an assertion for another request': {
    async go(one) {
      const other = await one.persons.request(one.requester, one.tip)
      return notCounted(401, () => one.decide(one.first, 'dong-y', { from: one.at('dong-y', other) }))(one)
    },
  },
  'a refusal’s assertion as an approval': { go: forged((one) => ({ from: one.at('tu-choi') })) },
  'another custodian’s key': { go: forged((one) => ({ signer: one.second })) },
  'a signature by another key': { go: forged(() => ({ forgery: { isSignedByAnother: true } })) },
  'a key that does not know who holds it': { go: forged(() => ({ forgery: { isUserVerified: false } })) },
  'another origin': { go: forged(() => ({ forgery: { origin: 'http://localhost:1' } })) },
  'another site’s key': { go: forged(() => ({ forgery: { rpId: 'evil.example' } })) },
  'an old assertion': {
    go: forged((one) => ({
      spoil: () => one.stage.query(`update challenges set expires_at = now() - interval '1 second'`),
    })),
  },
  'password and code in the place of a passkey': {
    async go(one) {
      await one.stage.query(
        `update sessions set fresh_at = now(), fresh_for = 'unseal', fresh_with = 'password-totp' where officer_id = $1`,
        [one.first.id],
      )
      return notCounted(401, () => one.persons.post(one.first, one.at('dong-y'), { lydo: 'Đủ căn cứ.' }))(one)
    },
  },
  'a key enrolled for the purpose': {
    go: notCounted(409, async (one) => one.decide(await one.persons.person({ unit: DRUGS, role: 'custodian' }, 0))),
  },
  'a key enrolled 23 hours before': {
    go: notCounted(409, async (one) => one.decide(await one.persons.person({ unit: DRUGS, role: 'custodian' }, 23))),
  },
  'an approver’s key replaced between': {
    go: later((one) => `update passkeys set created_at = now() where officer_id = '${one.first.id}'`),
  },
  'a request a day old': {
    go: notCounted(409, async (one) => {
      await one.persons.bend(`update unseal_requests set expires_at = now() where id = '${one.id}'`)
      return one.decide(one.first)
    }),
  },
  'a grant of a quarter of an hour ago': {
    go: later((one) => `update unseal_requests set expires_at = now() where id = '${one.id}'`),
  },
  'after one refusal': {
    async go(one) {
      await one.decide(one.first, 'tu-choi')
      const answer = await one.decide(one.second)
      return answer.status !== 409 || (await one.stateOf(one.id)) !== 'refused'
    },
  },
  'with one approval alone': {
    async go(one) {
      await one.decide(one.first)
      return shows(one, await one.open())
    },
  },
  'a second time': {
    mayOpen: true,
    async go(one) {
      await one.grant()
      const opened = await one.open()
      return opened.status === 200 ? shows(one, await one.open()) : `the first was answered ${opened.status}`
    },
  },
  'another session of the requester': {
    async go(one) {
      await one.grant()
      return shows(one, await one.open(await one.persons.anotherSession(one.requester)))
    },
  },
  'a colleague of the requester': {
    async go(one) {
      await one.grant()
      return shows(one, await one.open(await one.persons.person({ unit: BEN_THANH })))
    },
  },
  'an approver opens': {
    async go(one) {
      await one.grant()
      return shows(one, await one.open(one.first))
    },
  },
  'an approver whom the tip names': {
    async go(one) {
      await exclude(one, 'officer_id', one.first.id)
      return notCounted(404, () => one.decide(one.first))(one)
    },
  },
  'an approver whose unit the tip names': {
    async go(one) {
      await exclude(one, 'unit_code', INSPECTORATE)
      return notCounted(404, () => one.decide(one.second))(one)
    },
  },
  'a requester whom the tip names, later': { go: afterGrant((one) => exclude(one, 'officer_id', one.requester.id)) },
  'a tip transferred away': {
    go: later((one) => `update assignments set ended_at = now() where tip_id = '${one.tip.id}'`),
  },
  'a tip become restricted, the requester not named for such': {
    go: afterGrant((one) => one.stage.query('update tips set restricted = true where id = $1', [one.tip.id])),
  },
  'a request about another unit’s tip': {
    async go(one) {
      const tip = await one.persons.tip('foreign', '26740')
      const path = `/ban-truc/tin/${tip.id}/danh-tinh/${newId('uns')}`
      return (await one.persons.act(one.requester, path, ASKING)).status !== 404
    },
  },
  'decisions written by the desk’s role, with stolen sessions': {
    async go(one) {
      for (const by of [one.first, one.second]) await one.forgeDecision(by)
      if ((await one.stateOf(one.id)) !== 'approved') return 'the tables did not take them: the vault was not tried'
      return (await asVault(one, await one.openingEvidence())) || shows(one, await one.open())
    },
  },
  'a decision written by the desk’s role for its own request': {
    isSilent: true,
    go: async (one) => (await one.forgeDecision(one.requester)) === null,
  },
  'a decision moved to another request': {
    isSilent: true,
    async go(one) {
      await one.decide(one.first)
      const other = await one.persons.request(one.requester, one.tip)
      const change = 'update unseal_decisions set request_id = $1 where request_id = $2'
      return (await one.persons.sql('desk', one.first.token, change, [other, one.id])) === null
    },
  },
  'the state written by the desk’s role': {
    isSilent: true,
    go: async (one) =>
      (await one.persons.sql(
        'desk',
        one.requester.token,
        `update unseal_requests set state = 'approved' where id = $1`,
        [one.id],
      )) === null,
  },
  'the state written by the vault’s role': {
    isSilent: true,
    go: async (one) =>
      (await one.persons.sql('vault', null, `update unseal_requests set state = 'opened', opening = $2 where id = $1`, [
        one.id,
        JSON.stringify(one.forgedEvidence(one.requester)),
      ])) === null,
  },
  'a key dated back by the role of signing in': {
    isSilent: true,
    go: async (one) =>
      (await one.persons.sql(
        'login',
        null,
        `insert into passkeys (id, officer_id, public_key, is_backed_up, name, created_at)
         values ('AAAA', $1, '\\x00', false, 'x', now() - interval '9 days')`,
        [one.first.id],
      )) === null,
  },
  'the desk’s stolen token, without evidence': {
    async go(one) {
      await one.grant()
      return asVault(one, {})
    },
  },
  'the desk’s stolen token, with the evidence of asking': {
    async go(one) {
      await one.grant()
      const [row] = await one.stage.query<{ evidence: Evidence }>(
        'select evidence from unseal_requests where id = $1',
        [one.id],
      )
      return asVault(one, row?.evidence)
    },
  },
  'the desk’s stolen token, with an approver’s evidence': {
    async go(one) {
      await one.grant()
      const [row] = await one.stage.query<{ evidence: Evidence }>(
        'select evidence from unseal_decisions where request_id = $1 limit 1',
        [one.id],
      )
      return asVault(one, row?.evidence)
    },
  },
  'the worker’s token': {
    async go(one) {
      await one.grant()
      const evidence = await one.openingEvidence()
      const session = one.sessionOf(one.requester)
      const answer = await one.persons.unseal('send', { requestId: one.id, session, evidence })
      return answer.status !== 401 || isOpened(one, answer)
    },
  },
  'the opening of one request for another': {
    async go(one) {
      await one.grant()
      const evidence = await one.openingEvidence()
      const other = await one.persons.request(one.requester, one.tip)
      for (const by of [one.first, one.second])
        await one.persons.act(by, one.at('dong-y', other), { lydo: 'Đủ căn cứ.' })
      return (await asVault(one, evidence, other)) || (await one.stateOf(other)) === 'opened'
    },
  },
  'an answer that was lost, asked for again': {
    mayOpen: true,
    async go(one) {
      await one.grant()
      const evidence = await one.openingEvidence()
      // As after a crash: it has committed, and nobody heard.
      await one.persons.bend(
        `update unseal_requests set state = 'opened', opened_at = now(), opening = '{}' where id = '${one.id}'`,
      )
      return asVault(one, evidence)
    },
  },
  'eight openings at once: more than one': {
    mayOpen: true,
    async go(one) {
      await one.grant()
      const evidence = await one.openingEvidence()
      const opened = await Promise.all(Array.from({ length: 8 }, () => asVault(one, evidence)))
      const count = opened.filter(Boolean).length
      return count === 1 ? false : `${count} opened`
    },
  },
}
