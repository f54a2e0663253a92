import { type BookTip, walkBook } from './book.ts'
import type { IncidentCandidate } from './choose.ts'
import { compare, type Standing } from './features.ts'
import { type FitVoice, fitFigures } from './fit.ts'
import { type Example, growTrees } from './grow-trees.ts'
import { areCopies } from './near-words.ts'
import { scoreTrees, type Trees } from './trees.ts'
import type { TipView } from './view.ts'

/** Tips in the order they were received, and which event each tells of. */
export interface Story {
  /** Whose tips they are: what is told twice, once alone and once in a crowd, has one name. */
  name: string
  tips: readonly BookTip[]
  /** By the id of a tip. */
  eventOf: ReadonlyMap<string, string>
  /** Of a tip that is there only to be told from others nothing is learned as the newer one. */
  isCrowd(tip: BookTip): boolean
  weight: number
}

/** Two tips of which an officer said whether they tell of one event. */
export interface PairExample extends Standing {
  one: TipView
  other: TipView
  isSame: boolean
  weight: number
}

const PAIR_GROWING = { rounds: 150, rate: 0.06 }
const FIT_GROWING = { rounds: 150, rate: 0.05 }

/** What the figures of two tips, and of a tip and an incident, are weighed by. */
export interface Learned {
  pair: Trees
  fit: Trees
}

/**
 * Learns from stories, and from what officers said of pairs. How well a tip fits an incident is learned from scores of
 * trees that did not see the story: with their own they would look surer than they are.
 */
export function trainPairs(stories: readonly ReadStory[], answers: readonly PairExample[] = []): Learned {
  const told = answers.map(
    ({ one, other, isSame, weight, ...standing }): Example => ({
      figures: compare(one, other, standing),
      isTrue: isSame,
      weight,
    }),
  )
  const grow = (left: string | null): Trees =>
    growTrees([...stories.flatMap(({ name, pairs }) => (name === left ? [] : pairs)), ...told], PAIR_GROWING)
  const fits = [...Map.groupBy(stories, ({ name }) => name)].flatMap(([name, own]) => {
    const pair = grow(name)
    return own.flatMap((story) => listFits(story, pair))
  })
  return { pair: grow(null), fit: growTrees(fits, FIT_GROWING) }
}

/** A story with the pairs that are learned from. */
export interface ReadStory extends Story {
  pairs: readonly Example[]
}

export function readStory(story: Story): ReadStory {
  return { ...story, pairs: listPairs(story) }
}

/** Each tip with what it would be compared with in life, and with all others of its own event before it. */
function listPairs(story: Story): Example[] {
  const examples: Example[] = []
  const before = Map.groupBy(story.tips, ({ id }) => eventIn(story, id))
  const numbers = new Map(story.tips.map(({ id }, at) => [id, at]))
  walkStory(story, (tip, candidates) => {
    const at = numbers.get(tip.id) ?? 0
    const mates = (before.get(eventIn(story, tip.id)) ?? []).flatMap((mate) => {
      const between = at - (numbers.get(mate.id) ?? 0) - 1
      const isFound = candidates.some(({ tipId }) => tipId === mate.id)
      return between < 0 || isFound
        ? []
        : [{ tipId: mate.id, view: mate.view, isSameSender: mate.sender === tip.sender, tipsBetween: between }]
    })
    for (const one of [...candidates, ...mates]) {
      const isTrue = eventIn(story, one.tipId) === eventIn(story, tip.id)
      examples.push({ figures: compare(tip.view, one.view, one), isTrue, weight: story.weight })
    }
  })
  return examples
}

/** Each tip with each of the events it may belong to. */
function listFits(story: Story, pair: Trees): Example[] {
  const examples: Example[] = []
  walkStory(story, (tip, candidates) => {
    const events = [...Map.groupBy(candidates, ({ rootId }) => rootId).values()]
    const figures = fitFigures(
      tip.view,
      events.map((voices) => voices.map((one) => asVoice(tip, one, pair))),
    )
    for (const [at, voices] of events.entries()) {
      const isTrue = eventIn(story, voices[0]?.tipId ?? '') === eventIn(story, tip.id)
      const found = figures[at]
      if (found !== undefined) examples.push({ figures: found, isTrue, weight: story.weight })
    }
  })
  return examples
}

function asVoice(tip: BookTip, one: IncidentCandidate, pair: Trees): FitVoice {
  const figures = compare(tip.view, one.view, one)
  const score = areCopies(tip.view, one.view) ? 1 : scoreTrees(pair, figures)
  return { view: one.view, isSameSender: one.isSameSender, score, figures }
}

/** Every tip is put where it belongs. */
function walkStory(story: Story, learn: (tip: BookTip, candidates: readonly IncidentCandidate[]) => void): void {
  const firstOf = new Map<string, string>()
  walkBook(story.tips, (tip, candidates) => {
    if (candidates.length > 0 && !story.isCrowd(tip)) learn(tip, candidates)
    const event = eventIn(story, tip.id)
    const first = firstOf.get(event) ?? tip.id
    firstOf.set(event, first)
    return first
  })
}

/** Whatever is not told of is an event of its own. */
function eventIn(story: Story, tipId: string): string {
  return story.eventOf.get(tipId) ?? tipId
}
