import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { describeFindings, type Finding, type FindingKind, isFit } from '../../../src/gazetteer/findings.ts'
import { packRelease } from '../../../src/gazetteer/pack.ts'
import { readFolder } from '../../../src/gazetteer/read-folder.ts'
import type { Release } from '../../../src/gazetteer/release.ts'
import { writeFolder } from '../../../src/gazetteer/write-folder.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'
import { makeOfficialWorkbook } from '../../fixtures/gazetteer/small-xlsx.ts'

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/gazetteer')
const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** A copy of one of the fixture folders, or an empty one, with files put in. */
async function folderWith(from: 'json' | 'csv' | 'official' | null, files: Record<string, string | Buffer> = {}) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-gazetteer-'))
  folders.push(folder)
  if (from !== null) await cp(path.join(FIXTURES, from), folder, { recursive: true })
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content)
  return folder
}

async function readWhole(folder: string, options?: Parameters<typeof readFolder>[1]): Promise<Release> {
  const { release, findings } = await readFolder(folder, options)
  if (release === null) throw new Error(describeFindings(findings).join('\n'))
  return release
}

const kindsOf = (findings: readonly Finding[]): FindingKind[] => findings.map(({ kind }) => kind)
const tell = (findings: readonly Finding[]): string => describeFindings(findings, 12).join('\n')

describe('a folder', () => {
  it.each(['json', 'csv'] as const)('of %s files says exactly what the small release says', async (form) => {
    const release = await readWhole(path.join(FIXTURES, form))
    expect(release.checksum).toBe(packRelease(makeSmallRelease()).checksum)
    expect(release).toMatchObject({ id: '2026-04-30.1', validFrom: '2026-04-30' })
  })

  it('of official lists gives the same areas and the same edges', async () => {
    const { provinces, communes, oldWards, oldDistricts, edges, districtEdges } = await readWhole(
      path.join(FIXTURES, 'official'),
    )
    const small = makeSmallRelease()
    expect(communes.map(({ code, name, type, province }) => [code, name, type, province])).toEqual(
      small.communes.map(({ code, name, type, province }) => [code, name, type, province]),
    )
    expect(oldWards.map((one) => ({ ...one, otherName: null }))).toEqual(
      small.oldWards.map((one) => ({ ...one, otherName: null })),
    )
    expect(oldDistricts).toEqual(small.oldDistricts)
    expect(districtEdges).toEqual(small.districtEdges)
    // The official table has no word for an edge from a second source.
    expect(edges).toEqual(small.edges.map((one) => (one.kind === 'supplement' ? { ...one, kind: 'whole' } : one)))
    // Of Bình Dương no ward is in the small set: what went into Hồ Chí Minh is told by wards alone.
    expect(provinces.map(({ code, mergedFrom }) => [code, mergedFrom])).toEqual([
      ['01', ['01']],
      ['25', ['25', '26']],
      ['79', ['79']],
    ])
  })

  it('of official lists as workbooks gives the same, with the zeros that numbers lose put back and told', async () => {
    const files = ['BangChuyenDoi.csv', 'Cap-tinh.csv', 'Cap-xa.csv', 'Danh-sach-cap-xa-cu.csv']
    const workbooks = await Promise.all(files.map(makeOfficialWorkbook))
    const folder = await folderWith(
      null,
      Object.fromEntries(files.map((file, index) => [file.replace('.csv', '.xlsx'), workbooks[index] ?? ''])),
    )
    const { release, findings } = await readFolder(folder)
    expect(release?.checksum).toBe((await readWhole(path.join(FIXTURES, 'official'))).checksum)
    expect(kindsOf(findings)).toContain('padded-code')
    expect(tell(findings)).toContain('4 is read as 00004')
  })

  it('with the conversion table alone makes a release of it', async () => {
    const { communes, oldProvinces, edges } = await readWhole(
      await folderWith(null, { 'bang.xlsx': await makeOfficialWorkbook('BangChuyenDoi.csv') }),
    )
    expect([communes.length, oldProvinces.length, edges.length]).toEqual([17, 4, 47])
  })

  it('without heads is known by what stands in it', async () => {
    const folder = await folderWith(null, {
      'tinh.csv': '01,Thành phố Hà Nội\n25,Phú Thọ\n',
      'xa.csv': ', THÀNH PHỐ HÀ NỘI,,\n00004, Phường Ba Đình ,Thành phố Hà Nội,\n08824,Xã Tam Sơn,Phú Thọ,\n',
    })
    expect((await readWhole(folder)).communes.map(({ name, type, province }) => [name, type, province])).toEqual([
      ['Ba Đình', 'phuong', '01'],
      ['Tam Sơn', 'xa', '25'],
    ])
  })

  it('that was written from a release reads back to the same, sources apart', async () => {
    const folder = await folderWith(null)
    const release = makeSmallRelease()
    await writeFolder(release, folder)
    expect((await readWhole(folder)).checksum).toBe(packRelease(release).checksum)
    await expect(writeFolder(release, folder)).rejects.toThrow('EEXIST')
  })
})

