import { findHead, type HeadedTable } from '../../tables/head.ts'
import { squash, type Table, textOf } from '../../tables/table.ts'
import type { Findings } from '../findings.ts'
import { readAliases, readDistrictKeys, readDividedDistricts, readEndedWards, readStreets } from './aliases.ts'
import { readCommunes, readOldDistricts, readOldWards, readProvinces } from './areas.ts'
import { type Column, HEADS, LEFT_OUT, TYPE_BEFORE } from './columns.ts'
import { readConversion } from './conversion.ts'
import type { Draft } from './draft.ts'

/** When a table is read: what others refer to comes first. */
export const PHASES = ['provinces', 'areas', 'old-wards', 'conversion', 'aliases'] as const
export type Phase = (typeof PHASES)[number]

/** A table that is known for what it is. */
export interface Recognised {
  phase: Phase
  rows: number
  read(draft: Draft, findings: Findings): void
}

/** What a table is, by its columns; `not-used` for what is known and no part of a release, null for what means nothing. */
export function recognise(table: Table, isOldFile: boolean): Recognised | 'not-used' | null {
  const headed = findHead(table, HEADS) ?? guessHead(table)
  if (headed === null) return null
  const has = (...columns: readonly Column[]): boolean => columns.every((column) => headed.columns.has(column))
  const make = (phase: Phase, read: (reading: Parameters<typeof readAliases>[0]) => void): Recognised => ({
    phase,
    rows: headed.rows.length,
    read(draft, findings) {
      for (const head of headed.unknown) {
        const isKnown = LEFT_OUT.has(squash(head)) || TYPE_BEFORE.test(head)
        const { file, part } = table
        if (!isKnown) findings.add('unknown-column', head, { file, part, line: null, column: null })
      }
      read({ table, headed, draft, findings })
    },
  })
  if (has('provinceKey', 'dividedKeys')) return make('aliases', readDividedDistricts)
  if (has('provinceKey', 'aliasKey')) return make('aliases', readDistrictKeys)
  if (has('district', 'streets')) return make('aliases', readStreets)
  if (has('alias')) return make('aliases', readAliases)
  if (has('newCode', 'name', 'province') && !has('oldCode')) return make('aliases', readEndedWards)
  const namesOld = has('oldCode') || has('oldName') || has('district') || has('districtName')
  if (has('newCode') && namesOld) return make('conversion', readConversion)
  if (has('unitCode', 'lat')) return 'not-used'
  if (has('wardCode') && (has('district') || has('districtName'))) return make('old-wards', readOldWards)
  if (!has('code') && !has('wardCode')) return null
  switch (countDigits(headed)) {
    case 1:
    case 2:
      return make('provinces', (reading) => readProvinces(reading, isOldFile && !has('mergedFrom')))
    case 3:
      return make('areas', readOldDistricts)
    default:
      return has('district') ? make('old-wards', readOldWards) : make('areas', readCommunes)
  }
}

/** The longest code: one that lost its zeros is shorter than the others. */
function countDigits({ columns, rows }: HeadedTable<Column>): number {
  const index = columns.get('code') ?? columns.get('wardCode') ?? 0
  return rows.reduce((most, { cells }) => Math.max(most, textOf(cells[index]).length), 0)
}

/** Tables without a head, as our pairs of codes and some official lists are: by what stands in most rows. */
function guessHead(table: Table): HeadedTable<Column> | null {
  if (table.keys !== null) return null
  const shapes: readonly (readonly [pattern: readonly RegExp[], columns: readonly Column[]])[] = [
    [
      [/^\d{5}$/, /^\d{5}$/, /^[a-z_-]+$/],
      ['oldCode', 'newCode', 'kind'],
    ],
    [
      [/^\d{5}$/, /^\D+/, /^\D+$/],
      ['code', 'name', 'provinceName'],
    ],
    [
      [/^\d{2}$/, /^\D+$/],
      ['code', 'name'],
    ],
  ]
  for (const [pattern, columns] of shapes) {
    const fits = table.rows.filter(({ cells }) => pattern.every((one, index) => one.test(textOf(cells[index]))))
    if (fits.length * 2 > table.rows.length) {
      const positions = new Map(columns.map((column, index) => [column, index]))
      return { columns: positions, heads: [], unknown: [], rows: table.rows }
    }
  }
  return null
}
