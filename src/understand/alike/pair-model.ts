import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { FEATURES } from './features.ts'

const share = z.number().min(0).max(1)

/** What weighs the figures of two tips: logistic regression, few enough weights to be read. */
const pairModel = z.strictObject({
  version: z.string().regex(/^[a-z0-9-]{1,40}$/),
  features: z.array(z.string()),
  weights: z.array(z.number()),
  bias: z.number(),
  thresholds: z.strictObject({
    /** From here on two tips are suggested to an officer. */
    suggest: share,
    /** From here on a tip of the same sender joins by itself. */
    sameSender: share,
    /** From here on tips of different senders join by themselves; null until officers have reviewed enough of them. */
    sure: share.nullable(),
  }),
})
export type PairModel = z.output<typeof pairModel>

/** @throws {AppError} `bad-data` for weights of other figures than this version takes */
export function readPairModel(value: unknown): PairModel {
  const parsed = pairModel.safeParse(value)
  const isOurs =
    parsed.success &&
    parsed.data.weights.length === FEATURES.length &&
    FEATURES.every((name, at) => parsed.data.features[at] === name)
  if (!isOurs) throw new AppError('bad-data', 'the model of pairs does not fit this version')
  return parsed.data
}

/** How likely it is that both tell of one event, 0 to 1. */
export function scorePair({ weights, bias }: Pick<PairModel, 'weights' | 'bias'>, figures: Float64Array): number {
  let sum = bias
  for (const [at, figure] of figures.entries()) sum += figure * (weights[at] ?? 0)
  return 1 / (1 + Math.exp(-sum))
}
