import { expect, it } from 'vitest'
import { loadConfig } from '../../../src/config.ts'

it('map tiles need an https address with zoom, column and row, and are none unless set', () => {
  expect(loadConfig({}).web.mapTiles).toBeNull()
  const own = 'https://tiles.example.vn/dem/{z}/{x}/{y}.png'
  expect(loadConfig({ MAP_TILES: own }).web.mapTiles).toBe(own)
  for (const bad of [
    'http://tiles.example.vn/{z}/{x}/{y}.png',
    'https://tiles.example.vn/{z}/{x}.png',
    'https://{s}.example.vn/{z}/{x}/{y}.png',
    "https://tiles.example.vn/{z}/{x}/{y}.png; script-src 'unsafe-inline'",
    'tiles',
  ]) {
    expect(() => loadConfig({ MAP_TILES: bad })).toThrow(/MAP_TILES/)
  }
})
