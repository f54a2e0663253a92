import { describe, expect, it } from 'vitest'
import type { UnitRecord, UnitVersion } from '../../../src/domain/unit-record.ts'
import type { Units } from '../../../src/flow/units.ts'
import { digestOf, type UnitOutcome } from '../../../src/flow/units-apply.ts'
import type { UnitRow } from '../../../src/flow/units-fields.ts'
import { readUnitFile, writeUnitFile } from '../../../src/flow/units-file.ts'
import { planUnits } from '../../../src/flow/units-plan.ts'
import { packRows, unpackRows } from '../../../src/web/carried-rows.ts'
import { RECORDS, recordOf, TODAY } from '../flow/unit-rows.ts'
import { get, getText, makeFakeDesk, NOW, OFFICER, post, SESSION, tokenIn } from './desk-fakes.ts'

const PATH = '/ban-truc/don-vi'

/** The desk of an administrator of province 79, whose units lie in memory. */
function openDesk(change: { isFresh?: boolean; history?: UnitVersion[]; province?: string | null } = {}) {
  const desk = makeFakeDesk()
  const state = { units: [...RECORDS] as UnitRecord[], isAdministrator: true, exported: [] as unknown[] }
  const province = change.province === undefined ? '79' : change.province
  const reader = { ok: true as const, officer: { ...OFFICER, role: 'administrator' as const }, province, today: TODAY }
  const refusal = (token: string) =>
    token !== SESSION
      ? ({ ok: false, reason: 'signed-out' } as const)
      : state.isAdministrator
        ? null
        : ({ ok: false, reason: 'not-found' } as const)
  const plan = (rows: readonly UnitRow[], reason: string, only?: 'new' | 'old') =>
    planUnits(rows, {
      current: state.units,
      areas: { list: [], isWhole: false },
      today: TODAY,
      reason,
      document: null,
      mayChange: (of) => province === null || of === province,
      ...(only ? { only } : {}),
    })
  const carryOut = (made: ReturnType<typeof plan>): UnitOutcome => {
    const isDone = made.faults.length === 0 && made.changes.length > 0
    if (isDone) {
      const codes = new Set(made.changes.map(({ after }) => after.code))
      state.units = [...state.units.filter(({ code }) => !codes.has(code)), ...made.changes.map(({ after }) => after)]
    }
    return { plan: made, isDone }
  }
  const unitBook: Units = {
    list: async (token) => refusal(token) ?? { ...reader, units: state.units },
    one: async (token, code) => {
      const unit = state.units.find((one) => one.code === code)
      return (
        refusal(token) ??
        (unit
          ? { ...reader, units: state.units, unit, history: change.history ?? [] }
          : { ok: false, reason: 'not-found' })
      )
    },
    save: async (token, texts, only) =>
      refusal(token) ?? { ...reader, outcome: carryOut(plan([{ line: 1, texts }], '', only)) },
    exportTo: async (token, kind, of) => {
      state.exported.push([kind, of])
      return refusal(token) ?? { ok: true, bytes: Buffer.from(await writeUnitFile(kind, state.units)) }
    },
    preview: async (token, file, { reason }) => {
      const read = await readUnitFile(file.name, file.bytes)
      if (!read.ok) return { ok: false, reason: 'unread', fault: read.fault }
      const outcome = { plan: plan(read.rows, reason), isDone: false }
      return refusal(token) ?? { ...reader, outcome, rows: read.rows, ignored: read.ignored }
    },
    apply: async (token, rows, { reason }, agreed) => {
      const made = plan(rows, reason)
      return (
        refusal(token) ?? {
          ...reader,
          outcome: digestOf(made) === agreed ? carryOut(made) : { plan: made, isDone: false },
        }
      )
    },
  }
  Object.assign(desk.deps, {
    unitBook,
    fresh: {
      isFresh: async () => change.isFresh ?? true,
      way: async () => ({ ok: true, way: 'password' }),
    },
  })
  return { ...desk, state }
}

type Desk = ReturnType<typeof openDesk>

