import { describe, expect, it } from 'vitest'
import { DEMO_UNITS } from '../../../src/data/demo-units.ts'
import { triage } from './stages.ts'

const BEN_THANH = '26743'
const GAMBLING = 'nhà số 12 phường Bến Thành quận 1 tối nào cũng tụ tập đánh bạc ăn tiền'
const POLICE = 'công an phường Bến Thành nhận tiền bảo kê cho quán đánh bạc'
const unitsOf = (recipients: readonly { unit: string }[]): string[] => recipients.map((one) => one.unit)

describe('a unit that nobody watches', () => {
  it('gets its tip, and the first watched unit above it gets it too', async () => {
    const { concluded } = await triage(GAMBLING, { watched: ['79-PC01'] })
    expect(concluded.primary).toEqual({ unit: BEN_THANH, reason: 'place' })
    expect(concluded.also).toContainEqual({ unit: '79-PC01', reason: 'no-active-officers' })
  })

  it('is passed over to the command centre when the duty desk is not watched either', async () => {
    const { concluded } = await triage(GAMBLING, { watched: ['79-PV01'] })
    expect(concluded.also).toContainEqual({ unit: '79-PV01', reason: 'no-active-officers' })
  })

  it('in a province that nobody watches is joined by the duty desk of the home province, so that somebody reads it', async () => {
    const watched = ['79-PC01']
    const { concluded, route } = await triage('phường Ba Đình Hà Nội tối nào cũng tụ tập đánh bạc ăn tiền', { watched })
    expect(concluded.primary).toEqual({ unit: '00004', reason: 'place' })
    expect(concluded.also).toEqual([{ unit: '79-PC01', reason: 'no-active-officers' }])
    expect(route.explanation).toContain('chưa có cán bộ trực')
  })

  it('where nobody is anywhere is joined by that desk all the same', async () => {
    expect(unitsOf((await triage(GAMBLING, { watched: [] })).concluded.also)).toEqual(['79-PC01'])
  })

  it('that is watched is alone with its tip', async () => {
    expect((await triage(GAMBLING, { watched: [BEN_THANH] })).concluded.also).toEqual([])
  })

  it('never brings a complaint about the police before a unit below the province', async () => {
    for (const watched of [[], [BEN_THANH], ['79-PC01'], ['79-TTR'], ['X05']]) {
      const { concluded } = await triage(POLICE, { watched })
      expect(concluded.aboutPolice).toBe(true)
      expect(concluded.primary).toEqual({ unit: '79-TTR', reason: 'about-police' })
      for (const unit of unitsOf(concluded.also))
        expect(DEMO_UNITS.find((one) => one.code === unit)?.level).not.toBe('commune')
    }
    const { concluded } = await triage(POLICE, { watched: ['79-TTR', '79-PC01'] })
    expect(concluded.also).toEqual([])
  })
})

describe('a restricted tip', () => {
  const ABUSE = 'hàng xóm hay đánh đập con nhỏ 6 tuổi ở số 9 Lê Lai phường Bến Thành quận 1'

  it('is left to its unit while an officer there is named for such', async () => {
    const { concluded } = await triage(ABUSE, { watched: [BEN_THANH], cleared: [BEN_THANH] })
    expect(concluded).toMatchObject({ restricted: true, primary: { unit: BEN_THANH }, standIn: null })
    expect(concluded.also.map(({ reason }) => reason)).not.toContain('no-cleared-officers')
  })

  it('also goes before the first unit above that has such an officer, and says why', async () => {
    const { concluded, route } = await triage(ABUSE, {
      watched: [BEN_THANH, '79-PC01', '79-PV01'],
      cleared: ['79-PV01'],
    })
    expect(concluded.primary?.unit).toBe(BEN_THANH)
    expect(concluded.also).toContainEqual({ unit: '79-PV01', reason: 'no-cleared-officers' })
    expect(route.explanation).toContain('chưa có cán bộ được giao xem tin hạn chế')
  })

  it('that became one later goes by the unit that holds it, wherever the words point', async () => {
    const standing = { unit: '26740', isRestricted: true, accusedUnit: null }
    const { concluded } = await triage(GAMBLING, { watched: [BEN_THANH, '26740'], cleared: ['79-PC01'], standing })
    expect(concluded.standIn).toEqual({ unit: '79-PC01', reason: 'no-cleared-officers' })
  })

  it('is also what puts its informant at risk, whatever the category', async () => {
    const text = 'nó biết em báo công an nên dọa trả thù, ở phường Bến Thành'
    expect((await triage(text)).concluded.restricted).toBe(true)
  })
})

