import path from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Channel } from '../../bots/channel.ts'
import type { Config } from '../config.ts'
import { AppError, nameFault } from '../domain/errors.ts'
import { makeCollect } from '../flow/collect.ts'
import { makeReceive } from '../flow/receive.ts'
import { openPool } from '../storage/db.ts'
import { urlForRole } from '../storage/roles.ts'
import { watchModels } from '../understand/model/store.ts'
import { makeUnderstand } from '../understand/reader.ts'
import { watchSelfWords } from '../understand/self-id/store.ts'
import { refuseIfVaultIsOpen } from '../vault/account.ts'
import { openUnsealClient } from '../vault/client.ts'
import { makeContentSealer } from '../vault/content.ts'
import { readContentKeys } from '../vault/content-keys.ts'
import { makeIdentitySealer } from '../vault/identity.ts'
import { readFormKey, readLoginKey, readPeppers, readRolePasswords } from '../vault/keys.ts'
import { makePseudonyms } from '../vault/pseudonyms.ts'
import { watchVaultPublicKey } from '../vault/vault-keys.ts'
import { makePublicPages } from '../web/public.ts'
import { makeDesk } from './desk-line.ts'
import { startGazetteer } from './gazetteer-line.ts'
import { makeLocateLine } from './locate-line.ts'
import { startNotices } from './notices.ts'
import { makePublicLine } from './public-line.ts'
import { makeWebhook } from './webhook.ts'

export interface Server {
  address: string
  /** Every route it answers, middleware included: a test asks each of them as each role. */
  routes: readonly { method: string; path: string }[]
  close(): Promise<void>
}

/** No statement of the web process may take longer; with the connection's own limit a 503 comes within 2 seconds. */
const STATEMENT_TIMEOUT_MS = 1_500
/** For a request to arrive whole; Node's five minutes let a few slow senders hold a network's places that long. */
const REQUEST_TIMEOUT_MS = 30_000

/**
 * Everything the web process does: public pages, webhooks, the desk. It never talks to the queue and keeps no
 * conversation. `log` gets ids and words, never texts.
 * @throws {AppError} `port-in-use`
 */
export async function startServer(
  config: Config,
  parts: {
    databaseAddress: string
    channels: ReadonlyMap<string, Channel>
    now: () => Date
    log: (line: string) => void
  },
): Promise<Server> {
  const { channels, now, log } = parts
  const { keysFolder } = config
  await refuseIfVaultIsOpen(config)
  const passwords = await readRolePasswords(keysFolder)
  const poolFor = (role: 'intake' | 'public' | 'login' | 'desk', size: number) =>
    openPool(urlForRole(parts.databaseAddress, role, passwords), {
      size,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
      name: `web ${role}`,
    })
  const intake = poolFor('intake', 16)
  const reader = poolFor('public', 8)
  const login = poolFor('login', 4)
  const desk = poolFor('desk', 16)

  const content = makeContentSealer(await readContentKeys(keysFolder))
  const identity = makeIdentitySealer(watchVaultPublicKey(keysFolder))
  const pseudonyms = makePseudonyms(await readPeppers(keysFolder))
  const formKey = await readFormKey(keysFolder)
  const loginKey = await readLoginKey(keysFolder)
  const vault = await openUnsealClient(config, log)
  const notices = startNotices(urlForRole(parts.databaseAddress, 'public', passwords))
  const receive = makeReceive({ db: intake.db, content, identity, pseudonyms, now })
  const onError = (error: unknown): void => log(`web: ${nameFault(error)}`)

  const gazetteer = await startGazetteer({
    url: urlForRole(parts.databaseAddress, 'public', passwords),
    db: reader.db,
    onError,
  })
  const modelsFolder = path.join(config.home, 'models')
  const models = watchModels(modelsFolder, onError)
  const selfWords = watchSelfWords(modelsFolder, onError)
  const isSecure = config.web.publicUrl?.startsWith('https:') ?? false
  const publicPages = makePublicPages(
    makePublicLine({
      webform: mustHave(channels.get('webform')),
      webchat: mustHave(channels.get('webchat')),
      receive,
      collect: makeCollect({ db: reader.db, content }),
      pseudonyms,
      notices,
      analyse: makeUnderstand(models.current),
      trustedProxy: config.web.trustedProxy,
      ground: gazetteer.ground,
      now,
    }),
    { formKey, isSecure, unitName: config.web.unitName, exitHref: config.web.safeExitUrl, onFault: onError },
  )
  // A passkey is bound to what the browser calls us; without PUBLIC_URL that is known once we listen.
  let origin = config.web.publicUrl ? new URL(config.web.publicUrl).origin : ''
  const deskPages = await makeDesk({
    desk: desk.db,
    login: login.db,
    content,
    pseudonyms,
    vault,
    notices,
    formKey,
    loginKey,
    modelsFolder,
    findSelfWords: selfWords.find,
    origin: () => origin,
    isSecure,
    trustedProxy: config.web.trustedProxy,
    homeProvince: config.homeProvince,
    ground: gazetteer.ground,
    areas: gazetteer.areas,
    placeNames: gazetteer.names,
    mapTiles: config.web.mapTiles,
    reviewShare: config.web.reviewShare,
    now,
    onError,
  })

  const app = new Hono()
  app.route('/', makeWebhook({ channels, receive, onRefused: (channel) => log(`web: refused ${channel}`), onError }))
  app.route('/', deskPages.app)
  app.route(
    '/',
    makeLocateLine({
      release: gazetteer.release,
      names: gazetteer.names,
      desk: desk.db,
      isPublic: config.web.isLocatePublic,
      isSecure,
      trustedProxy: config.web.trustedProxy,
      now,
      onError,
    }),
  )
  app.route('/', publicPages)
  app.notFound((c) => publicPages.fetch(c.req.raw, c.env))

  const server = await listenOn(app, config.web.host, config.web.port)
  const address = addressOf(server, config.web.host)
  origin ||= address
  return {
    address,
    routes: app.routes.map(({ method, path }) => ({ method, path })),
    async close() {
      deskPages.close()
      await closeServer(server)
      await notices.close()
      await gazetteer.close()
      await vault.close()
      await Promise.all([intake, reader, login, desk].map((pool) => pool.close()))
    },
  }
}

function listenOn(app: Hono, host: string, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const serverOptions = { requestTimeout: REQUEST_TIMEOUT_MS }
    const server = serve({ fetch: app.fetch, hostname: host, port, serverOptions }, () => resolve(server))
    server.once('error', (cause) => {
      const isTaken = 'code' in cause && cause.code === 'EADDRINUSE'
      reject(isTaken ? new AppError('port-in-use', `${host}:${port} is taken by another program`, { cause }) : cause)
    })
  })
}

function addressOf(server: ServerType, host: string): string {
  const bound = server.address()
  const port = bound !== null && typeof bound === 'object' ? bound.port : 0
  return `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${port}`
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    // Event streams never end by themselves.
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}

function mustHave<T>(value: T | undefined): T {
  if (value === undefined) throw new AppError('bad-config', 'the web channels are always there')
  return value
}
