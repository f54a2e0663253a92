/** Reviews of local tips below which nobody knows what a machine's judgement is worth here (triage reference, training data). */
export const REVIEWS_MIN = 200

/** Whether a machine may destroy what it holds for no report, by how many local tips officers have reviewed blind. */
export function mayDestroy(reviews: number): boolean {
  return reviews >= REVIEWS_MIN
}
