import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { FakePlatform } from '../support/fake-platform.ts'
import { startFakeTelegram } from '../support/fake-telegram.ts'
import { startFakeZaloBot } from '../support/fake-zalo-bot.ts'
import { type RedisServer, startRedis } from '../support/redis.ts'
import { checkAnswers } from './check-answers.ts'
import { checkMessages } from './check-messages.ts'
import { checkTips } from './check-tips.ts'
import { findQuotes, keepHistory } from './history.ts'
import { openLedger, readLedger, type Told } from './ledger.ts'
import { makePlan, type Plan, type PlanOrder, type Platform } from './plan.ts'
import { waitForQuiet } from './quiet.ts'
import { describeRun } from './report.ts'
import { sendAll } from './sender.ts'
import { makeNames, readStored } from './stored.ts'
import { makeStriker, type Striker } from './strike.ts'
import { type System, startSystem } from './system.ts'
import type { Verdict } from './verdict.ts'
import { type Shown, watch } from './watch.ts'

export interface Ran {
  verdict: Verdict
  /** For people: the table and the sum. */
  report: string
  /** Where ledger, logs, data and keys were kept; null after a sound run. */
  history: string | null
}

/**
 * Runs a plan against a line of its own and judges what is left of it. A run that finds a fault, or breaks off, keeps
 * its folder.
 * @throws what the harness itself could not do; the folder is named through `log`
 */
export async function runChaos(
  order: PlanOrder,
  parts: { perSecond: number; log: (line: string) => void; signal: AbortSignal },
): Promise<Ran> {
  const plan = makePlan(order)
  const folder = await mkdtemp(path.join(os.tmpdir(), `tinbao-chaos-${order.engine}-${order.seed}-`))
  parts.log(`history: ${folder}`)
  const telegram = await startFakeTelegram()
  for (const { platform, chatId } of plan.chats) if (platform === 'telegram') telegram.startedChats.add(Number(chatId))
  const fakes = { telegram, 'zalo-bot': await startFakeZaloBot() }
  const shown = { telegram: watch(fakes.telegram), 'zalo-bot': watch(fakes['zalo-bot']) }
  const store = order.engine === 'redis' ? await startRedis() : null
  let system: System | undefined
  try {
    const striker = makeStriker(plan, fakes, () => mustBeThere(system))
    system = await startSystem({
      folder,
      store,
      platforms: settingsFor(fakes),
      onEndedItself: (target) => striker.note(`${target} ended by itself`),
    })
    const ledgerFile = path.join(folder, 'ledger.jsonl')
    await drive(plan, system, fakes, striker, ledgerFile, parts)
    parts.log('everything is sent: waiting for quiet')
    const open = await waitForQuiet(system, parts)
    if (store && !(await hasQueue(store))) open.push('the queue, which did not lie in Redis')
    const told = await readLedger(ledgerFile)
    const verdict = await judge(plan, told, system, shown, striker, open, folder)
    const report = describeRun(plan, told, striker.struck, verdict)
    const history = verdict.problems.length > 0 ? folder : null
    if (history) await keepHistory(history, plan, striker, shown, verdict)
    await system.stop()
    if (!history) await rm(folder, { recursive: true, force: true })
    return { verdict, report, history }
  } finally {
    await system?.stop()
    await store?.stop()
    await Promise.all([fakes.telegram.close(), fakes['zalo-bot'].close()])
  }
}

async function drive(
  plan: Plan,
  system: System,
  fakes: Record<Platform, FakePlatform>,
  striker: Striker,
  ledgerFile: string,
  parts: Parameters<typeof runChaos>[1],
): Promise<void> {
  const ledger = await openLedger(ledgerFile)
  const tenth = Math.ceil(plan.posts.length / 10)
  try {
    await sendAll(plan, {
      address: system.address,
      secrets: { telegram: fakes.telegram.secret, 'zalo-bot': fakes['zalo-bot'].secret },
      ledger,
      perSecond: parts.perSecond,
      signal: parts.signal,
      beforePost(post) {
        striker.beforePost(post)
        if (post % tenth === 0) parts.log(`${post} of ${plan.posts.length} posts, ${striker.struck.length} incidents`)
      },
    })
    await striker.settled()
  } finally {
    await ledger.close()
  }
}

async function judge(
  plan: Plan,
  told: Told,
  system: System,
  shown: Record<Platform, readonly Shown[]>,
  striker: Striker,
  open: readonly string[],
  folder: string,
): Promise<Verdict> {
  const stored = await readStored(system)
  const names = await makeNames(plan, system)
  const messages = checkMessages(plan, told, stored, names)
  const tips = checkTips(stored, names, messages.there)
  const { struck, unconfirmed } = striker
  const answers = checkAnswers({ stored, names, there: messages.there, shown, struck, unconfirmed })
  const struckKills = struck.filter(({ what }) => what.startsWith('kill ')).length
  return {
    messages: messages.count,
    tips: tips.count,
    answers: answers.count,
    repeated: answers.repeated,
    problems: [
      ...open.map((line) => `still open: ${line}`),
      ...(struckKills === plan.kills ? [] : [`${struckKills} kills fell and not ${plan.kills}`]),
      ...messages.problems,
      ...tips.problems,
      ...answers.problems,
      ...(await findQuotes(folder)),
    ],
  }
}

/** BullMQ works by scripts; a Redis that ran none since it came up carried no queue. */
async function hasQueue(store: RedisServer): Promise<boolean> {
  return String(await store.send('INFO', 'commandstats')).includes('cmdstat_evalsha')
}

function settingsFor({ telegram, 'zalo-bot': zalo }: Record<Platform, FakePlatform>): Record<string, string> {
  return {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: telegram.secret,
    TELEGRAM_API_ROOT: telegram.url,
    ZALO_BOT_TOKEN: zalo.token,
    ZALO_BOT_WEBHOOK_SECRET: zalo.secret,
    ZALO_BOT_API_ROOT: zalo.url,
  }
}

function mustBeThere(system: System | undefined): System {
  if (!system) throw new Error('nothing may fall before the line stands')
  return system
}
