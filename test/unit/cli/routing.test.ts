import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { describeTrial, readRulesFile } from '../../../src/cli/routing.ts'
import { DEFAULT_ROUTING } from '../../../src/data/routing.ts'

const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-routing-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const fileOf = async (text: string): Promise<string> => {
  const file = path.join(folder, 'rules.json')
  await writeFile(file, text)
  return file
}

it('a file of rules is read as it was exported, with or without a byte order mark', async () => {
  const text = JSON.stringify(DEFAULT_ROUTING, null, 2)
  for (const written of [text, `\ufeff${text}`]) {
    expect(await readRulesFile(await fileOf(written))).toEqual({ ok: true, rules: DEFAULT_ROUTING })
  }
})

it('what is wrong with a file is said in words, each with its place', async () => {
  const categories = { ...DEFAULT_ROUTING.categories, 'drug-trade': DEFAULT_ROUTING.categories.theft }
  const read = await readRulesFile(await fileOf(JSON.stringify({ ...DEFAULT_ROUTING, categories })))
  expect(read).toMatchObject({ ok: false, lines: [expect.stringMatching(/categories\.drug-trade: refused/)] })
  for (const text of ['', '{', 'null', '[]']) expect((await readRulesFile(await fileOf(text))).ok).toBe(false)
  expect((await readRulesFile(path.join(folder, 'none.json'))).ok).toBe(false)
})

it('a trial is told in counts, small ones not exactly, and in names of units', () => {
  const found = {
    total: 1_000,
    unknown: 0,
    moved: 312,
    toldOtherwise: 0,
    rows: [
      { from: 'a', to: 'b', count: 310 },
      { from: 'b', to: 'a', count: 2 },
    ],
  }
  const text = describeTrial(found, 30, (code) => code.toUpperCase())
  expect(text).toContain('312 of 1000 tips of the last 30 days would have gone elsewhere.')
  expect(text).toContain('310\tA -> B')
  expect(text).toContain('<5\tB -> A')
  expect(text).toContain('Nothing was changed.')
})