describe('types that changed', () => {
  it('are those of the day a release is valid from, the former kept beside the new', async () => {
    const after = await readWhole(path.join(FIXTURES, 'csv'))
    const before = await readWhole(path.join(FIXTURES, 'csv'), { validFrom: '2025-07-01' })
    const typesOf = ({ communes }: Release) =>
      communes.filter(({ code }) => code === '08824').map(({ type, formerType }) => [type, formerType])
    expect(typesOf(after)).toEqual([['phuong', 'xa']])
    expect(typesOf(before)).toEqual([['xa', null]])
    expect(before.checksum).not.toBe(after.checksum)
  })

  it.each(['2025-06-30', '2025-13-01', 'yesterday'])('no release is valid from %s', async (validFrom) => {
    const { release, findings } = await readFolder(path.join(FIXTURES, 'csv'), { validFrom })
    expect(release).toBeNull()
    expect(tell(findings)).toContain(`"${validFrom}" is no day from 2025-07-01 on`)
  })
})

describe('what is known to be wrong is put right and told', () => {
  it('an old city under the wrong province, with its wards', async () => {
    const folder = await folderWith(null, {
      'bang.csv': [
        'Tỉnh,Tên xã mới,Mã xã mới,Tên xã cũ,Mã xã cũ,Ghi chú,Quận/huyện,Tỉnh cũ',
        'Tỉnh Tây Ninh (80),Phường Long An,27694,Phường 1,27685,Nhập toàn bộ,Thành phố Tân An (794),Tỉnh Tiền Giang (82)',
        'Tỉnh Tây Ninh (80),Xã Tầm Vu,27856,Thị trấn Tầm Vu,27856,Nhập toàn bộ,Huyện Châu Thành (802),Tỉnh Long An (80)',
      ].join('\n'),
    })
    const { release, findings } = await readFolder(folder)
    expect(release?.oldDistricts.find(({ code }) => code === '794')?.province).toBe('80')
    expect(release?.oldWards.find(({ code }) => code === '27685')?.province).toBe('80')
    expect(tell(findings)).toContain('REPAIR   1 old districts known to stand under the wrong province')
    // Nothing is left of Tiền Giang but its name.
    expect(isFit(findings)).toBe(true)
  })

  it('a former name that contradicts its province or its district is left out with a count', async () => {
    const folder = await folderWith('csv', {
      'aliases-pre2025.tsv': [
        'type\tname\tdistrict\tprovince\tnew_unit_code',
        'phuong\tĐống Mác\tQuận Hai Bà Trưng\tThành phố Hà Nội\t08740',
        'phuong\tHàng Đào Cũ\tQuận 3\tThành phố Hồ Chí Minh\t26743',
        'phuong\t7\tQuận 3\tThành phố Hồ Chí Minh\t27139',
        'phuong\t7\tQuận 3\tThành phố Hồ Chí Minh\t27139',
      ].join('\n'),
    })
    const { release, findings } = await readFolder(folder)
    const told = tell(findings)
    expect(told).toContain('2 former names that contradict their own province or district')
    expect(told).toContain('aliases-pre2025.tsv, line 2, column 4: Đống Mác, Quận Hai Bà Trưng: 08740 Phúc Yên')
    expect(told).toContain('aliases-pre2025.tsv, line 3, column 3: Hàng Đào Cũ, Quận 3: 26743 Bến Thành')
    expect(release?.aliases.filter(({ name }) => name === '7')).toEqual([
      {
        name: '7',
        isSquashed: false,
        type: 'phuong',
        of: { commune: '27139' },
        within: { oldDistrict: '770', province: '79' },
      },
    ])
  })

  it('squashed names of districts lead where they should; what is nobody’s, or only the own name, does not', async () => {
    const folder = await folderWith('csv', {
      'districts.csv': [
        'province_key,district_key,alias_keyword,source',
        'thanhphohochiminh,thanhphothuduc,quan9,',
        'thanhphohochiminh,thanhphothuduc,thuduc,',
        'tinhxyz,quan1,q1,',
      ].join('\n'),
      'divided.csv':
        'provinceKey,dividedDistrictKey,dividedDistrictKeyWords,districtKey,districtDefault,source\n' +
        'tinhvinhphuc,binhxuyen,"[""huyenbinhxuyen"",""binhxuyen""]",thanhphovinhyen,TRUE,\n',
    })
    const { release, findings } = await readFolder(folder)
    const added = release?.aliases.filter(({ name }) => /quan9|thuduc|binhxuyen/.test(name))
    expect(added?.map(({ name, of }) => [name, of])).toEqual([
      ['binhxuyen', { oldDistrict: '243' }],
      ['huyenbinhxuyen', { oldDistrict: '243' }],
      ['quan9', { oldDistrict: '769' }],
    ])
    expect(kindsOf(findings)).toEqual(expect.arrayContaining(['unknown-alias', 'idle-alias', 'divided-district']))
  })

  it('other spellings and other codes are kept beside the first', async () => {
    const folder = await folderWith(null, {
      'provinces.json': '[{"code":"22","name":"Quảng Ninh","type":"tinh","mergedFrom":["22"]}]',
      'communes.json': `[
        {"code":"06970","name":"Ba Chẽ","type":"xa","province":"22","codeAlt":"06978 (one list)","nameDecree":"Xa Ba Chẽ"},
        {"code":"06799","name":"Hải Hoà","type":"xa","province":"22","nameDecree":"Hải Hòa","seat":"đang cập nhật"}]`,
    })
    const { communes } = await readWhole(folder)
    expect(communes.map(({ otherName, otherCode, seat }) => [otherName, otherCode, seat])).toEqual([
      ['Hải Hòa', null, null],
      [null, '06978', null],
    ])
  })
})

