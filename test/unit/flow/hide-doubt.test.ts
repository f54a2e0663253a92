import { expect, it } from 'vitest'
import { hideDoubt } from '../../../src/flow/hide-doubt.ts'

const route = (primary: object | null, also: object[] = []) => ({ stage: 'route', value: { primary, also } })
const DOUBTED = route({ unit: '79-PC01', reason: 'police-doubted' }, [
  { unit: '79-PV01', reason: 'no-active-officers' },
])
const PLAIN = route({ unit: '26743', reason: 'place' })
const OTHER = { stage: 'classify', value: {} }

it.each([
  ['shown to the unit it names first', DOUBTED, '79-PC01', true],
  ['shown to the unit it names to stand in', DOUBTED, '79-PV01', true],
  ['hidden from the commune that gets the tip afterwards', DOUBTED, '26743', false],
  ['hidden from every unit where it cannot be read', route({ unit: 1 }), '79-PC01', false],
  ['shown to everybody where nothing was doubted', PLAIN, '26740', true],
])('the route of a tip is %s', (_what, finding, unit, isShown) => {
  expect(hideDoubt([OTHER, finding], unit)).toEqual(isShown ? [OTHER, finding] : [OTHER])
})