async function upload(desk: Desk, text: string, name = 'don-vi.csv', fields: Record<string, string> = { lydo: 'thử' }) {
  const form = new FormData()
  form.set('token', tokenIn(await getText(desk, PATH)))
  for (const [key, value] of Object.entries(fields)) form.set(key, value)
  form.set('tep', new File([text], name))
  return desk.app.request(`${PATH}/nhap`, { method: 'POST', body: form, headers: { cookie: `desk=${SESSION}` } })
}

const readable = (html: string): string =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
const hiddenIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      readable(value),
    ]),
  )

describe('the list of units', () => {
  it('shows those of the own province first, and others when asked', async () => {
    const desk = openDesk()
    const own = await getText(desk, PATH)
    expect(own).toContain('Công an phường Bến Thành')
    expect(own).not.toContain('Công an phường Ba Đình')
    expect(await getText(desk, `${PATH}?tinh=01`)).toContain('Công an phường Ba Đình')
    expect(await getText(desk, `${PATH}?tinh=trung-uong`)).toContain('Thanh tra Bộ Công an')
  })

  it('is searched by name without diacritics, by code and by commune', async () => {
    const desk = openDesk()
    for (const text of ['ben thanh', '26743', 'BẾN  THÀNH']) {
      const html = await getText(desk, `${PATH}?tim=${encodeURIComponent(text)}&tinh=tat-ca`)
      expect(html).toContain('1 đơn vị.')
    }
    expect(await getText(desk, `${PATH}?tim=xyz`)).toContain('Không có đơn vị nào như vậy.')
    expect(await getText(desk, `${PATH}?hieuluc=het`)).toContain('Không có đơn vị nào như vậy.')
  })

  it('does not exist for who is no administrator, nor without a session', async () => {
    const desk = openDesk()
    desk.state.isAdministrator = false
    for (const path of [PATH, `${PATH}/moi`, `${PATH}/26743`, `${PATH}/tai-ve`]) {
      expect((await get(desk, path)).status).toBe(404)
      expect((await get(desk, path, null)).status).toBe(303)
    }
  })

  it('goes out as a table, of one province or of all', async () => {
    const desk = openDesk()
    const csv = await get(desk, `${PATH}/tai-ve?dang=csv&tinh=79`)
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="don-vi-79.csv"')
    expect(await csv.text()).toContain('26743')
    expect((await get(desk, `${PATH}/tai-ve?dang=exe&tinh=../..`)).headers.get('content-disposition')).toContain(
      'don-vi.xlsx',
    )
    expect(desk.state.exported).toEqual([
      ['csv', '79'],
      ['xlsx', null],
    ])
  })
})

