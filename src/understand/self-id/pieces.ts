import {
  CALL_BACK,
  CONTACTS,
  EVENT_TELLS,
  GOES_ON,
  ONLY_ONES,
  OTHERS,
  OWN_PEOPLE,
  OWN_PLACES,
  SELF_TELLS,
  STOPS,
} from '../../data/self-words.ts'
import { spanOf } from '../normalise.ts'
import type { Clause } from './clauses.ts'
import type { Marked } from './mark-text.ts'
import { findMentions } from './mentions.ts'
import { makeWordList, type Word } from './words.ts'

const CLASSES = Object.entries({
  call: CALL_BACK,
  contact: CONTACTS,
  event: EVENT_TELLS,
  on: GOES_ON,
  only: ONLY_ONES,
  other: OTHERS,
  person: OWN_PEOPLE,
  place: OWN_PLACES,
  self: SELF_TELLS,
  stop: STOPS,
}).map(([name, phrases]) => [name, makeWordList(phrases)] as const)

/** The pieces of each word by which it is judged: itself and its neighbours, its shape, its clause, what rules say. */
export function piecesOfWords(marked: Marked): string[][] {
  const { text, words, speakers, clauses, entities, told } = marked
  const near = words.map((word, at) => nearWord(word, speakers[at] ?? 0))
  const classes = words.map((_, at) => CLASSES.flatMap(([name, list]) => (list(words, at) > 0 ? [name] : [])))
  const isInEntity = words.map(({ start, end }) => {
    const span = spanOf(text, start, end)
    return entities.some((entity) => entity.start < span.end && span.start < entity.end)
  })
  const isTold = words.map((_, at) => told.some(({ from, to }) => at >= from && at < to))
  const hasCapitals = words.filter(({ isCapital }) => isCapital).length * 2 < words.length
  const mentions = findMentions(words)
  return clauses.flatMap((clause, number) => {
    const about = aboutClause(marked, near, clauses, number)
    let sinceSpeaker = -1
    return Array.from({ length: clause.to - clause.from }, (_, offset) => {
      const at = clause.from + offset
      if ((speakers[at] ?? 0) > 0) sinceSpeaker = 0
      else if (sinceSpeaker >= 0) sinceSpeaker += 1
      const own = near[at] ?? ''
      const pieces = ['', ...about]
      for (const [place, other] of [
        [0, own],
        [-1, near[at - 1]],
        [1, near[at + 1]],
        [-2, near[at - 2]],
        [2, near[at + 2]],
        [-3, near[at - 3]],
        [3, near[at + 3]],
      ] as const) {
        pieces.push(`${place}=${other ?? '^'}`)
      }
      pieces.push(`-1,0=${near[at - 1] ?? '^'} ${own}`, `0,1=${own} ${near[at + 1] ?? '^'}`)
      for (const place of [-1, 0, 1]) {
        for (const name of classes[at + place] ?? []) pieces.push(`c${place}=${name}`)
      }
      const word = words[at]
      if (word !== undefined && word.word !== word.bare) pieces.push(`w=${word.word}`)
      if (hasCapitals && word?.isCapital === true) pieces.push(offset === 0 ? 'capital first' : 'capital')
      if (isInEntity[at]) pieces.push('entity')
      pieces.push(`told=${isTold[at]}`, `told,0=${isTold[at]} ${own}`)
      pieces.push(`since=${bucket(sinceSpeaker)}`, `at=${bucket(offset)}`)
      const mention = mentions[at]
      if (mention !== undefined && mention !== null) {
        const { from, to, kind } = mention
        const left = near[from - 1] ?? '^'
        const left2 = near[from - 2] ?? '^'
        pieces.push(
          `m=${kind}`,
          `m:left=${left}`,
          `m:left2=${left2} ${left}`,
          `m:left3=${near[from - 3] ?? '^'} ${left2} ${left}`,
          `m:right=${near[to] ?? '$'}`,
        )
        pieces.push(`m:since=${kind} ${bucket(sinceSpeaker)}`)
        for (const place of [-1, -2, -3])
          for (const name of classes[from + place] ?? []) pieces.push(`m:c${place}=${name}`)
      }
      return pieces
    })
  })
}

/** What every word of a clause shares. */
function aboutClause(marked: Marked, near: readonly string[], clauses: readonly Clause[], number: number): string[] {
  const { words, speakers, entities, text, told } = marked
  const describe = (clause: Clause | undefined, name: string): string[] => {
    if (clause === undefined) return [`${name}:none`]
    const pieces = [
      `${name}:first=${near[clause.from]}`,
      `${name}:first2=${near[clause.from]} ${clause.to - clause.from > 1 ? near[clause.from + 1] : ''}`,
    ]
    const speaker = speakers.findIndex((length, at) => length > 0 && at >= clause.from && at < clause.to)
    const has = speaker >= 0
    pieces.push(`${name}:speaker=${has}`)
    if (has) {
      pieces.push(`${name}:speaker at=${bucket(speaker - clause.from)}`)
      pieces.push(`${name}:after speaker=${speaker + 1 < clause.to ? near[speaker + 1] : '$'}`)
      if (speaker > clause.from) pieces.push(`${name}:before speaker=${near[speaker - 1]}`)
    }
    const isTold = told.some(({ from, to }) => from < clause.to && clause.from < to)
    pieces.push(`${name}:told=${isTold}`)
    const first = words[clause.from]
    const last = words[clause.to - 1]
    if (first && last) {
      const span = { start: spanOf(text, first.start, first.end).start, end: spanOf(text, last.start, last.end).end }
      if (entities.some((entity) => entity.start < span.end && span.start < entity.end)) pieces.push(`${name}:entity`)
    }
    if (name !== 'p') for (const word of new Set(near.slice(clause.from, clause.to))) pieces.push(`${name}:has=${word}`)
    for (const [list, matches] of CLASSES) {
      if (list !== 'only' && list !== 'contact' && list !== 'event') continue
      for (let at = clause.from; at < clause.to; at++) {
        if (matches(words, at) > 0) {
          pieces.push(`${name}:${list}`, `${name}:${list},speaker=${has}`)
          break
        }
      }
    }
    return pieces
  }
  const own = clauses[number]
  const before = clauses[number - 1]
  const isSameSentence =
    own !== undefined && before !== undefined && words[own.from]?.sentence === words[before.from]?.sentence
  return [
    ...describe(own, 'c'),
    ...describe(before, 'p').map((piece) => `${piece} ${isSameSentence}`),
    `number=${Math.min(number, 3)}`,
    `opens sentence=${!isSameSentence}`,
  ]
}

function nearWord(word: Word, speaker: number): string {
  if (speaker > 0) return '<I>'
  if (word.word.startsWith('<')) return word.word
  if (/^\d+$/.test(word.word)) return word.word.length > 3 ? '<N>' : `<${word.word.length}>`
  if (/\d/.test(word.word)) return '<x>'
  return word.bare
}

function bucket(count: number): string {
  return count < 0 ? 'none' : count < 6 ? String(count) : count < 12 ? '6+' : '12+'
}
