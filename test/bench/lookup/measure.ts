import pg from 'pg'
import type { Bench } from '../bench.ts'
import type { Figure, Figures } from '../figures.ts'
import { percentile, rotate } from '../statistics.ts'
import { fillDatabase, measureDisk } from './database.ts'
import { type Looker, openLooker } from './look.ts'
import { openTrigrams, type Trigrams } from './trigrams.ts'

/** Sides take turns so many look-ups at a time. */
const TURN = 50
/** Look-ups that do not count: plans are made, pages are read. */
const WARM_UP = 300
/** Questions to pg_trgm a round: each takes seconds. */
const TRIGRAM_LOOKS = 5
const GIGABYTE = 1e9

/**
 * G10: how long it takes to find and open everything that a tip is compared with, in an index of few and in one of many,
 * one look-up after the other as the worker makes them, beside the bare statements that read the same rows, and beside
 * pg_trgm on the same words.
 */
export async function measureLookup(bench: Bench, figures: Figures): Promise<void> {
  const { environment, sizes, log } = bench
  const lookers: { name: string; looker: Looker }[] = []
  let trigrams: Trigrams | null = null
  try {
    for (const [at, count] of sizes.indexed.entries()) {
      const startMs = performance.now()
      const url = await fillDatabase(environment, `lookup_${at}`, count)
      const seconds = (performance.now() - startMs) / 1_000
      log(`index of ${words(count)} tips: filled in ${seconds.toFixed(0)} s`)
      const looker = await openLooker(url, environment.keysFolder, WARM_UP + sizes.looks * sizes.rounds)
      lookers.push({ name: words(count), looker })
      if (count !== sizes.indexed[1]) continue
      await addDisk(url, words(count), figures)
      trigrams = await openTrigrams(url, environment.keysFolder)
    }
    for (const { looker } of lookers) for (const told of looker.asking.slice(0, WARM_UP)) await looker.look(told)
    for (let round = 0; round < sizes.rounds; round++) {
      const p50Ms = await measureRound(lookers, sizes.looks, round, figures, log)
      const many = lookers.at(-1)
      if (many && trigrams) await measureTrigrams(many, trigrams, { round, looks: sizes.looks, p50Ms }, figures)
    }
  } finally {
    await trigrams?.close()
    await Promise.all(lookers.map(({ looker }) => looker.close()))
    for (const at of sizes.indexed.keys()) await environment.query(`drop database if exists lookup_${at} (force)`)
  }
}

const words = (count: number): string => count.toLocaleString('en')

function figureOf(what: string, unit: Figure['unit'], wanted: Figure['wanted'] = null): Omit<Figure, 'rounds'> {
  return { goal: 'G10', what, engine: null, unit, wanted }
}

async function addDisk(url: string, name: string, figures: Figures): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { traces, views, bodies } = await measureDisk(client).finally(() => client.end())
  const add = (what: string, bytes: number, wanted: Figure['wanted'] = null): void =>
    figures.add(figureOf(`index of ${name} on disk: ${what}`, 'GB', wanted), bytes / GIGABYTE)
  add('traces, and views without what is sealed', traces + views - bodies, { most: 1.2 })
  add('traces', traces)
  add('views without what is sealed', views - bodies)
  add('what is sealed of the views', bodies)
}

interface Side {
  ours: number[]
  bare: number[]
  copies: number
  copiesFound: number
  found: number
}

/** Answers the p50 of a look-up among many, in milliseconds. */
async function measureRound(
  lookers: readonly { name: string; looker: Looker }[],
  looks: number,
  round: number,
  figures: Figures,
  log: (line: string) => void,
): Promise<number> {
  const sides = lookers.map((): Side => ({ ours: [], bare: [], copies: 0, copiesFound: 0, found: 0 }))
  for (let turn = 0; turn < looks / TURN; turn++) {
    const from = WARM_UP + round * looks + turn * TURN
    for (const at of rotate([...lookers.keys()], turn)) {
      const [looker, side] = [lookers[at]?.looker, sides[at]]
      if (looker !== undefined && side !== undefined) await takeTurn(looker, side, from)
    }
  }
  for (const [at, { ours, bare, ...side }] of sides.entries()) {
    const [name, isMany] = [lookers[at]?.name ?? '', at === lookers.length - 1]
    const bound = (most: number): Figure['wanted'] => (isMany ? { most } : null)
    figures.add(figureOf(`look-up among ${name}: p50`, 'ms', bound(10)), percentile(ours, 0.5))
    figures.add(figureOf(`look-up among ${name}: p99`, 'ms', bound(40)), percentile(ours, 0.99))
    figures.add(figureOf(`bare statements among ${name}: p50`, 'ms'), percentile(bare, 0.5))
    figures.add(figureOf(`bare statements among ${name}: p99`, 'ms'), percentile(bare, 0.99))
    figures.add(
      figureOf(`near copies among ${name} that find their original`, 'times', isMany ? { least: 0.95 } : null),
      side.copiesFound / side.copies,
    )
    figures.add(figureOf(`tips opened of ${name}, a look-up`, 'times'), side.found / ours.length)
  }
  const [few, many] = sides.map(({ ours }) => ours)
  const growth = percentile(many ?? [], 0.99) / percentile(few ?? [], 0.99)
  figures.add(
    figureOf(`p99 of a look-up among ${lookers[1]?.name}, of that among ${lookers[0]?.name}`, 'times', { most: 2 }),
    growth,
  )
  log(
    `look-up, round ${round + 1}: p50 ${percentile(many ?? [], 0.5).toFixed(1)} ms, p99 ${percentile(many ?? [], 0.99).toFixed(1)} ms, growth ${growth.toFixed(2)}`,
  )
  return percentile(many ?? [], 0.5)
}

async function measureTrigrams(
  { name, looker }: { name: string; looker: Looker },
  trigrams: Trigrams,
  { round, looks, p50Ms }: { round: number; looks: number; p50Ms: number },
  figures: Figures,
): Promise<void> {
  const from = WARM_UP + round * looks
  const copies = looker.asking.slice(from, from + looks).filter(({ copyOf }) => copyOf !== null)
  const tookMs: number[] = []
  let found = 0
  for (const told of copies.slice(0, TRIGRAM_LOOKS)) {
    const answer = await trigrams.look(told)
    tookMs.push(answer.ms)
    if (told.copyOf !== null && answer.found.includes(told.copyOf)) found += 1
  }
  const askedMs = percentile(tookMs, 0.5)
  figures.add(figureOf(`pg_trgm among ${name}, of a look-up: p50`, 'times', { least: 100 }), askedMs / p50Ms)
  figures.add(figureOf(`pg_trgm among ${name}: p50`, 'ms'), askedMs)
  figures.add(figureOf(`near copies among ${name} of which pg_trgm finds the original`, 'times'), found / tookMs.length)
}

async function takeTurn(looker: Looker, side: Side, from: number): Promise<void> {
  const asking = looker.asking.slice(from, from + TURN)
  const answers: string[][] = []
  for (const told of asking) {
    const { ms, found } = await looker.look(told)
    side.ours.push(ms)
    side.found += found.length
    answers.push(found)
    if (told.copyOf === null) continue
    side.copies += 1
    if (found.includes(told.copyOf)) side.copiesFound += 1
  }
  for (const [at, told] of asking.entries()) side.bare.push(await looker.lookBare(told, answers[at] ?? []))
}
