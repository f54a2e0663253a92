import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readHidden } from '../support/hidden-field.ts'
import { until } from '../support/until.ts'
import { openCitizen, readReceipt } from './citizen.ts'
import { type Ground, type GroundLogin, openGround } from './ground.ts'
import type { Order, Outcome } from './outcome.ts'
import { findScanners, runSqlmap, runWapiti } from './scanners.ts'

/** Four crawls of some 16 modules, in the nine minutes that the run has. */
const CRAWL_SECONDS = 12
const MODULE_SECONDS = 3
const SQLMAP_SECONDS = 20
const QUICK_SHARE = 0.4
const KEEP_MS = 500

/** Debian's scanners against the public pages, and against the desk as somebody who is signed in. */
export async function run(order: Order): Promise<Outcome> {
  findScanners()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-scan-'))
  const ground = await openGround({ engine: 'postgres', env: { TRUSTED_PROXY: '127.0.0.1' } })
  let stopKeeping = async (): Promise<void> => {}
  try {
    const findings: string[] = []
    const told: string[] = []
    const share = order.isQuick ? QUICK_SHARE : 1
    const tip = await fileTip(ground)
    const keeping = keepSessions(ground)
    stopKeeping = keeping.stop
    const { cookieOf } = keeping
    const crawls = [
      { at: '/', cookie: null, more: ['/en', '/bien-nhan', '/chat', '/an-toan', '/ban-truc/dang-nhap'] },
      { at: '/ban-truc', cookie: await cookieOf('benthanh'), more: [`/ban-truc/tin/${tip}`, '/ban-truc/tai-khoan'] },
      {
        at: '/ban-truc/nhat-ky',
        cookie: await cookieOf('giamsat79'),
        more: ['/ban-truc/nhat-ky?donvi=x&ngay=x&tin=x'],
      },
      { at: '/ban-truc/can-bo', cookie: await cookieOf('quantri79'), more: [] },
    ]
    for (const { at, cookie, more } of crawls) {
      const scanned = await runWapiti({
        url: `${ground.address}${at}`,
        more: more.map((one) => `${ground.address}${one}`),
        cookie,
        folder,
        crawlSeconds: CRAWL_SECONDS * share,
        moduleSeconds: MODULE_SECONDS * share,
      })
      findings.push(...(await withoutEqualRefusals(ground, cookie, scanned.findings)))
      told.push(`wapiti ${at} (${scanned.crawled} addresses and forms${scanned.isCutOff ? ', cut off' : ''})`)
      order.log(`  wapiti ${at}: ${scanned.findings.length}`)
    }
    const targets = await findTargets(ground, tip, cookieOf)
    for (const target of targets) {
      const scanned = await runSqlmap({ ...target, folder, limitSeconds: SQLMAP_SECONDS * share })
      findings.push(...scanned.findings)
      order.log(
        `  sqlmap ${target.parameters.join()}: ${scanned.findings.length}${scanned.isCutOff ? ' (cut off)' : ''}`,
      )
    }
    told.push(`sqlmap in ${targets.reduce((sum, { parameters }) => sum + parameters.length, 0)} parameters`)
    // Asked of the line after it all: does it still take a report?
    await fileTip(ground)
    return { tried: told.join(', '), findings }
  } finally {
    await stopKeeping()
    await ground.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Wapiti calls a token unchecked where a wrong one is answered like the one it has read. A fixed cookie header keeps it
 * from taking the visitor's cookie that the sign-in forms' tokens are bound to: there the one it has read is refused as
 * well. So each such finding is tried again with a token that is surely wrong: what answers 403 has checked it.
 */
async function withoutEqualRefusals(
  ground: Ground,
  cookie: string | null,
  findings: readonly string[],
): Promise<string[]> {
  const kept: string[] = []
  for (const finding of findings) {
    const where = /^wapiti: Cross Site Request Forgery: POST (\S+): .*not properly checked/.exec(finding)?.[1]
    const citizen = openCitizen(ground.address, cookie === null ? {} : { cookie })
    const isChecked = where !== undefined && (await citizen.post(where, 'token=wapiti')).status === 403
    if (!isChecked) kept.push(finding)
  }
  return kept
}

/** Scanners press every button, that which signs out too: sessions are opened again as soon as they are gone. */
function keepSessions(ground: Ground): { cookieOf(login: GroundLogin): Promise<string>; stop(): Promise<void> } {
  let isStopping = false
  const running = (async () => {
    await ground.query('create table kept_sessions (like sessions)')
    while (!isStopping) {
      await ground.query(
        `insert into sessions select * from kept_sessions on conflict (token_hash) do update
          set seen_at = now(), fresh_at = now(), fresh_for = excluded.fresh_for, fresh_with = excluded.fresh_with`,
      )
      await pause(KEEP_MS)
    }
  })()
  return {
    async cookieOf(login) {
      const token = await ground.openSession(login, 'account')
      await ground.query(
        `insert into kept_sessions select * from sessions where token_hash = sha256(convert_to($1, 'UTF8'))`,
        [token],
      )
      return `desk=${token}`
    },
    async stop() {
      isStopping = true
      await running
    },
  }
}

async function fileTip(ground: Ground): Promise<string> {
  const told = await openCitizen(ground.address, { socketAddress: '127.99.1.1' }).submit('/', {
    what: 'cứu với nó cầm dao ở phường Bến Thành',
  })
  if (readReceipt(told) === null) throw new Error(`a report was answered ${told.status}`)
  const rows = await until('the tip', () =>
    ground.query<{ id: string }>(`select id from tips where unit_code = '26743' and triaged_at is not null`),
  )
  return rows[0]?.id ?? ''
}

async function findTargets(
  ground: Ground,
  tip: string,
  cookieOf: (login: GroundLogin) => Promise<string>,
): Promise<{ url: string; data?: string; parameters: string[]; cookie: string | null }[]> {
  const { address } = ground
  const citizen = openCitizen(address, { socketAddress: '127.99.1.2' })
  const tokenOf = async (page: string): Promise<string> => readHidden((await citizen.get(page)).text, 'token')
  const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString()
  await citizen.submit('/chat', { text: 'chào' })
  const duty = await cookieOf('benthanh')
  const page = await openCitizen(address, { cookie: duty }).get(`/ban-truc/tin/${tip}`)
  const token = readHidden(page.text, 'token')
  return [
    { url: `${address}/?noi=x`, parameters: ['noi'], cookie: null },
    {
      url: `${address}/chat/messages?since=x&truoc=x`,
      parameters: ['since', 'truoc'],
      cookie: `chat=${citizen.cookie('chat')}`,
    },
    {
      url: `${address}/bien-nhan`,
      data: form({ token: await tokenOf('/bien-nhan'), code: 'x' }),
      parameters: ['code'],
      cookie: null,
    },
    {
      url: `${address}/`,
      data: form({ token: await tokenOf('/'), what: 'mất xe', where: 'x', name: 'x', phone: '1' }),
      parameters: ['what', 'where', 'name', 'phone'],
      cookie: null,
    },
    {
      url: `${address}/ban-truc/nhat-ky?viec=inbox.read&donvi=x&sohieu=x1&tin=x&ngay=2026-11-22&truoc=1`,
      parameters: ['donvi', 'sohieu', 'tin', 'ngay', 'truoc'],
      cookie: await cookieOf('giamsat79'),
    },
    { url: `${address}/ban-truc?tin=${tip}&xem=x&xong=x`, parameters: ['tin', 'xem', 'xong'], cookie: duty },
    {
      url: `${address}/ban-truc/tin/${tip}/chuyen`,
      data: form({ token, phienban: '-1', khung: 'rieng', donvi: 'x', lydo: 'x' }),
      parameters: ['phienban', 'donvi', 'lydo'],
      cookie: duty,
    },
  ]
}
