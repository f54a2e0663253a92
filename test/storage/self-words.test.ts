import { beforeAll, describe, expect, it } from 'vitest'
import { UNCOVER_REASONS } from '../../src/data/uncover-reasons.ts'
import { newId } from '../../src/domain/ids.ts'
import { makeLook } from '../../src/flow/look.ts'
import { makeUncover } from '../../src/flow/uncover.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, SAI_GON } from './world.ts'

const world = await openFlowWorld()
const uncover = makeUncover({
  db: world.as('desk'),
  content: world.content,
  isReason: (code) => UNCOVER_REASONS.some((reason) => reason.code === code),
  now: world.now,
})
const WHY = { reason: 'answer', note: 'cần gặp người báo', part: 'self-words' } as const
const SELF = 'Tôi tên Lan, nhà tôi ở số 12 ngõ 5, sđt tôi 0987 654 321'
const SELF_WORDS = /Lan|ngõ 5|0987/
const TOLD = 'số 9 Lê Lai phường Bến Thành tối qua đánh bạc ăn tiền, xe 51F-123.45'

let chats = 0
async function fileTip(words: string): Promise<string> {
  const chat = `self-${++chats}`
  await world.hear(chat, words)
  await world.work()
  await world.workQuiet()
  return (await world.tipsOf(chat))[0]?.id ?? ''
}

async function view(token: string, tipId: string) {
  const found = await world.look.tip(token, tipId)
  if (!found.ok) throw new Error(found.reason)
  return found.view
}

async function colleague(): Promise<string> {
  const id = newId('ofc')
  await world.query(
    `insert into officers (id, login, number, unit_code, role, clearances) values ($1, $1, $3, $2, 'unit-commander', '{restricted}')`,
    [id, BEN_THANH, id.slice(-4)],
  )
  await world.query(
    `insert into sessions (token_hash, officer_id, ends_at) values (sha256($1::bytea), $2, now() + interval '1 hour')`,
    [Buffer.from(id), id],
  )
  return id
}

describe('words by which a sender gives themself away', () => {
  let tipId = ''
  beforeAll(async () => {
    tipId = await fileTip(`${SELF}. ${TOLD}`)
  })

  it('reach no officer uncovered: not in the list, the tale, the talk or what was found, and the accused’s do', async () => {
    const other = await colleague()
    for (const token of [await world.signIn(BEN_THANH), other]) {
      const shown = await view(token, tipId)
      expect(JSON.stringify(shown)).not.toMatch(SELF_WORDS)
      expect(JSON.stringify(shown)).not.toContain('+84987654321')
      expect(shown.told.text).toContain('51F-123.45')
      expect(shown.told.text).toContain('số 9 Lê Lai')
      expect(JSON.stringify(shown.findings)).toContain('51F-123.45')
      expect(shown.selfWords).toMatchObject({ isCovered: true })
      expect(shown.selfWords.count).toBeGreaterThan(0)
      const inbox = await world.look.inbox(token, 'open')
      expect(JSON.stringify(inbox)).not.toMatch(SELF_WORDS)
      expect(JSON.stringify(inbox)).toContain(tipId)
    }
  })

  it('are covered in the sealed sentence of the list already', async () => {
    const [row] = await world.query<{ essence: Buffer }>('select essence from tips where id = $1', [tipId])
    expect(String(world.content.open(`tips:${tipId}:essence`, row?.essence ?? Buffer.alloc(0)))).not.toMatch(SELF_WORDS)
  })

  it('are shown to who said why, recorded before, for 15 minutes and to nobody else', async () => {
    const token = await world.signIn(BEN_THANH)
    expect(await uncover(token, tipId, { ...WHY, note: ' ok ' })).toEqual({ ok: false, reason: 'note-missing' })
    expect(await uncover(token, tipId, { ...WHY, reason: 'curiosity' })).toEqual({
      ok: false,
      reason: 'unknown-reason',
    })
    expect((await view(token, tipId)).selfWords.isCovered).toBe(true)
    expect(await uncover(token, tipId, WHY)).toEqual({ ok: true })
    const [row] = await world.query<{ detail: object; officer_id: string }>(
      `select detail, officer_id from audit where action = 'tip.uncover' and object_id = $1`,
      [tipId],
    )
    expect(row).toMatchObject({
      officer_id: world.officerOf(BEN_THANH),
      detail: { reason: 'answer', part: 'self-words' },
    })
    expect(JSON.stringify(row)).not.toMatch(/Lan|gặp/)

    const open = await view(token, tipId)
    expect(open.told.text).toContain(SELF)
    expect(open.selfWords.isCovered).toBe(false)
    expect(open.coversAt?.getTime()).toBeGreaterThan(Date.now())
    const [look] = await world.query<{ detail: object }>(
      `select detail from audit where action = 'tip.read' and object_id = $1 order by id desc limit 1`,
      [tipId],
    )
    expect(look?.detail).toEqual({ shown: 'self-words' })
    expect(JSON.stringify(await view(await colleague(), tipId))).not.toMatch(SELF_WORDS)
    expect(await uncover(await world.signIn(SAI_GON), tipId, WHY)).toEqual({ ok: false, reason: 'not-found' })

    await world.query(`update uncoverings set uncovered_at = now() - interval '15 minutes' where tip_id = $1`, [tipId])
    expect(JSON.stringify(await view(token, tipId))).not.toMatch(SELF_WORDS)
  })

  it('in a correction or a caption are covered as well, and so is what they took the place of', async () => {
    const chatId = `self-${++chats}`
    await world.hear(chatId, TOLD, { messageId: 'm1' })
    await world.hear(chatId, {
      type: 'media',
      attachments: [{ kind: 'image' }],
      text: `Tôi tên Lan, nhà tôi ở số 12 ngõ 5`,
    })
    await world.hear(chatId, { type: 'edit', editOf: 'm1', text: `${TOLD}. ${SELF}` })
    await world.work()
    await world.workQuiet()
    const [tip] = await world.tipsOf(chatId)
    const shown = await view(await world.signIn(BEN_THANH), tip?.id ?? '')
    expect(shown.thread.filter((line) => line.from === 'citizen').length).toBeGreaterThan(1)
    expect(JSON.stringify(shown)).not.toMatch(SELF_WORDS)
  })

  it('stay covered when an officer calls the tip critical: only danger that was told uncovers without a reason', async () => {
    const look = makeLook({
      db: world.as('desk'),
      content: world.content,
      now: world.now,
      findSelfWords: (text, isUrgent) => (isUrgent ? [] : [{ start: 0, end: text.length }]),
    })
    const token = await world.signIn(BEN_THANH)
    const told = async () => {
      const found = await look.tip(token, tipId)
      return found.ok ? JSON.stringify([found.view, await look.inbox(token, 'open')]) : found.reason
    }
    await world.query(`update tips set urgency = 'critical' where id = $1`, [tipId])
    expect(await told()).not.toContain('đánh bạc')
    await world.query(`update tips set call_now = true where id = $1`, [tipId])
    expect(await told()).toContain('đánh bạc')
    await world.query(`update tips set urgency = 'normal', call_now = false where id = $1`, [tipId])
  })

  it('are covered in the list also where the sealed sentence holds them: from before covering, or by a lesser finder', async () => {
    const [row] = await world.query<{ essence: Buffer }>('select essence from tips where id = $1', [tipId])
    const open = world.content.seal(`tips:${tipId}:essence`, `${SELF}, đánh bạc`)
    await world.query('update tips set essence = $2 where id = $1', [tipId, open])
    const inbox = JSON.stringify(await world.look.inbox(await world.signIn(BEN_THANH), 'open'))
    expect(inbox).not.toMatch(SELF_WORDS)
    expect(inbox).toContain('đánh bạc')
    await world.query('update tips set essence = $2 where id = $1', [tipId, row?.essence])
  })

  it('are found by what was learned last, in old tips as in new ones', async () => {
    const better = makeLook({
      db: world.as('desk'),
      content: world.content,
      now: world.now,
      findSelfWords: (text) => [{ start: 0, end: text.length }],
    })
    const found = await better.tip(await world.signIn(BEN_THANH), tipId)
    expect(found.ok && JSON.stringify(found.view.told)).not.toContain('đánh bạc')
  })
})

