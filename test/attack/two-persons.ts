import { createHash } from 'node:crypto'
import { newId } from '../../src/domain/ids.ts'
import type { Evidence } from '../../src/flow/passkeys.ts'
import { openPersons, type Person, type PersonsStage } from './persons-stage.ts'
import type { SeededTip } from './seed.ts'
import type { Stage } from './stage.ts'
import { type Case, WAYS } from './two-persons-ways.ts'

export interface PersonsResult {
  tried: number
  /** Ways that opened an identity, or got a decision counted that must not count; and those that left no row. */
  findings: string[]
}

/**
 * Ways round the two persons, each against the real web process, the real vault on its socket, or the tables as a run-time
 * role. The good way is gone first and last: refusals of a broken door would prove nothing.
 */
export async function run({ stage }: { stage: Stage }): Promise<PersonsResult> {
  const persons = await openPersons(stage)
  const findings: string[] = []
  try {
    const goodWay = async (): Promise<void> => {
      const one = await openCase(persons, 'good')
      await one.grant()
      const opened = await one.open()
      const isShown = opened.status === 200 && opened.body.includes(one.tip.words.name)
      if (!isShown) findings.push(`the good way: answered ${opened.status}`)
    }
    await goodWay()
    for (const [name, way] of Object.entries(WAYS)) {
      const one = await openCase(persons, name.replaceAll(/[^a-z]/g, '').slice(0, 12))
      const before = await persons.refusals()
      const worked = await way.go(one).catch((fault: unknown) => `threw ${String(fault)}`)
      if (worked) findings.push(`${name}: ${worked === true ? 'worked' : worked}`)
      if (!way.mayOpen && (await one.stateOf(one.id)) === 'opened') findings.push(`${name}: the grant was spent`)
      if (!way.isSilent && (await persons.refusals()) === before) findings.push(`${name}: left no audit row`)
    }
    await goodWay()
  } finally {
    await persons.close()
  }
  return { tried: Object.keys(WAYS).length, findings }
}

/** A tip, its officer, a request about it, and custodians of two other units. */
async function openCase(persons: PersonsStage, name: string): Promise<Case> {
  const { stage } = persons
  const tip: SeededTip = await persons.tip(name)
  const requester = await persons.person({ unit: '26743' })
  const [first, second] = [
    await persons.person({ unit: '79-PV01', role: 'custodian' }),
    await persons.person({ unit: '79-TTR', role: 'custodian' }),
  ]
  const id = await persons.request(requester, tip)
  const at = (path: string, request = id) => `/ban-truc/mo-danh-tinh/${request}/${path}`
  const one: Case = {
    persons,
    stage,
    tip,
    requester,
    first,
    second,
    id,
    at,
    decide: (by, path = 'dong-y', how = {}) => persons.act(by, at(path), { lydo: 'Đủ căn cứ.' }, how),
    async grant() {
      for (const by of [first, second]) {
        const { status } = await one.decide(by)
        if (status !== 303) throw new Error(`an approval was answered ${status}`)
      }
    },
    open: (by = requester, how = {}) => persons.act(by, at('mo'), {}, how),
    async stateOf(request) {
      const [row] = await stage.query<{ state: string }>('select state from unseal_requests where id = $1', [request])
      return row?.state ?? 'none'
    },
    async approvals() {
      const [row] = await stage.query<{ count: number }>(
        `select count(*)::int as count from unseal_decisions where request_id = $1 and decision = 'approve'`,
        [id],
      )
      return row?.count ?? 0
    },
    async openingEvidence(by = requester) {
      const options = await persons.options(by, at('mo'))
      if (options === null) throw new Error('nothing to sign')
      const answer = JSON.parse(by.device.get(options))
      const [row] = await stage.query<{ random: Buffer }>('select random from challenges where challenge = $1', [
        Buffer.from(options.challenge, 'base64url'),
      ])
      const { clientDataJSON, authenticatorData, signature } = answer.response
      const random = row?.random.toString('base64url') ?? ''
      return { credentialId: by.device.id, officerId: by.id, random, clientDataJSON, authenticatorData, signature }
    },
    sessionOf: (person) => createHash('sha256').update(person.token).digest('hex'),
    forgedEvidence: (person): Evidence => ({
      credentialId: person.device.id,
      officerId: person.id,
      random: 'AAAA',
      clientDataJSON: 'AAAA',
      authenticatorData: 'AAAA',
      signature: 'AAAA',
    }),
    forgeDecision: (by: Person, decision = 'approve') =>
      persons.sql(
        'desk',
        by.token,
        `insert into unseal_decisions (id, request_id, decision, reason, evidence) values ($1, $2, $3, '\\x00', $4)`,
        [newId('usd'), id, decision, JSON.stringify(one.forgedEvidence(by))],
      ),
  }
  return one
}
