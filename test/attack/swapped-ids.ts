import { newId } from '../../src/domain/ids.ts'
import { type Dice, makeDice } from '../chaos/dice.ts'
import { type Answer, ask, formOf, type Question } from './ask.ts'
import { ACTORS, type Actor, type Cast, findLeaks, openCast, REACH, SHOWN_ON_PAGE, type TipName } from './cast.ts'
import { drawId, encodeId } from './ids.ts'
import { openStage, type Stage, type StageGround } from './stage.ts'

export interface AttackResult {
  requests: number
  /** Refusals of tips that were to be recorded, and were. */
  audited: number
  /** Each thing that must not be, in a line; empty when all is well. */
  findings: string[]
}

/** So many at a time: one connection each. */
const ABREAST = 8
const ALL_ACTORS: readonly Actor[] = [...(Object.keys(ACTORS) as Actor[]), 'signedOut']
const METHODS = ['GET', 'GET', 'GET', 'GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const
/** Ends what the actor has: another run of requests would then be answered to nobody. */
const ENDS_SESSIONS = new Set(['/ban-truc/dang-xuat'])

/**
 * Asks every route of the web process, as every role, for what is not theirs: seeded, so that a finding can be had again.
 * Nothing of a tip out of reach may come back, unknown and forbidden are to look the same to the last header, and each
 * refusal of a tip stands in the audit.
 */
export async function run(options: { seed: number; count: number; ground?: StageGround }): Promise<AttackResult> {
  const stage = await openStage(options.ground)
  try {
    return await swapIds(stage, await openCast(stage), makeDice(options.seed), options.count)
  } finally {
    await stage.close()
  }
}

interface Shot {
  actor: Actor
  question: Question
  /** The id that the desk is asked for, as it will read it; null where it will not come so far. */
  asked: string | null
}

async function swapIds(stage: Stage, cast: Cast, dice: Dice, count: number): Promise<AttackResult> {
  const result: AttackResult = { requests: 0, audited: 0, findings: [] }
  const plain = await ask(stage.address, {
    method: 'GET',
    path: `/ban-truc/tin/${newId('tip')}`,
    headers: cast.headersOf('duty'),
  })
  const expected = new Map<Actor, number>([['duty', 1]])
  for (let done = 0; done < count; done += ABREAST) {
    const shots = Array.from({ length: Math.min(ABREAST, count - done) }, () => aim(stage, cast, dice))
    const answers = await Promise.all(shots.map(({ question }) => ask(stage.address, question)))
    for (const [at, shot] of shots.entries()) {
      const answer = answers[at]
      if (!answer) continue
      result.requests += 1
      const isTurnedAway = answer.status === 403 && (await isSameForUnknown(stage, shot, answer))
      const isRefusal = !isTurnedAway && isRefused(cast, shot)
      if (isRefusal) expected.set(shot.actor, (expected.get(shot.actor) ?? 0) + 1)
      result.findings.push(...judge(cast, shot, answer, isRefusal ? plain : null))
    }
  }
  for (const [actor, wanted] of expected) {
    const [row] = await stage.query<{ count: number }>(
      `select count(*)::int as count from audit where action = 'tip.refused' and officer_id = $1`,
      [cast.officerOf(actor)?.id],
    )
    result.audited += row?.count ?? 0
    // A reachable tip may refuse an act as well, to a role that may not do it.
    if ((row?.count ?? 0) < wanted) {
      result.findings.push(`audit: ${row?.count} refusals of ${actor} recorded, not ${wanted}`)
    }
  }
  return result
}

/** A request with ids where they do not belong. */
function aim(stage: Stage, cast: Cast, dice: Dice): Shot {
  const actor = dice.pick(ALL_ACTORS as [Actor, ...Actor[]])
  const routes = stage.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
  // Most of them where ids are read.
  const withId = routes.filter(({ path }) => path.includes(':') && path.startsWith('/ban-truc'))
  const pool = dice.happens(0.6) && withId.length > 0 ? withId : routes
  const route = dice.pick(pool as [(typeof routes)[number], ...typeof routes])
  const ids: string[] = []
  const draw = (): string => {
    const id = drawId(dice, cast)
    ids.push(id)
    return id
  }
  let path = route.path.replaceAll(/:[a-z]+/gi, () => encodeId(dice, draw()))
  if (route.path === '/ban-truc' || dice.happens(0.2)) {
    const names = dice.shuffle(['tin', 'xem', 've', 'since', 'before', 'id', 'xong']).slice(0, dice.between(1, 3))
    path += `?${names.map((name) => `${name}=${encodeId(dice, draw())}`).join('&')}`
  }
  const method = route.method === 'GET' ? dice.pick(METHODS) : route.method
  const headers = cast.headersOf(actor)
  if (method !== 'POST') return { actor, question: { method, path, headers }, asked: readAsked(route, method, path) }
  const hasToken = route.path.startsWith('/ban-truc/') && route.path.includes(':') && !dice.happens(0.1)
  const form = formOf({
    token: hasToken
      ? cast.formTokenOf(actor)
      : dice.pick(['', draw(), cast.formTokenOf(actor === 'custodian' ? 'otherUnit' : 'custodian')]),
    // No version of ours, no text, no reason that is one: whatever is reached is left as it is.
    phienban: '-1',
    ...Object.fromEntries(
      dice
        .shuffle(['donvi', 'phanloai', 'muckhan', 'ketqua', 'lydo', 'xem', 'khung', 'code', 'officer', 'id', 'daxem'])
        .slice(0, dice.between(1, 5))
        .map((name) => [name, draw()]),
    ),
  })
  const question = { method, path, headers: { ...headers, ...form.headers }, body: form.body }
  if (ENDS_SESSIONS.has(route.path)) question.headers = { ...form.headers }
  return { actor, question, asked: hasToken ? readAsked(route, method, path) : null }
}

/** As the desk reads it: the id of a tip asked for by address; null where the request never gets to a tip. */
function readAsked(route: { method: string; path: string }, method: string, path: string): string | null {
  const isRight = method === route.method || (route.method === 'GET' && method === 'HEAD')
  if (!isRight || !URL.canParse(`http://desk${path}`)) return null
  const { pathname, searchParams } = new URL(`http://desk${path}`)
  if (pathname === '/ban-truc' && route.path === '/ban-truc') return searchParams.get('tin')
  if (!route.path.startsWith('/ban-truc/tin/:id')) return null
  const [, segment] = new RegExp(`^${route.path.replaceAll(/:[a-z]+/gi, '([^/]+)')}$`).exec(pathname) ?? []
  return segment === undefined ? null : decode(segment)
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** A form that is refused before anything is looked up is refused alike for a tip that nobody knows. */
async function isSameForUnknown(stage: Stage, { asked, question }: Shot, answer: Answer): Promise<boolean> {
  if (asked === null) return false
  const path = question.path.replace(/^\/ban-truc\/tin\/[^/?]+/, `/ban-truc/tin/${newId('tip')}`)
  const twin = await ask(stage.address, { ...question, path })
  return twin.status === answer.status && twin.body === answer.body && twin.headers === answer.headers
}

function isRefused(cast: Cast, { actor, asked }: Shot): boolean {
  if (asked === null || actor === 'signedOut' || actor === 'disabled') return false
  const name = (Object.keys(cast.tips) as TipName[]).find((one) => cast.tips[one].id === asked)
  return name === undefined || REACH[actor][name] === undefined
}

/** `plain`: how an unknown tip is answered, where this must be answered the same. */
function judge(cast: Cast, shot: Shot, answer: Answer, plain: Answer | null): string[] {
  const { actor, question } = shot
  const where = `${actor} ${question.method} ${question.path.slice(0, 160)} ${(question.body ?? '').slice(0, 300)}`
  // What was asked with may come back: a form that is refused keeps what was typed.
  const asked = `${decode(question.path)} ${decode(question.body ?? '')}`
  const body = asked
    .split(/[^\w-]+/)
    .reduce((text, word) => (word.length > 20 ? text.replaceAll(word, '') : text), answer.body)
  const findings = findLeaks(cast, actor, body, (reach) => SHOWN_ON_PAGE[reach]).map(
    (leak) => `${where}: shows ${leak}`,
  )
  if (answer.status >= 500 || answer.status === 0) findings.push(`${where}: answers ${answer.status}`)
  if (plain === null) {
    const isNobody = actor === 'signedOut' || actor === 'disabled'
    if (shot.asked !== null && isNobody && ![303, 401, 403].includes(answer.status))
      findings.push(`${where}: nobody is answered ${answer.status}`)
    return findings
  }
  const isSame =
    answer.status === plain.status &&
    (question.method === 'HEAD' || answer.body === plain.body) &&
    (question.method === 'HEAD' || answer.headers === plain.headers)
  if (!isSame) findings.push(`${where}: is told apart from an unknown tip (${answer.status})`)
  return findings
}
