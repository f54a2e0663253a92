import type { Hono } from 'hono'
import { DISPOSITIONS, findDisposition } from '../data/dispositions.ts'
import { findCategory, findGroup, hasFlag, TAXONOMY } from '../data/taxonomy.ts'
import { fillText } from '../data/texts.ts'
import { UNCOVER_REASONS } from '../data/uncover-reasons.ts'
import { UNSEAL_BASES } from '../data/unseal-bases.ts'
import { makeUnitDirectory } from '../domain/jurisdiction.ts'
import { makeAuditLook } from '../flow/audit-look.ts'
import { makeDecide } from '../flow/decide.ts'
import type { DeskRules } from '../flow/desk-act.ts'
import { makeExclude } from '../flow/exclude.ts'
import { makeFigures } from '../flow/figures.ts'
import { makeLook } from '../flow/look.ts'
import { readShelf } from '../flow/model-shelf.ts'
import { makeChooser } from '../flow/review.ts'
import { makeUncover } from '../flow/uncover.ts'
import { makeUnseal } from '../flow/unseal.ts'
import { makeUnsealings } from '../flow/unsealings.ts'
import type { Db } from '../storage/db.ts'
import { listUnits } from '../storage/units.ts'
import type { FindSelfWords } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { Unsealing } from '../vault/unseal.ts'
import { makeDeskPages } from '../web/desk.ts'
import { addressOf } from './client-address.ts'
import type { Notices } from './notices.ts'
import { makeSignInLine } from './sign-in-line.ts'

/** The desk, made of its flows. `close` ends its open streams. */
export async function makeDesk(parts: {
  desk: Db
  login: Db
  content: ContentSealer
  /** The vault, asked for one purpose: opening who reported. */
  vault: Unsealing
  notices: Notices
  formKey: Uint8Array
  loginKey: Uint8Array
  /** Where models and their cards lie. */
  modelsFolder: string
  /** Where senders give themselves away. */
  findSelfWords: FindSelfWords
  /** What officers reach us at; asked for at each request. */
  origin: () => string
  isSecure: boolean
  trustedProxy: string | null
  now: () => Date
  onError: (error: unknown) => void
}): Promise<{ app: Hono; close(): void }> {
  const { desk, content, notices, now } = parts
  const units = await listUnits(desk, Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString())
  const closing = new AbortController()
  const chooseForReview = makeChooser(parts.formKey)
  const { passkeys, ...signIn } = makeSignInLine({
    login: parts.login,
    desk,
    loginKey: parts.loginKey,
    origin: parts.origin,
    now,
  })
  const app = makeDeskPages(
    {
      look: makeLook({ db: desk, content, chooseForReview, findSelfWords: parts.findSelfWords, now }),
      figures: makeFigures({ db: desk, readShelf: () => readShelf(parts.modelsFolder) }),
      auditLook: makeAuditLook({ db: desk, now }),
      decide: makeDecide({ db: desk, content, rules: makeRules(makeUnitDirectory(units)), chooseForReview, now }),
      uncover: makeUncover({
        db: desk,
        content,
        isReason: (code) => UNCOVER_REASONS.some((reason) => reason.code === code),
        now,
      }),
      ...signIn,
      unseal: makeUnseal({
        db: desk,
        content,
        passkeys,
        vault: parts.vault,
        isBasis: (code) => UNSEAL_BASES.some((basis) => basis.code === code),
        groupOf: (category) => findCategory(category)?.group ?? null,
      }),
      unsealings: makeUnsealings({ db: desk, content, now }),
      exclude: makeExclude({ db: desk, content, isUnit: (code) => units.some((unit) => unit.code === code) }),
      watch: (_token, unitCode, listener, onGap) => notices.onDesk(unitCode, listener, onGap),
      units,
      categories: TAXONOMY.categories.map(({ code, vi, group }) => ({
        code,
        vi,
        group: findGroup(group)?.vi ?? group,
      })),
      dispositions: DISPOSITIONS.map(({ code, vi }) => ({ code, vi })),
      uncoverReasons: UNCOVER_REASONS,
      unsealBases: UNSEAL_BASES,
      unsealGroups: TAXONOMY.groups.map(({ code, vi }) => ({ code, vi })),
      clientAddress: (c) => addressOf(c, parts.trustedProxy),
      now,
    },
    { formKey: parts.formKey, isSecure: parts.isSecure, closing: closing.signal, onFault: parts.onError },
  )
  return { app, close: () => closing.abort() }
}

/** Said of these to nobody: the sender would learn what an officer thinks of them, or of others. */
const CLOSED_IN_SILENCE = new Set(['spam', 'false-deliberate', 'duplicate'])

function makeRules(units: ReturnType<typeof makeUnitDirectory>): DeskRules {
  return {
    isCategory: (code) => findCategory(code) !== undefined,
    units,
    isUnit: (code) => units.has(code) && units.find(code)?.kind !== 'province',
    isDisposition: (code) => findDisposition(code) !== undefined,
    isRestricted: (category) => category !== null && hasFlag(category, 'restricted'),
    closingText(code, tipCode) {
      const disposition = findDisposition(code)
      if (!disposition || CLOSED_IN_SILENCE.has(code)) return null
      if (code === 'other-agency') return fillText('other-agency')
      if (code === 'out-of-scope') return fillText('closed-out-of-scope')
      return fillText('result', 'vi', {
        tip: tipCode ?? '',
        result: disposition.vi,
        place: 'đơn vị đã giải quyết hoặc cấp trên của đơn vị đó',
      })
    },
  }
}
