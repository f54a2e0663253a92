import { describe, expect, it } from 'vitest'
import { askPlace } from '../../../src/domain/conversation/questions.ts'
import type { PlaceHeard } from '../../../src/domain/place.ts'
import { makeRender } from '../../../src/flow/render.ts'
import { makePlaceNames } from '../../../src/gazetteer/place-names.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const names = makePlaceNames(makeSmallRelease())
const house = { unitName: 'Công an Thành phố Hồ Chí Minh', formUrl: 'https://tinbao.example/' }
const render = makeRender({ ...house, placeNames: () => names })
const NOTHING: PlaceHeard = { unclear: 'no-place', province: null, candidates: [], named: null }
const ask = (place: Partial<PlaceHeard>, language: 'vi' | 'en' = 'vi') =>
  render(askPlace({ ...NOTHING, ...place }), language, {})

describe('a question about the place', () => {
  it('names what was understood, and offers namesakes with their provinces', () => {
    const bubble = ask({ unclear: 'namesakes', candidates: ['27139', '08746'], named: 'commune:27139' })
    expect(bubble).toEqual({
      text: 'Phường Xuân Hòa ở tỉnh, thành phố nào ạ?',
      buttons: [
        { label: 'Phường Xuân Hòa, Thành phố Hồ Chí Minh', data: 'place:27139' },
        { label: 'Phường Xuân Hòa, Tỉnh Phú Thọ', data: 'place:08746' },
      ],
    })
  })

  it('asks for the old district of a numbered ward by its number alone', () => {
    const place = {
      unclear: 'namesakes',
      province: '79',
      candidates: ['27154', '26743'],
      named: 'old-ward:27151',
    } as const
    expect(ask(place).text).toBe('Phường 5 thuộc quận, huyện cũ nào ạ?')
    expect(ask(place).buttons?.[0]).toEqual({ label: 'Phường Bàn Cờ (quận 3 cũ)', data: 'place:27154' })
  })

  it('says which old district or ward it is that was divided', () => {
    const within = { candidates: ['27154', '27139'], named: 'old-district:770' } as const
    expect(ask({ ...within, unclear: 'district' }).text).toContain('ở quận 3 cũ. Chỗ đó nay thuộc phường, xã nào')
    expect(ask({ ...within, unclear: 'split-ward', named: 'old-ward:27148' }).text).toContain('ở phường 4, quận 3 cũ.')
    expect(ask({ unclear: 'province', named: 'old-province:26' }).text).toContain('ở tỉnh Vĩnh Phúc cũ.')
  })

  it('has words in English, buttons that tell pin from words, and no more than four of them', () => {
    expect(ask({ unclear: 'namesakes', named: 'commune:27139' }, 'en').text).toContain('Phường Xuân Hòa')
    expect(ask({ unclear: 'pin-disagrees' }).buttons?.map(({ data }) => data)).toEqual(['place:pin', 'place:words'])
    const many = ['27154', '27139', '26743', '26740', '26737']
    expect(ask({ unclear: 'namesakes', candidates: many, named: 'commune:27139' }).buttons).toHaveLength(4)
  })

  it('is the plain one while no gazetteer is active, or where it knows the area no more', () => {
    const place = { unclear: 'district', candidates: ['27154'], named: 'old-district:999' } as const
    const plain = { text: expect.stringContaining('Việc này ở đâu ạ?'), requestLocation: true }
    expect(ask(place)).toEqual(plain)
    expect(makeRender(house)(askPlace({ ...NOTHING, ...place, named: 'old-district:770' }), 'vi', {})).toEqual(plain)
  })

  it('keeps to what every channel can carry', () => {
    for (const { code } of makeSmallRelease().communes) {
      for (const { label, data } of ask({ unclear: 'pin-wide', candidates: [code, '26743'] }).buttons ?? []) {
        expect(data).toMatch(/^[A-Za-z0-9:_-]{1,64}$/)
        expect(label.length).toBeLessThanOrEqual(90)
      }
    }
  })
})
