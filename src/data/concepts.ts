import { z } from 'zod'
import raw from './concepts.json' with { type: 'json' }

/**
 * Everyday words and phrases by what they mean, so that a model trained on few texts understands words it has not met.
 * Written by a language model from its knowledge of the language, without sight of any corpus; no phrase decides anything
 * by itself.
 */
export const CONCEPTS: Readonly<Record<string, readonly string[]>> = z
  .record(z.string().regex(/^[a-z0-9-]+$/), z.array(z.string().min(1)).min(1))
  .parse(raw)