describe('a unit', () => {
  it('is changed by its form, which names the unit above by name or code', async () => {
    const desk = openDesk()
    const html = await getText(desk, `${PATH}/26743`)
    expect(html).toContain('value="22/11/2026"')
    const form = {
      token: tokenIn(html),
      ten: 'Công an phường Bến Thành',
      captren: 'Công an Thành phố Hồ Chí Minh (79)',
      diaban: '26743',
      giotruc: '24/7',
      dienthoai: '028 3829 7643',
      kenh: '',
      tungay: '22/11/2026',
      vanban: 'QĐ 5',
      lydo: 'lập số trực',
    }
    const saved = await post(desk, `${PATH}/26743`, form)
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `${PATH}/26743?xong=sua`])
    expect(recordOf('26743', desk.state.units)).toMatchObject({
      hours: { kind: 'always' },
      dutyPhones: ['02838297643'],
      document: 'QĐ 5',
      parent: '79',
      validFrom: TODAY,
    })
    expect(await getText(desk, `${PATH}/26743?xong=sua`)).toContain('Đã lưu thay đổi')
    expect(await getText(desk, `${PATH}/26743`)).toContain('Hiện trong giờ trực.')
  })

  it('sent as it is changes nothing, and says so', async () => {
    const desk = openDesk()
    const html = await getText(desk, `${PATH}/26743`)
    const same = {
      token: tokenIn(html),
      ten: 'Công an phường Bến Thành',
      captren: '79',
      diaban: '26743',
      giotruc: '',
      dienthoai: '',
      kenh: '',
      tungay: '22/11/2026',
      lydo: 'không',
    }
    const answer = await post(desk, `${PATH}/26743`, same)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('Không có gì khác với nội dung đang lưu.')
    expect(desk.state.units).toEqual(RECORDS)
  })

  it('comes back with what was typed and what is wrong with it', async () => {
    const desk = openDesk()
    const html = await getText(desk, `${PATH}/26743`)
    const wrong = {
      token: tokenIn(html),
      ten: '<b>x</b>',
      captren: 'không có',
      diaban: '26743',
      giotruc: 'giờ hành chính',
      dienthoai: '0903',
      kenh: '',
      tungay: 'mai',
      lydo: '',
    }
    const answer = await post(desk, `${PATH}/26743`, wrong)
    const body = await answer.text()
    expect(answer.status).toBe(400)
    for (const text of [
      'href="#ten"',
      'href="#giotruc"',
      'href="#dienthoai"',
      'href="#tungay"',
      'value="giờ hành chính"',
      'value="&lt;b&gt;x&lt;/b&gt;"',
    ]) {
      expect(body).toContain(text)
    }
  })

  it('ends by its form, and says who follows', async () => {
    const desk = openDesk()
    const token = tokenIn(await getText(desk, `${PATH}/26743`))
    const answer = await post(desk, `${PATH}/26743/ket-thuc`, {
      token,
      denngay: '01/01/2027',
      kenhiem: 'Công an phường Sài Gòn (26740)',
      lydo: 'sáp nhập',
    })
    expect(answer.headers.get('location')).toBe(`${PATH}/26743?xong=ket-thuc`)
    expect(recordOf('26743', desk.state.units)).toMatchObject({
      validTo: '2027-01-01',
      successor: '26740',
      validFrom: '2025-07-01',
    })
    expect(await getText(desk, `${PATH}/26743`)).toContain('hết hiệu lực 01/01/2027')
  })

  it('of another province is shown without any form', async () => {
    const html = await getText(openDesk(), `${PATH}/00004`)
    expect(html).toContain('do quản trị viên của tỉnh khác')
    expect(html).not.toContain('<form')
    expect(await getText(openDesk({ province: null }), `${PATH}/00004`)).toContain('<form')
  })

  it('tells its history: when, who, why, and what differed', async () => {
    const first = { ...recordOf('26743'), reason: 'lập', madeBy: null, madeByNumber: null, madeAt: NOW }
    const second = {
      ...first,
      version: 2,
      dutyPhones: ['113'],
      reason: 'số mới',
      document: 'QĐ 9',
      madeBy: 'ofc_2',
      madeByNumber: '0300',
    }
    const html = await getText(openDesk({ history: [second, first] }), `${PATH}/26743`)
    for (const text of [
      'Số hiệu 0300',
      'QĐ 9',
      'Điện thoại trực: chưa ghi → 113',
      'Lệnh của người vận hành',
      'Đơn vị mới',
    ]) {
      expect(html).toContain(text)
    }
  })

  it('is added by its form, once', async () => {
    const desk = openDesk()
    const html = await getText(desk, `${PATH}/moi`)
    const form = {
      token: tokenIn(html),
      ma: '26746',
      loai: 'Công an cấp xã',
      vaitro: '',
      tinh: '79',
      ten: 'Công an phường Thử',
      captren: '',
      diaban: '',
      giotruc: '',
      dienthoai: '',
      kenh: '',
      tungay: '22/11/2026',
      lydo: 'thành lập',
    }
    const answer = await post(desk, `${PATH}/moi`, form)
    expect(answer.headers.get('location')).toBe(`${PATH}/26746?xong=them`)
    expect(recordOf('26746', desk.state.units)).toMatchObject({ role: 'CAX', parent: '79', areas: ['26746'] })
    expect(await (await post(desk, `${PATH}/moi`, form)).text()).toContain('Đã có đơn vị mang mã này.')
  })

  it('is not changed before the person has proved to be there, and goes on as it was after that', async () => {
    const desk = openDesk({ isFresh: false })
    const token = tokenIn(await getText(desk, `${PATH}/26743`))
    const answer = await post(desk, `${PATH}/26743`, { token, ten: 'Khác', lydo: 'x' })
    const body = await answer.text()
    expect([answer.status, desk.state.units]).toEqual([401, RECORDS])
    expect(hiddenIn(body)).toMatchObject({ 'xn-viec': 'units', 'xn-toi': `${PATH}/26743`, ten: 'Khác' })
  })
})

