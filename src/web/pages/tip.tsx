import type { Context, Hono } from 'hono'
import { URGENCIES } from '../../domain/tip.ts'
import type { Outcome } from '../../flow/desk-act.ts'
import type { Uncovered } from '../../flow/uncover.ts'
import { DESK_PATH, type DeskAddress, deskHref, isTipId, readView } from '../desk-address.ts'
import { askToSignIn, type DeskForm, type DeskRoom, readDeskForm } from '../desk-room.ts'
import { refuseTip, showDesk } from '../desk-show.tsx'
import { POLICE_ANSWERS } from '../parts/desk-choices.tsx'
import { SELF_WORDS_PART } from '../parts/desk-cover.tsx'
import { ACTS, type Act, type RefusalReason, type Seen } from '../parts/desk-refusal.ts'
import { FOUND_MAX } from '../parts/desk-set-place.tsx'
import { doneWords } from '../parts/desk-words.ts'
import { answerUnsaved } from './desk-unsaved.tsx'

type Performed = Outcome | Uncovered | { ok: false; reason: RefusalReason; candidates?: readonly string[] }

/** The tip on a page of its own, and every act on a tip. */
export function addTipPages(app: Hono, room: DeskRoom): void {
  app.get(`${DESK_PATH}/tin/:id`, async (c) => {
    const session = room.cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const tip = c.req.param('id')
    if (!isTipId(tip)) return refuseTip(c, room, session)
    const address = { view: readView(c.req.query('xem')), tip, isAlone: true }
    return showDesk(c, room, session, address, { done: doneWords(c.req.query('xong')) })
  })

  for (const act of ACTS) {
    app.post(`${DESK_PATH}/tin/:id/${act}`, async (c) => {
      const form = await readDeskForm(c, room)
      if (form instanceof Response) return form
      const tip = c.req.param('id')
      return isTipId(tip) ? answerAct(c, room, form, act, tip) : refuseTip(c, room, form.session)
    })
  }
}

/** How an act by which the tip left this desk is told of, where it did not become a restricted one. */
const GONE_BY: Partial<Record<Act, string>> = { 'hieu-dung': 'thanh-tra', 'tra-lai': 'tra-lai', 'noi-xay-ra': 'chuyen' }

async function answerAct(c: Context, room: DeskRoom, form: DeskForm, act: Act, tip: string): Promise<Response> {
  const { fields, session, key } = form
  const address: DeskAddress = { view: readView(fields.xem), tip, isAlone: fields.khung === 'rieng' }
  const performed = await perform(room, form, act, tip)
  if (performed.ok) {
    await room.deps.signIn.touch(session)
    // A transferred tip is no longer ours to show, nor one that has become restricted to others or the inspectorate's.
    const isGone = 'isGone' in performed && performed.isGone === true
    const next = act === 'chuyen' || isGone ? { ...address, tip: null, isAlone: false } : address
    return c.redirect(deskHref(next, isGone ? (GONE_BY[act] ?? 'han-che') : act), 303)
  }
  const { reason } = performed
  if (reason === 'not-found') return room.errors.answer(c, 404)
  if (reason === 'signed-out') {
    const words = [fields.noidung, act === 'mo' ? fields.ghichu : fields.lydo].find(
      (text) => text !== undefined && text.trim() !== '',
    )
    return words === undefined ? askToSignIn(c) : answerUnsaved(c, deskHref(address), words)
  }
  const candidates = 'candidates' in performed && performed.candidates ? { candidates: performed.candidates } : {}
  return showDesk(c, room, session, address, {
    refused: { act, reason, typed: fields, seen: readSeen(fields.daxem), key, ...candidates },
  })
}

async function perform(room: DeskRoom, form: DeskForm, act: Act, tip: string): Promise<Performed> {
  const { decide } = room.deps
  const { session, fields } = form
  const field = (name: string): string => fields[name] ?? ''
  // No version of ours is negative: what is missing or mangled reads as changed.
  const version = /^\d{1,9}$/.test(field('phienban')) ? Number(field('phienban')) : -1
  switch (act) {
    case 'tiep-nhan':
      return decide.accept(session, tip, version)
    case 'phan-loai':
      return decide.correctCategory(session, tip, version, field('phanloai'))
    case 'muc-khan': {
      const urgency = URGENCIES.find((level) => level === field('muckhan'))
      if (urgency === undefined) return { ok: false, reason: 'unknown-urgency' }
      return decide.correctUrgency(session, tip, version, urgency)
    }
    case 'hieu-dung': {
      const said = field('dieu')
      const police = POLICE_ANSWERS.find(({ value }) => value === said)
      return decide.judge(session, tip, version, police ? { isAboutPolice: police.isAbout } : { kind: said })
    }
    case 'hoi-truoc':
      // The button that says nothing says so; an empty list does not.
      return decide.review(session, tip, version, fields.boqua === 'co' ? null : field('phanloai'))
    case 'chuyen': {
      const found = room.names.findUnit(field('donvi'))
      if (found.ok) return decide.transfer(session, tip, version, found.code, field('lydo'))
      const reason = found.candidates.length > 0 ? 'unit-ambiguous' : 'unknown-unit'
      return { ok: false, reason, candidates: found.candidates }
    }
    case 'noi-xay-ra': {
      const commune = field('xa')
      // A list is pressed for what it says; the search button, and Enter, find anew.
      if (field('nut') === 'tim' || commune === '') return findPlace(room, field('noi'))
      return decide.setPlace(session, tip, version, commune, field('nut') === 'chuyen')
    }
    case 'tra-lai':
      return decide.giveBack(session, tip, version, field('vilydo'), field('lydo'))
    case 'tra-loi': {
      const text = field('noidung')
      return decide.answer(session, tip, text, room.tokens.keyFor(form.key, [tip, text]))
    }
    case 'mo':
      return room.deps.uncover(session, tip, {
        reason: field('lydo'),
        note: field('ghichu'),
        ...(field('phan') === SELF_WORDS_PART ? { part: 'self-words' } : {}),
      })
    case 'luu-giu':
      return decide.retain(session, tip, version, field('viec'), field('lydo'))
    case 'dong':
      return decide.close(session, tip, version, field('ketqua'), field('lydo'))
  }
}

/** What is found is shown in the form; nothing is done yet. */
function findPlace(room: DeskRoom, typed: string): Performed {
  const found = room.names.places()?.search(typed, FOUND_MAX) ?? []
  return { ok: false, reason: found.length === 0 ? 'unknown-place' : 'place-open' }
}

/** What the form had seen, for telling what came since; display alone rests on it. */
function readSeen(text: string | undefined): Seen {
  const [messages, decisions] =
    /^(\d{1,6})\.(\d{1,6})$/
      .exec(text ?? '')
      ?.slice(1)
      .map(Number) ?? []
  return { messages: messages ?? 0, decisions: decisions ?? 0 }
}
