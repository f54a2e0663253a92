import { describe, expect, it } from 'vitest'
import { type IncidentCandidate, makeChoose } from '../../../src/understand/alike/choose.ts'
import type { Fit } from '../../../src/understand/alike/fit.ts'
import type { PairJudgement } from '../../../src/understand/alike/judge.ts'
import { viewOf } from './views.ts'

const thresholds = { suggest: 0.5, sameSender: 0.9, sure: null }
const newer = viewOf('khói đen')
/** An incident fits by the mean of its voices: what weighs them in life is learned. */
const fitByMean: Fit = (_, incidents) =>
  incidents.map((voices) => voices.reduce((sum, { score }) => sum + score, 0) / voices.length)

/** Candidates whose likeness is given, by the incident they are in. */
function world(
  scores: readonly (readonly [rootId: string, judged: Partial<PairJudgement>, more?: Partial<IncidentCandidate>])[],
) {
  const views = scores.map((_, at) => viewOf(`tin ${at}`, at))
  const candidates = scores.map(
    ([rootId, , more], at): IncidentCandidate => ({
      tipId: `t${at}`,
      incidentId: rootId,
      rootId,
      view: views[at] ?? newer,
      isSameSender: false,
      tipsBetween: 0,
      isApart: false,
      ...more,
    }),
  )
  const choose = makeChoose(
    (_, older) => ({
      score: 0,
      isCopy: false,
      isSure: false,
      hasCommonGround: true,
      isByPhoto: false,
      isWorthALook: false,
      figures: new Float64Array(),
      reasons: [],
      ...scores[views.indexOf(older)]?.[1],
    }),
    fitByMean,
    thresholds,
  )
  return choose(newer, candidates)
}

describe('what a newer tip belongs to', () => {
  it('is the incident it fits best, as a suggestion', () => {
    expect(
      world([
        ['a', { score: 0.6 }],
        ['b', { score: 0.8 }],
      ]),
    ).toMatchObject({ rootId: 'b', how: 'suggested', relation: 'witness' })
  })

  it('is none where it is like nothing enough, or there is nothing', () => {
    expect(world([['a', { score: 0.49 }]]).how).toBe('none')
    expect(world([]).how).toBe('none')
  })

  it('is no incident of which one voice is a little like it and all others are not', () => {
    const others = [0, 1, 2].map((): ['a', { score: number }] => ['a', { score: 0.05 }])
    expect(world([['a', { score: 0.6 }], ...others]).how).toBe('none')
  })

  it('joins by itself as a copy, whatever else the incident holds', () => {
    expect(
      world([
        ['a', { score: 1, isCopy: true }],
        ['a', { score: 0.1 }],
      ]),
    ).toMatchObject({ how: 'automatic', relation: 'copy' })
  })

  it('joins by itself as the same sender again only where it is beyond doubt', () => {
    const own = { isSameSender: true }
    expect(world([['a', { score: 0.95 }, own]])).toMatchObject({ how: 'automatic', relation: 'repeat' })
    expect(world([['a', { score: 0.8 }, own]])).toMatchObject({ how: 'suggested', relation: 'repeat' })
  })

  it('is only a suggestion where the same sender may speak of another thing', () => {
    const own = { isSameSender: true }
    expect(world([['a', { score: 0.95, hasCommonGround: false }, own]])).toMatchObject({ how: 'suggested' })
  })

  it('is something to look at where both name one house, however little it fits', () => {
    expect(world([['a', { score: 0.2, isWorthALook: true }]])).toMatchObject({ how: 'suggested', rootId: 'a' })
  })

  it('never joins by a shared picture alone', () => {
    expect(world([['a', { score: 0.95, isByPhoto: true }, { isSameSender: true }]]).how).toBe('suggested')
  })

  it('is never what an officer parted it from, nor any other voice of that', () => {
    expect(
      world([
        ['a', { score: 0.99, isCopy: true }],
        ['a', { score: 0.2 }, { isApart: true }],
        ['b', { score: 0.55 }],
      ]),
    ).toMatchObject({ rootId: 'b' })
  })
})
