import { expect, it } from 'vitest'
import { makeRemembering } from '../../../../src/understand/self-id/remember.ts'

it('a short text is read once, for each haste, until what was learned changes; a long one each time', () => {
  const read: string[] = []
  const { find, forget } = makeRemembering((text, isUrgent) => {
    read.push(`${text.slice(0, 3)} ${isUrgent}`)
    return isUrgent ? [] : [{ start: 0, end: 3 }]
  })
  expect([find('Lan'), find('Lan'), find('Lan', true), find('Hoa')]).toEqual([
    [{ start: 0, end: 3 }],
    [{ start: 0, end: 3 }],
    [],
    [{ start: 0, end: 3 }],
  ])
  expect(read).toEqual(['Lan false', 'Lan true', 'Hoa false'])
  forget()
  find('Lan')
  for (const text of ['x'.repeat(201), 'x'.repeat(201)]) find(text)
  expect(read.slice(3)).toEqual(['Lan false', 'xxx false', 'xxx false'])
})