describe('the receipt of a sender', () => {
  const CODE = /([0-9A-Z]{4}-){6}[0-9A-Z]/

  it('is read by no officer: not where the assistant gave it, nor where the sender wrote it, nor beside uncovered words', async () => {
    const chat = `self-${chats + 1}`
    const tipId = await fileTip(`${SELF}. ${TOLD}`)
    for (const said of ['mã', 'có']) {
      await world.hear(chat, said)
      await world.work()
    }
    const code = CODE.exec((await world.saidTo(chat)).join('\n'))?.[0] ?? ''
    expect(code).not.toBe('')
    await world.hear(chat, `xe 51F-123.45 đậu ở đó, mã của tôi ${code}`)
    await world.hear(chat, `đánh bạc, mã ${code.toLowerCase().replaceAll('-', '')}`)
    await world.work()
    await world.workQuiet()
    const token = await world.signIn(BEN_THANH)
    const read = async () => JSON.stringify([await view(token, tipId), await world.look.inbox(token, 'open')])
    const holdsCode = (text: string) => text.toUpperCase().replaceAll('-', '').includes(code.replaceAll('-', ''))
    const covered = await read()
    expect(holdsCode(covered)).toBe(false)
    expect(covered).toContain('mã của tôi')
    const isTold = (line: object) => 'isReceipt' in line
    expect((await view(token, tipId)).thread.filter(isTold)).toMatchObject([
      { from: 'assistant', bubble: { text: '' } },
    ])
    expect(await uncover(token, tipId, WHY)).toEqual({ ok: true })
    const open = await read()
    expect(open).toContain(SELF)
    expect(holdsCode(open)).toBe(false)
    const audits = await world.query<{ detail: object | null }>('select detail from audit')
    expect(holdsCode(JSON.stringify(audits))).toBe(false)
    // Its sender still reads it.
    expect((await world.saidTo(chat)).join('\n')).toContain(code)
  })
})

describe('of a restricted tip', () => {
  it('stay covered when its tale is opened, and are asked for by themselves', async () => {
    const tipId = await fileTip(`${SELF}. Hàng xóm đánh đập con nhỏ 6 tuổi ở số 9 Lê Lai phường Bến Thành`)
    const token = await world.signIn(BEN_THANH)
    expect(await view(token, tipId)).toMatchObject({ isCovered: true, thread: [] })
    await uncover(token, tipId, { reason: 'duty', note: 'đang trực, xử lý tin' })
    const tale = await view(token, tipId)
    expect(tale.told.text).toContain('con nhỏ 6 tuổi')
    expect(JSON.stringify(tale)).not.toMatch(SELF_WORDS)
    await uncover(token, tipId, WHY)
    expect((await view(token, tipId)).told.text).toContain(SELF)
    // And the other way round: the words alone open no tale.
    await world.query(
      `update uncoverings set uncovered_at = now() - interval '15 minutes' where tip_id = $1 and part = 'tale'`,
      [tipId],
    )
    expect(await view(token, tipId)).toMatchObject({ isCovered: true, told: { text: '' }, thread: [] })
  })
})
