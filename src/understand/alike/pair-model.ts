import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { FEATURES } from './features.ts'
import { FIT_FEATURES } from './fit.ts'
import { treesSchema } from './trees.ts'

const share = z.number().min(0).max(1)

/** What decides whether tips tell of one event: trees over the figures of two tips, and over those of a tip and an incident. */
export const pairModelSchema = z.strictObject({
  version: z.string().regex(/^[a-z0-9-]{1,40}$/),
  features: z.array(z.string()),
  pair: treesSchema,
  fitFeatures: z.array(z.string()),
  fit: treesSchema,
  thresholds: z.strictObject({
    /** From here on an incident is suggested to an officer. */
    suggest: share,
    /** From here on a tip of the same sender joins by itself. */
    sameSender: share,
    /** From here on tips of different senders join by themselves; null until officers have reviewed enough of them. */
    sure: share.nullable(),
  }),
})
export type PairModel = z.output<typeof pairModelSchema>

/** @throws {AppError} `bad-data` for trees over other figures than this version takes */
export function readPairModel(value: unknown): PairModel {
  const parsed = pairModelSchema.safeParse(value)
  const isOurs =
    parsed.success && isSame(parsed.data.features, FEATURES) && isSame(parsed.data.fitFeatures, FIT_FEATURES)
  if (!isOurs) throw new AppError('bad-data', 'the model of pairs does not fit this version')
  return parsed.data
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, at) => name === other[at])
}