describe('the unit complained about', () => {
  it('is named where the place tells it, and stays named', async () => {
    expect((await triage(POLICE)).concluded.accusedUnit).toBe(BEN_THANH)
    const standing = { unit: '79-TTR', isRestricted: false, accusedUnit: BEN_THANH }
    expect((await triage('cho tôi nói thêm', { standing })).concluded.accusedUnit).toBe(BEN_THANH)
  })

  it('of the province is the whole province, and no unit of it gets the complaint', async () => {
    const { concluded } = await triage('công an tỉnh Phú Thọ vòi tiền, đòi phong bì của tôi')
    expect(concluded.accusedUnit).toBe('25')
    expect(concluded.primary).toEqual({ unit: 'X05', reason: 'about-police' })
    const standing = { unit: 'X05', isRestricted: false, accusedUnit: '79' }
    expect((await triage(POLICE, { standing })).concluded.primary?.unit).toBe('X05')
  })

  it('is not named where the installation has nobody above to read it', async () => {
    const units = DEMO_UNITS.filter((unit) => unit.province === null || unit.province === '79').filter(
      (unit) => unit.code !== 'X05',
    )
    const { concluded } = await triage('công an thành phố Hồ Chí Minh vòi tiền, đòi phong bì của tôi', { units })
    expect(concluded).toMatchObject({ accusedUnit: null, primary: { unit: '79-TTR', reason: 'unit-missing' } })
  })

  it('of a province whose ministry is not known here is judged by the home province', async () => {
    const units = DEMO_UNITS.filter((unit) => unit.code !== 'X05')
    const { concluded } = await triage('công an tỉnh Phú Thọ vòi tiền, đòi phong bì của tôi', { units })
    expect(concluded).toMatchObject({ accusedUnit: '25', primary: { unit: '79-TTR', reason: 'unit-missing' } })
  })

  it('is the traffic police where they are meant, and the ministry reads it', async () => {
    const { concluded } = await triage('csgt đứng chốt đường Lê Lai phường Bến Thành vòi tiền tôi', {
      watched: ['79-PC08', '79-PC01'],
    })
    expect(concluded.accusedUnit).toBe('79-PC08')
    expect(concluded.primary).toEqual({ unit: 'X05', reason: 'about-police' })
    expect(unitsOf(concluded.also)).toEqual(['79-PC01'])
  })
})

describe('a tip', () => {
  it('for a unit the installation does not know goes to the duty desk, and says why', async () => {
    const { concluded } = await triage('bán ma túy ở phường Bến Thành quận 1', {
      units: DEMO_UNITS.filter((unit) => unit.code !== '79-PC04'),
    })
    expect(concluded.primary).toEqual({ unit: '79-PC01', reason: 'unit-missing' })
  })

  it('that is for nobody in the police still comes before a person', async () => {
    const { concluded, route } = await triage('cho em hỏi làm hộ chiếu ở đâu vậy ạ')
    expect(route.primary).toBeNull()
    expect(concluded.primary).toEqual({ unit: '79-PC01', reason: 'not-police' })
  })

  it('with danger comes before the commune and the command centre at the same time', async () => {
    const { concluded } = await triage('cứu với nó cầm dao chém người ở phường Bến Thành')
    expect(concluded).toMatchObject({ callNow: true, urgency: 'critical', primary: { unit: BEN_THANH } })
    expect(unitsOf(concluded.also)).toContain('79-PV01')
  })

  it('is explained in one sentence that names the units and the reason, and no code', async () => {
    const { route } = await triage(GAMBLING)
    expect(route.explanation).toMatch(/^Chuyển Công an phường Bến Thành vì nơi xảy ra thuộc địa bàn/)
    expect(route.explanation).not.toContain(BEN_THANH)
  })

  it('told of with a weapon comes before the criminal police as well, and the sentence says why', async () => {
    const { concluded, route } = await triage(
      'có nhóm thanh niên cầm mã tấu đánh nhau hôm qua ở phường Bến Thành quận 1',
    )
    expect(unitsOf(concluded.also)).toContain('79-PC02')
    expect(route.explanation).toMatch(/Phòng Cảnh sát hình sự.* vì (có hung khí|mức khẩn cao)/)
    expect(route.signs.map(({ sign }) => sign)).toContain('weapon')
  })

  it('keeps what decided its way, without a word of it, and by which rules', async () => {
    const { route } = await triage(GAMBLING)
    expect(route.rules).toBe(0)
    expect(route.facts).toMatchObject({ category: 'gambling', commune: BEN_THANH, province: '79', aboutPolice: false })
    expect(JSON.stringify(route)).not.toContain('nhà số 12')
  })
})

describe('a copy', () => {
  it('is linked to the first tip with the same words', async () => {
    expect((await triage(GAMBLING, { copyOf: { id: 'tip_0' } })).concluded.duplicateOf).toBe('tip_0')
  })

  it('is as strict as what is known of earlier ones: a complaint, a doubt, a restricted tip', async () => {
    const complaint = await triage(GAMBLING, { copyOf: { isAboutPolice: true, accused: ['79'] } })
    expect(complaint.concluded).toMatchObject({ aboutPolice: true, accusedUnit: '79', primary: { unit: 'X05' } })
    const doubted = await triage(GAMBLING, { copyOf: { isPoliceDoubted: true } })
    expect(doubted.concluded.primary).toEqual({ unit: '79-PC01', reason: 'police-doubted' })
    const restricted = await triage(GAMBLING, { copyOf: { isRestricted: true } })
    expect(restricted.concluded.restricted).toBe(true)
  })

  it('is never made of short cries: two people who cry for help are two events', async () => {
    expect((await triage('cứu với nó cầm dao', { copyOf: { id: 'tip_0' } })).concluded.duplicateOf).toBeNull()
  })

  it('has the same key whatever its case, marks, spaces and punctuation', async () => {
    const keys = await Promise.all(
      [GAMBLING, GAMBLING.toUpperCase(), `  ${GAMBLING} !!! `, GAMBLING.normalize('NFD')].map(
        async (text) => (await triage(text)).concluded.copyKey,
      ),
    )
    for (const key of keys) expect(key).toEqual(keys[0])
  })
})
