import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { refreshSelfWords } from '../../../src/flow/teach-self-words.ts'
import { SELF_LABELS } from '../../../src/understand/self-id/find-self-words.ts'
import { loadSelfWords } from '../../../src/understand/self-id/store.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'tinbao-self-words-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('self words are learned where there are none, where their corpus changed or their file is damaged, and else left', () => {
  let trained = 0
  const refresh = (seed = 1): number => {
    refreshSelfWords(folder, seed, () => {
      trained++
      const labels = [...SELF_LABELS]
      return { labels, rows: new Map([['tôi', 0]]), weights: new Float32Array(3).fill(1), moves: new Float32Array(9) }
    })
    return trained
  }
  expect([refresh(), refresh()]).toEqual([1, 1])
  writeFileSync(path.join(folder, 'self-words.json'), JSON.stringify({ corpus: 'another', seed: 1 }))
  expect([refresh(), refresh()]).toEqual([2, 2])
  expect([refresh(2), refresh(2)]).toEqual([3, 3])
  const file = readdirSync(folder).find((name) => name.endsWith('.self-words')) ?? ''
  writeFileSync(path.join(folder, file), 'half of it')
  expect(refresh(2)).toBe(4)
  expect(loadSelfWords(folder)?.rows.size).toBe(1)
})
