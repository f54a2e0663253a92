/** What a model said of one text it had not seen: scores before the softmax, and which label was right. */
export interface HeldOut {
  scores: Float32Array
  target: number
}

/** Rounds of the search; each leaves 62 % of the range, so that 40 settle it to nine digits. */
const ROUNDS = 40
const GOLDEN = (Math.sqrt(5) - 1) / 2
/** Texts a share must rest on before it says anything. */
const TEXTS_MIN = 50

/**
 * The temperature with which the probabilities cost least (Guo et al. 2017, "On Calibration of Modern Neural Networks").
 * `held` must come from folds the models had not seen.
 */
export function fitTemperature(held: readonly HeldOut[]): number {
  let low = 0.1
  let high = 10
  for (let round = 0; round < ROUNDS; round++) {
    const a = high - GOLDEN * (high - low)
    const b = low + GOLDEN * (high - low)
    if (logLoss(held, a) < logLoss(held, b)) high = b
    else low = a
  }
  return (low + high) / 2
}

/** Mean of -ln p(right label). */
export function logLoss(held: readonly HeldOut[], temperature: number): number {
  let sum = 0
  for (const { scores, target } of held) {
    let highest = Number.NEGATIVE_INFINITY
    for (const score of scores) if (score > highest) highest = score
    let weights = 0
    for (const score of scores) weights += Math.exp((score - highest) / temperature)
    sum += Math.log(weights) - ((scores[target] ?? 0) - highest) / temperature
  }
  return sum / held.length
}

/** One answer: how sure, and whether right. */
export interface Answer {
  p: number
  isRight: boolean
}

/** The lowest confidence from which on at least `accuracyMin` of the answers were right; above 1 where there is none. */
export function fitThreshold(answers: readonly Answer[], accuracyMin: number): number {
  const sorted = answers.toSorted((a, b) => b.p - a.p)
  let right = 0
  let threshold = 1.01
  for (const [at, { p, isRight }] of sorted.entries()) {
    if (isRight) right++
    if (at + 1 >= TEXTS_MIN && right / (at + 1) >= accuracyMin) threshold = p
  }
  return threshold
}

/** One text of the folds: the chance a model gave it, and whether it is one of those sought. */
export interface Chance {
  p: number
  isSought: boolean
}

/** The highest chance from which on at least `recallMin` of those sought are found; `ifNone` where none is sought. */
export function fitForRecall(chances: readonly Chance[], recallMin: number, ifNone: number): number {
  const sought = chances.filter(({ isSought }) => isSought).map(({ p }) => p)
  sought.sort((a, b) => b - a)
  return sought[Math.max(0, Math.ceil(sought.length * recallMin) - 1)] ?? ifNone
}

/** The lowest chance from which on at most `lossMax` of the others are taken; above 1 where there is none. */
export function fitForLoss(chances: readonly Chance[], lossMax: number): number {
  const others = chances.filter(({ isSought }) => !isSought).map(({ p }) => p)
  others.sort((a, b) => b - a)
  const dearest = others[Math.floor(others.length * lossMax)]
  return dearest === undefined ? 1.01 : dearest + 1e-6
}
