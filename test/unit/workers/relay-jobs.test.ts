import { describe, expect, it } from 'vitest'
import { toJobs } from '../../../workers/relay.ts'

const works = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `out_${i}`, ref: `tip_${i}` }))
const LANE = { concurrency: 4, batchMax: 25 }
const sizes = (count: number, lane = LANE): number[] => toJobs(works(count), lane, 'g').map((job) => job.works.length)

describe('work becomes jobs', () => {
  it('one a piece while the lane can take them all at once', () => {
    expect(sizes(1)).toEqual([1])
    expect(sizes(4)).toEqual([1, 1, 1, 1])
    expect(toJobs(works(1), LANE, 'g')).toEqual([{ id: 'out_0+0.g', works: [{ id: 'out_0', ref: 'tip_0' }] }])
  })

  it('several to a job when there is more than that, shared evenly among the lane', () => {
    expect(sizes(5)).toEqual([2, 2, 1])
    expect(sizes(40)).toEqual([10, 10, 10, 10])
  })

  it('never more to a job than the lane allows', () => {
    expect(sizes(250)).toEqual(Array(10).fill(25))
    expect(sizes(251)).toEqual([...Array(10).fill(25), 1])
    expect(sizes(250, { concurrency: 16, batchMax: 1 })).toEqual(Array(250).fill(1))
  })

  it('with nothing forgotten and nothing twice, in order', () => {
    for (const count of [0, 1, 3, 24, 25, 26, 99, 101, 250]) {
      expect(toJobs(works(count), LANE, 'g').flatMap((job) => job.works)).toEqual(works(count))
    }
  })

  it('each under an id of its own, the same for the same work', () => {
    const ids = toJobs(works(99), LANE, 'g').map((job) => job.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(toJobs(works(99), LANE, 'g').map((job) => job.id)).toEqual(ids)
  })

  it('and work that comes alone never hides behind a job that began with it', () => {
    const [many] = toJobs(works(8), LANE, 'g')
    const [one] = toJobs(works(1), LANE, 'g')
    expect(many?.works[0]).toEqual(one?.works[0])
    expect(many?.id).not.toBe(one?.id)
  })
})