describe('a file of units', () => {
  const FILE = 'Mã;Điện thoại;Ghi chú\n4x;113;\n26743;028 3829 7643;x\n'
  const GOOD = 'Mã;Điện thoại;Ghi chú\n26743;2838297643;x\n26740;113;\n'

  it('is shown as what it would change, and changes nothing before somebody agrees', async () => {
    const desk = openDesk()
    const answer = await upload(desk, GOOD)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    for (const text of [
      '0 đơn vị mới, 2 đơn vị thay đổi',
      'Cột không dùng đến: Ghi chú',
      '2838297643 đọc là 02838297643',
      'Đồng ý, lưu 2 thay đổi',
    ]) {
      expect(html).toContain(text)
    }
    expect(desk.state.units).toEqual(RECORDS)
    const agreed = await post(desk, `${PATH}/nhap/dong-y`, hiddenIn(html))
    expect([agreed.status, agreed.headers.get('location')]).toEqual([303, `${PATH}?xong=nhap`])
    expect(recordOf('26740', desk.state.units).dutyPhones).toEqual(['113'])
  })

  it('with faults is a table of them by line and column, and cannot be agreed to', async () => {
    const answer = await upload(openDesk(), FILE)
    const html = await answer.text()
    expect(answer.status).toBe(400)
    expect(html).toContain('Sửa các lỗi trên trong tệp rồi nạp lại.')
    expect(html).not.toContain('Đồng ý')
    expect(html).toMatch(/<th scope="row">2<\/th><td>Mã<\/td><td>4x<\/td>/)
  })

  it('that meets other units by the time of agreement is shown again, and changes nothing', async () => {
    const desk = openDesk()
    const carried = hiddenIn(await (await upload(desk, GOOD)).text())
    desk.state.units = desk.state.units.map((unit) =>
      unit.code === '26740' ? { ...unit, channels: ['Zalo'], version: 2 } : unit,
    )
    const answer = await post(desk, `${PATH}/nhap/dong-y`, carried)
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('vừa có người khác sửa')
    expect(recordOf('26740', desk.state.units).dutyPhones).toEqual([])
  })

  it.each([
    ['x.pdf', 'Mã;Tên\n', 'Chỉ nhận tệp'],
    ['x.csv', 'Tên;Loại\na;b\n', 'Không thấy dòng tiêu đề cột'],
    ['x.csv', 'Mã;Tên\n1;"mở\n', 'dấu ngoặc kép mở mà không đóng'],
    ['x.csv', '', 'Chưa chọn tệp.'],
  ])('%s that holds %o is refused with a sentence', async (name, text, words) => {
    const answer = await upload(openDesk(), text, name)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(words)
  })

  it('from another site, or without our token, is refused', async () => {
    const desk = openDesk()
    const form = new FormData()
    form.set('tep', new File(['x'], 'x.csv'))
    const send = (headers: Record<string, string>) =>
      Promise.resolve(
        desk.app.request(`${PATH}/nhap`, {
          method: 'POST',
          body: form,
          headers: { cookie: `desk=${SESSION}`, ...headers },
        }),
      )
    expect((await send({})).status).toBe(403)
    form.set('token', tokenIn(await getText(desk, PATH)))
    expect((await send({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await post(desk, `${PATH}/nhap`, {})).status).toBe(403)
  })

  it('carried by a form that was tampered with says so, and harms nothing', async () => {
    const desk = openDesk()
    const token = tokenIn(await getText(desk, PATH))
    for (const bang of ['', 'xx', packRows([]).slice(2), Buffer.from('{}').toString('base64url')]) {
      expect((await post(desk, `${PATH}/nhap/dong-y`, { token, bang, lydo: 'x' })).status).toBe(400)
    }
    expect(unpackRows(packRows([{ line: 2, texts: { code: 'ă' } }]))).toEqual([{ line: 2, texts: { code: 'ă' } }])
    expect(desk.state.units).toEqual(RECORDS)
  })
})
