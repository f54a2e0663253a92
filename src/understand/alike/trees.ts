import { z } from 'zod'

/** Questions in a row before a leaf is reached. */
export const DEPTH = 3
const SPLITS = 2 ** DEPTH - 1
const LEAVES = 2 ** DEPTH

/**
 * Boosted regression trees of logistic loss (J. Friedman, Greedy function approximation, 2001). Each tree is a complete one:
 * `features` and `at` are its questions in the order of a heap (is this figure at least that?), `values` its leaves.
 */
export const treesSchema = z.strictObject({
  bias: z.number(),
  trees: z.array(
    z.strictObject({
      features: z.array(z.number().int().min(0)).length(SPLITS),
      at: z.array(z.number()).length(SPLITS),
      values: z.array(z.number()).length(LEAVES),
    }),
  ),
})
export type Trees = z.output<typeof treesSchema>

/** A question that everything answers with no: there was nothing left to tell apart. */
export const NEVER = 1e9

/** How likely it is, 0 to 1. */
export function scoreTrees(trees: Trees, figures: Float64Array): number {
  return 1 / (1 + Math.exp(-sumTrees(trees, figures)))
}

/** The same before it is brought between 0 and 1. */
export function sumTrees({ bias, trees }: Trees, figures: Float64Array): number {
  let sum = bias
  for (const { features, at, values } of trees) {
    let node = 0
    while (node < SPLITS) node = 2 * node + ((figures[features[node] ?? 0] ?? 0) >= (at[node] ?? NEVER) ? 2 : 1)
    sum += values[node - SPLITS] ?? 0
  }
  return sum
}
