import { afterAll } from 'vitest'
import type { FakePlatform, SentMessage } from './fake-platform.ts'
import { type FakeTelegram, startFakeTelegram } from './fake-telegram.ts'
import { startFakeZaloBot } from './fake-zalo-bot.ts'
import { type Line, startLine, until } from './line.ts'
import { nextTelegramChat, nextZaloChat, telegramText, zaloText } from './updates.ts'

/** How long anything may take before a test gives up waiting; nothing is measured by it. */
export const WAIT_MS = 20_000

export interface PlatformLine {
  telegram: FakeTelegram
  zalo: FakePlatform
  line: Line
  /** A chat on one platform: what a citizen does and sees there. */
  openChat(platform: 'telegram' | 'zalo-bot'): CitizenChat
}

export interface CitizenChat {
  id: string
  /** Delivers one message; resolves with the webhook's status. */
  say(text: string, name?: string): Promise<number>
  /** Bubbles this chat has got, oldest first. */
  got(): SentMessage[]
  /** Waits for a bubble with these words. */
  hear(words: string | RegExp): Promise<SentMessage>
  /** Tells something that is no emergency and confirms it: when this resolves, the tip is filed. */
  report(text: string): Promise<void>
}

/** Settings that point both channels at the fakes. */
export function platformEnv(telegram: FakePlatform, zalo: FakePlatform): Record<string, string> {
  return {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: telegram.secret,
    TELEGRAM_API_ROOT: telegram.url,
    ZALO_BOT_TOKEN: zalo.token,
    ZALO_BOT_WEBHOOK_SECRET: zalo.secret,
    ZALO_BOT_API_ROOT: zalo.url,
  }
}

/** Both fakes, closed when the file ends. */
export async function startPlatforms(): Promise<{ telegram: FakeTelegram; zalo: FakePlatform }> {
  const telegram = await startFakeTelegram()
  const zalo = await startFakeZaloBot()
  afterAll(async () => {
    await Promise.all([telegram.close(), zalo.close()])
  })
  return { telegram, zalo }
}

/** The whole line with both platforms attached. */
export async function startPlatformLine(
  env: Record<string, string> = {},
  options: { withWorker?: boolean } = {},
): Promise<PlatformLine> {
  const { telegram, zalo } = await startPlatforms()
  const line = await startLine({ ...platformEnv(telegram, zalo), ...env }, options)
  attach(telegram, zalo, line.server.address)
  return { telegram, zalo, line, openChat: (platform) => openChat(platform, telegram, zalo) }
}

/** Where the fakes' updates go from now on. */
export function attach(telegram: FakePlatform, zalo: FakePlatform, address: string): void {
  telegram.setWebhook(`${address}/webhooks/telegram`)
  zalo.setWebhook(`${address}/webhooks/zalo-bot`)
}

export function openChat(platform: 'telegram' | 'zalo-bot', telegram: FakeTelegram, zalo: FakePlatform): CitizenChat {
  const number = nextTelegramChat()
  const id = platform === 'telegram' ? String(number) : nextZaloChat()
  if (platform === 'telegram') telegram.startedChats.add(number)
  const fake = platform === 'telegram' ? telegram : zalo
  const got = (): SentMessage[] => fake.sent.filter((sent) => sent.chatId === id)
  const say = async (text: string, name?: string): Promise<number> => {
    const update =
      platform === 'telegram' ? telegramText(number, { text, ...(name ? { name } : {}) }) : zaloText(id, text, name)
    const [status = 0] = await fake.deliver([update])
    return status
  }
  const hear = (words: string | RegExp): Promise<SentMessage> =>
    until(
      `a bubble with ${words}`,
      async () => got().find(({ text }) => (typeof words === 'string' ? text.includes(words) : words.test(text))),
      WAIT_MS,
    )
  return {
    id,
    say,
    got,
    hear,
    async report(text) {
      await say(text)
      await hear('Xin xác nhận nội dung')
      await say('gửi')
      await hear('Đã ghi nhận lúc')
    },
  }
}