describe('what cannot be right is refused with its place, and nothing of the folder is taken', () => {
  it.each([
    [
      'communes.csv',
      'code,name,type,province\n000004,Ba Đình,phuong,01\n',
      'communes.csv, line 2, column 1: "000004" is no code of 5 digits',
    ],
    [
      'communes.csv',
      'code,name,type,province\n00004,Ba Đình,tỉnh,01\n',
      'communes.csv, line 2, column 3: "tỉnh" is no type of a commune',
    ],
    [
      'communes.csv',
      'code,name,type,province\n00004,=HYPERLINK(1),phuong,01\n',
      'communes.csv, line 2, column 2: "=HYPERLINK(1)" is no name of an area',
    ],
    [
      'communes.csv',
      'code,name,type,province\n00004,,phuong,01\n',
      'communes.csv, line 2, column 2: a name is missing',
    ],
    [
      'communes.csv',
      'code,name,type,province,lat\n00004,Ba Đình,phuong,01,north\n',
      'communes.csv, line 2, column 5: "north" is no number',
    ],
    [
      'communes.csv',
      'code,name,type,Tỉnh\n00004,Ba Đình,phuong,Atlantis\n',
      'communes.csv, line 2, column 4: "Atlantis" is no province',
    ],
    [
      'communes.csv',
      'code,name,type,province\n00004,Ba Đình,phuong,01\n00004,Ngọc Hà,phuong,01\n',
      'communes.csv, line 3: 00004 Ngọc Hà, as in line 2',
    ],
    [
      'communes.csv',
      'code,name,type,province\n"00004,Ba Đình\n',
      'communes.csv, line 2: a quotation mark is opened and never closed',
    ],
    [
      'edges.csv',
      'old_ward_code,new_ward_code,kind\n00004,00004,swallowed\n',
      'edges.csv, line 2, column 3: "swallowed" is no kind of change',
    ],
    [
      'edges.csv',
      'old_ward_code,new_ward_code,kind\n00004,,whole\n',
      'edges.csv, line 2, column 2: the code of a commune is missing',
    ],
    [
      'edges.csv',
      'old_ward_code,new_ward_code,kind\n00004,00004,whole\n00004,00004,part\n',
      'edges.csv, line 3: 00004 went into 00004 as whole and as part',
    ],
    [
      'boundaries.topojson',
      '{"type":"Topology","arcs":[[[0,0],\n[1]]],"objects":{}}',
      'boundaries.topojson, line 1, column 28: expected an arc of at least two points',
    ],
    ['release.json', '{"validFrom":"tomorrow"}', 'release.json: validFrom'],
    ['release.json', '{"validForm":"2026-04-30"}', 'release.json'],
    [
      'old-wards.tsv',
      Buffer.from('code\tname\n00004\tTr\xfac\n', 'latin1'),
      'old-wards.tsv, line 2, column 9: is not UTF-8',
    ],
  ])('%s (%#)', async (file, content, words) => {
    const { release, findings } = await readFolder(await folderWith('csv', { [file]: content }))
    expect(release).toBeNull()
    expect(tell(findings)).toContain(words)
  })
})

