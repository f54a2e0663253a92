import { createHash } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from './domain/errors.ts'
import { Secret } from './domain/secret.ts'

const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value))
const port = z.coerce.number().int().min(0).max(65_535)
const digits = z.string().regex(/^\d{1,30}$/)
const seconds = z.coerce.number().min(0)

/** Every setting there is. The description of each is its documentation. */
const environment = z.object({
  TINBAO_HOME: z.string().default('.tinbao').describe('Folder of the embedded database and the keys; never committed'),
  TINBAO_KEYS: z.string().optional().describe('Folder of the key files; in production on another disk than the data'),
  TINBAO_VAULT_KEYS: z
    .string()
    .optional()
    .describe("Folder of the vault's own keys, which no other account may read; <keys>/vault if left out"),
  TINBAO_CHECKPOINTS: z
    .string()
    .optional()
    .describe(
      'Folder of the signed checkpoints of the audit log; in production on another machine; <home>/checkpoints',
    ),
  VAULT_SOCKET: z
    .string()
    .optional()
    .describe('Socket of the vault process, at most 100 bytes; <home>/run/vault.sock if left out'),
  VAULT_USER: z
    .string()
    .regex(/^[a-z_][a-z0-9_.-]*$/i)
    .optional()
    .describe('Account of the operating system that the vault runs as, and nothing else does'),
  VAULT_RESOLVES_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(6_000)
    .describe('Senders the vault names in a minute at most; a stolen worker gets no more'),
  DATABASE_URL: secret.optional().describe('Owner address of a Postgres 18 to use instead of the embedded one'),
  DATABASE_ADDRESS: z
    .url()
    .optional()
    .describe('The same database without account or password, for web and worker; taken from DATABASE_URL if left out'),
  REDIS_URL: secret
    .optional()
    .describe(
      'A Redis (6.2 or newer) or Valkey that carries the queues, redis:// or rediss://; without it Postgres does',
    ),
  HOST: z.string().default('127.0.0.1').describe('Address the web process listens on'),
  PORT: port.default(8113).describe('Port of the web process'),
  PUBLIC_URL: z
    .url()
    .optional()
    .describe('What citizens type, when a proxy stands in front; https makes cookies Secure'),
  TRUSTED_PROXY: z.string().optional().describe('Address of the one proxy whose X-Forwarded-For is believed'),
  UNIT_NAME: z.string().default('Công an Thành phố Hồ Chí Minh').describe('Who runs this line, as citizens read it'),
  HOME_PROVINCE: z
    .string()
    .regex(/^\d{2}$/)
    .default('79')
    .describe('Two-digit province whose duty desk gets what no place is known of'),
  LOCATE_PUBLIC: z
    .stringbool()
    .default(false)
    .describe('Lets everybody ask /api/locate which commune a text or a point means; officers always may'),
  MAP_TILES: z
    .string()
    .regex(/^https:\/\/[^{}\s;,'"]+\/[^\s;,'"]*$/)
    .refine((value) => ['{z}', '{x}', '{y}'].every((part) => value.includes(part)) && URL.canParse(value))
    .optional()
    .describe('Address of map tiles of your own for the desk, https://…/{z}/{x}/{y}.png; borders and names need none'),
  SAFE_EXIT_URL: z.url().default('https://www.google.com.vn/').describe('Where the quick exit leads'),
  DEMO: z
    .stringbool()
    .optional()
    .describe('Seeds a demonstration and shows its logins; on where no DATABASE_URL is given'),
  QUIET_SECONDS: seconds.default(90).describe('A draft in chat is filed after this silence'),
  REQUEUE_SECONDS: seconds.default(30).describe('Work that has lain in the queue so long is offered to it again'),
  TELEGRAM_BOT_TOKEN: secret.optional().describe('From BotFather; without it the channel is off'),
  TELEGRAM_WEBHOOK_SECRET: secret.optional().describe('The secret_token given to setWebhook'),
  TELEGRAM_API_ROOT: z.url().default('https://api.telegram.org').describe('Base address of the Bot API'),
  ZALO_BOT_TOKEN: secret.optional().describe('From Zalo Bot Creator; without it the channel is off'),
  ZALO_BOT_WEBHOOK_SECRET: secret.optional().describe('The secret_token given to setWebhook'),
  ZALO_BOT_API_ROOT: z.url().default('https://bot-api.zaloplatforms.com').describe('Base address of the Zalo Bot API'),
  ZALO_OA_APP_ID: digits
    .optional()
    .describe('Number of the app that the Official Account is linked to; without it off'),
  ZALO_OA_ID: digits.optional().describe('Number of the Official Account that citizens write to'),
  ZALO_OA_APP_SECRET: secret.optional().describe('Secret key of the app, for renewing tokens'),
  ZALO_OA_SECRET_KEY: secret.optional().describe('OA secret key of the webhook page, which signs what is delivered'),
  ZALO_OA_BUTTONS: z
    .stringbool()
    .default(false)
    .describe('Also shows buttons, which API v3 may refuse; then text alone'),
  ZALO_OA_API_ROOT: z.url().default('https://openapi.zalo.me').describe('Base address of the OA API'),
  ZALO_OA_OAUTH_ROOT: z
    .url()
    .default('https://oauth.zaloapp.com')
    .describe('Base address where its tokens are renewed'),
  BACKUP_FOLDER: z.string().optional().describe('Folder that "tinbao backup" writes to; on another disk than the data'),
  BACKUP_RECIPIENT: z
    .string()
    .optional()
    .describe('Who can open backups: age recipients, age1…, with spaces between; else those that "backup keygen" made'),
  BACKUP_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(35)
    .default(35)
    .describe('Backups older than this are deleted by the next one; what was destroyed must not live on in them'),
  RETENTION_RULES: z
    .string()
    .optional()
    .describe(
      'JSON file that changes how long closed tips are kept: {"periods": {"no-offence": {"content": "P24M", "identityDays": 60}}, "rules": [{"id": "…", "dispositions": ["…"], "categories": ["…"], "retention": "criminal"}], "strayDays": 30}; see src/data/retention.ts',
    ),
  REVIEW_SHARE: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.02)
    .describe('Share of tips about which an officer is asked before they see what the machine says of the category'),
  LEARN_HOUR: z
    .union([
      z.literal('off'),
      z
        .string()
        .regex(/^\d{1,2}$/)
        .transform(Number)
        .pipe(z.number().max(23)),
    ])
    .default(2)
    .describe(
      'Hour of the day in Viet Nam at which models are refitted with what officers corrected; off for never, and no first model a minute after the start',
    ),
  DESTROY_OUT_OF_SCOPE: z
    .stringbool()
    .default(false)
    .describe(
      'Destroy talk that is no report beyond doubt at once, where officers have reviewed at least 200 tips blind. Off until the loss of reports has been measured on real messages: at most 0.2 % (npx tinbao evaluate)',
    ),
  POLLING: z
    .stringbool()
    .default(false)
    .describe('Workers ask Telegram and Zalo Bot for updates: for machines without a public address'),
})

export type Config = ReturnType<typeof shape>

/**
 * Reads every setting once. Unknown names are left alone, empty ones count as unset.
 * @throws {AppError} `bad-config`, naming every bad setting at once and no value.
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  const problems = parsed.success
    ? missingPairs(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  if (!parsed.success || problems.length > 0) throw new AppError('bad-config', problems.join('; '))
  return shape(parsed.data)
}

type Environment = z.output<typeof environment>

/** Where updates are polled, no webhook is believed: an empty secret lets nobody in. */
const NO_WEBHOOK = new Secret('')

/** A webhook without its secret would take anybody's word. */
function missingPairs(env: Environment): string[] {
  const problems: string[] = []
  if (env.DATABASE_URL && !URL.canParse(env.DATABASE_URL.reveal())) {
    problems.push('DATABASE_URL: must look like postgres://account:password@host:5432/database')
  }
  if (env.REDIS_URL && !isRedisUrl(env.REDIS_URL.reveal())) {
    problems.push('REDIS_URL: must look like redis://account:password@host:6379/0, or rediss:// where it is encrypted')
  }
  if (env.VAULT_SOCKET && Buffer.byteLength(path.resolve(env.VAULT_SOCKET)) > SOCKET_BYTES_MAX) {
    problems.push(`VAULT_SOCKET: at most ${SOCKET_BYTES_MAX} bytes with its folder`)
  }
  if (env.TELEGRAM_BOT_TOKEN && !env.TELEGRAM_WEBHOOK_SECRET && !env.POLLING) {
    problems.push('TELEGRAM_WEBHOOK_SECRET: needed with TELEGRAM_BOT_TOKEN')
  }
  if (env.ZALO_BOT_TOKEN && !env.ZALO_BOT_WEBHOOK_SECRET && !env.POLLING) {
    problems.push('ZALO_BOT_WEBHOOK_SECRET: needed with ZALO_BOT_TOKEN')
  }
  const oa = ['ZALO_OA_APP_ID', 'ZALO_OA_ID', 'ZALO_OA_APP_SECRET', 'ZALO_OA_SECRET_KEY'] as const
  if (oa.some((name) => env[name])) {
    for (const name of oa) if (!env[name]) problems.push(`${name}: needed with the other ZALO_OA settings`)
  }
  return problems
}

function isRedisUrl(value: string): boolean {
  const url = URL.parse(value)
  return (url?.protocol === 'redis:' || url?.protocol === 'rediss:') && url.hostname !== ''
}

/** Run-time processes sign in as their own roles and never see the owner's password. */
function addressOf(env: Environment): string | null {
  const given = env.DATABASE_ADDRESS ?? env.DATABASE_URL?.reveal()
  if (given === undefined) return null
  const address = new URL(given)
  address.username = ''
  address.password = ''
  return address.href
}

/** Linux allows 107 bytes for the path of a socket, macOS 103. */
const SOCKET_BYTES_MAX = 100

/** Below the home, or where that is too long, in a folder of the system's own for what is temporary. */
function socketOf(env: Environment, home: string): string {
  if (env.VAULT_SOCKET) return path.resolve(env.VAULT_SOCKET)
  const name = `tinbao-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}-vault`
  const own = path.join(home, 'run', 'vault.sock')
  return Buffer.byteLength(own) <= SOCKET_BYTES_MAX ? own : path.join(os.tmpdir(), name, 'vault.sock')
}

function shape(env: Environment) {
  const home = path.resolve(env.TINBAO_HOME)
  const keysFolder = path.resolve(env.TINBAO_KEYS ?? path.join(home, 'keys'))
  return Object.freeze({
    home,
    keysFolder,
    vaultKeysFolder: path.resolve(env.TINBAO_VAULT_KEYS ?? path.join(keysFolder, 'vault')),
    checkpointsFolder: path.resolve(env.TINBAO_CHECKPOINTS ?? path.join(home, 'checkpoints')),
    vaultSocket: socketOf(env, home),
    vaultUser: env.VAULT_USER ?? null,
    vaultResolvesPerMinute: env.VAULT_RESOLVES_PER_MINUTE,
    databaseUrl: env.DATABASE_URL ?? null,
    databaseAddress: addressOf(env),
    redisUrl: env.REDIS_URL ?? null,
    isDemo: env.DEMO ?? env.DATABASE_URL === undefined,
    backup: Object.freeze({
      folder: env.BACKUP_FOLDER === undefined ? null : path.resolve(env.BACKUP_FOLDER),
      recipients: env.BACKUP_RECIPIENT?.split(/[\s,]+/).filter(Boolean) ?? [],
      days: env.BACKUP_DAYS,
    }),
    retentionRulesFile: env.RETENTION_RULES === undefined ? null : path.resolve(env.RETENTION_RULES),
    homeProvince: env.HOME_PROVINCE,
    web: Object.freeze({
      host: env.HOST,
      port: env.PORT,
      publicUrl: env.PUBLIC_URL ?? null,
      trustedProxy: env.TRUSTED_PROXY ?? null,
      unitName: env.UNIT_NAME,
      isLocatePublic: env.LOCATE_PUBLIC,
      safeExitUrl: env.SAFE_EXIT_URL,
      mapTiles: env.MAP_TILES ?? null,
      reviewShare: env.REVIEW_SHARE,
    }),
    worker: Object.freeze({
      quietMs: env.QUIET_SECONDS * 1_000,
      requeueMs: env.REQUEUE_SECONDS * 1_000,
      isPolling: env.POLLING,
      destroysOutOfScope: env.DESTROY_OUT_OF_SCOPE,
      learnHour: env.LEARN_HOUR === 'off' ? null : env.LEARN_HOUR,
    }),
    channels: Object.freeze({
      telegram: env.TELEGRAM_BOT_TOKEN
        ? {
            token: env.TELEGRAM_BOT_TOKEN,
            webhookSecret: env.TELEGRAM_WEBHOOK_SECRET ?? NO_WEBHOOK,
            apiRoot: env.TELEGRAM_API_ROOT,
          }
        : null,
      zaloBot: env.ZALO_BOT_TOKEN
        ? {
            token: env.ZALO_BOT_TOKEN,
            webhookSecret: env.ZALO_BOT_WEBHOOK_SECRET ?? NO_WEBHOOK,
            apiRoot: env.ZALO_BOT_API_ROOT,
          }
        : null,
      zaloOa:
        env.ZALO_OA_APP_ID && env.ZALO_OA_ID && env.ZALO_OA_APP_SECRET && env.ZALO_OA_SECRET_KEY
          ? {
              appId: env.ZALO_OA_APP_ID,
              oaId: env.ZALO_OA_ID,
              appSecret: env.ZALO_OA_APP_SECRET,
              secretKey: env.ZALO_OA_SECRET_KEY,
              hasButtons: env.ZALO_OA_BUTTONS,
              apiRoot: env.ZALO_OA_API_ROOT,
              oauthRoot: env.ZALO_OA_OAUTH_ROOT,
            }
          : null,
    }),
  })
}

/** The platforms' settings with their secrets laid open: for the two entry points that make the channels. */
export interface OpenChannelSettings {
  telegram?: { token: string; secret: string; apiRoot: string }
  zaloBot?: { token: string; secret: string; apiRoot: string }
  zaloOa?: {
    appId: string
    oaId: string
    appSecret: string
    secretKey: string
    hasButtons: boolean
    apiRoot: string
    oauthRoot: string
  }
}

export function openChannelSettings(config: Config): OpenChannelSettings {
  const { telegram, zaloBot, zaloOa } = config.channels
  return {
    ...(telegram
      ? {
          telegram: {
            token: telegram.token.reveal(),
            secret: telegram.webhookSecret.reveal(),
            apiRoot: telegram.apiRoot,
          },
        }
      : {}),
    ...(zaloBot
      ? { zaloBot: { token: zaloBot.token.reveal(), secret: zaloBot.webhookSecret.reveal(), apiRoot: zaloBot.apiRoot } }
      : {}),
    ...(zaloOa
      ? { zaloOa: { ...zaloOa, appSecret: zaloOa.appSecret.reveal(), secretKey: zaloOa.secretKey.reveal() } }
      : {}),
  }
}