describe('what a release says as a whole is judged', () => {
  it('counts that the folder states must be met', async () => {
    const header = '{"counts":{"communes":18}}'
    const { release, findings } = await readFolder(await folderWith('csv', { 'release.json': header }))
    expect(release).not.toBeNull()
    expect(isFit(findings)).toBe(false)
    expect(tell(findings)).toContain('communes: 17, and the folder states 18')
  })

  it('a small set is only warned that it is no whole country', async () => {
    const { findings } = await readFolder(path.join(FIXTURES, 'csv'))
    expect(kindsOf(findings)).toContain('not-national')
    expect(isFit(findings)).toBe(true)
  })

  it('an old ward without an edge, and an edge that leads nowhere, are named', async () => {
    const folder = await folderWith('csv', {
      'edges.csv': 'old_ward_code,new_ward_code,kind\n00004,00004,whole\n99999,00004,whole\n00006,88888,whole\n',
    })
    const { release, findings } = await readFolder(folder)
    expect(release).not.toBeNull()
    const told = tell(findings)
    expect(told).toContain('old ward 99999 went into 00004, and is not there')
    expect(told).toContain('old ward 00006 went into 88888, which is not there')
    expect(told).toContain('old-wards.tsv, line 4: 00008 Liễu Giai')
    expect(isFit(findings)).toBe(false)
  })
})

describe('files that are no part of it', () => {
  it('are named and left out; hidden files and READMEs are passed over', async () => {
    const folder = await folderWith('csv', {
      'gps-samples.tsv': 'lat\tlon\tunit_code\n21\t105\t00004\n',
      'photo.png': 'x',
      'notes.csv': 'one,two\n1,2\n',
      'README.md': '# x',
      '.DS_Store': 'x',
    })
    const { release, findings } = await readFolder(folder)
    expect(release?.sources.map(({ file }) => file)).not.toContain('gps-samples.tsv')
    const told = tell(findings)
    for (const words of ['gps-samples.tsv: points to measure with', 'photo.png', 'notes.csv: has no columns'])
      expect(told).toContain(words)
    expect(told).not.toMatch(/README|DS_Store/)
  })

  it('of several boundaries one is taken, and the others are named', async () => {
    const folder = await folderWith('csv')
    await cp(path.join(FIXTURES, 'json/boundaries.geojson'), path.join(folder, 'other.geojson'))
    const { release, findings } = await readFolder(folder)
    expect(release?.sources.map(({ file }) => file)).toContain('boundaries.topojson')
    expect(tell(findings)).toContain('other.geojson: boundaries are taken from boundaries.topojson')
    const chosen = await readWhole(folder, { boundariesFile: path.join(folder, 'other.geojson') })
    expect(chosen.sources.map(({ file }) => file)).toContain('other.geojson')
    expect(chosen.checksum).toBe(release?.checksum)
  })
})
