import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { AppError } from '../domain/errors.ts'
import { makeUnits } from '../gazetteer/make-units.ts'
import { packRelease, unpackRelease } from '../gazetteer/pack.ts'
import { makePlaceResolver } from '../gazetteer/resolve.ts'
import { evaluatePlaces } from '../reports/places/evaluate-places.ts'
import { type PlaceCase, readPlaceSet } from '../reports/places/place-set.ts'
import { type PinSample, readPinSamples } from '../reports/places/rate-pins.ts'
import { writePlaces } from '../reports/places/write-places.ts'
import { makeClassifier } from '../understand/model/classifier.ts'
import type { Model } from '../understand/model/model.ts'
import { readReleaseFolder } from './gazetteer-folder.ts'
import { makeRecipients } from './place-recipients.ts'

/** Frozen: never read while the resolver is being mended. */
const TEST_SET = path.resolve(import.meta.dirname, '../../corpus/test/places.tsv')
/** Points known to lie in a commune, where a gazetteer brings some. */
const SAMPLES_FILE = 'gps-samples.tsv'

export interface PlacesAsked {
  folder: string
  /** Of several in the folder, or any other. */
  boundariesFile: string | undefined
  /** The frozen set if left out. */
  setFile: string | undefined
  jsonFile: string | undefined
  markdownFile: string | undefined
  /** Where each message is listed that is not as wanted; for sets that one may look at. */
  missesFile: string | undefined
  /** Null where rules alone judge. */
  model: Model | null
  homeProvince: string
}

/** The places' figures: prints them and answers the exit code, 1 where a code of the set is not in the release. */
export async function evaluatePlaceSet(asked: PlacesAsked): Promise<number> {
  const setFile = path.resolve(asked.setFile ?? TEST_SET)
  if (asked.missesFile !== undefined && setFile === TEST_SET) {
    process.stderr.write('The frozen set is not looked into: name another with --set for its misses.\n')
    return 2
  }
  const { release, packed, faults, cases } = await prepare(asked, setFile)
  if (faults.length > 0) {
    process.stderr.write(`${setFile} does not fit release ${release}:\n${faults.map((one) => `  ${one}\n`).join('')}`)
    return 1
  }
  const units = makeUnits(unpackRelease(packed, release))
  const { misses, ...figures } = await evaluatePlaces({
    set: { name: path.basename(setFile), isFrozen: setFile === TEST_SET },
    model: asked.model?.header.version ?? null,
    cases,
    samples: await readSamples(asked.folder),
    units,
    load: () => makePlaceResolver(unpackRelease(packed, release)),
    recipientsOf: makeRecipients(units, asked.model && makeClassifier(asked.model), asked.homeProvince),
    collectGarbage: makeCollector(),
    now: () => performance.now(),
  })
  const text = writePlaces(figures)
  process.stdout.write(text)
  if (asked.jsonFile !== undefined) await writeFile(asked.jsonFile, `${JSON.stringify(figures, null, 2)}\n`)
  if (asked.markdownFile !== undefined) await writeFile(asked.markdownFile, text)
  if (asked.missesFile !== undefined) await writeFile(asked.missesFile, misses.map((line) => `${line}\n`).join(''))
  return 0
}

/** The set checked against the release, and the release as the database would keep it: nothing else of it stays in memory. */
async function prepare(
  { folder, boundariesFile }: PlacesAsked,
  setFile: string,
): Promise<{ release: string; packed: Buffer; faults: string[]; cases: PlaceCase[] }> {
  const release = await readReleaseFolder(folder, boundariesFile)
  const read = readPlaceSet(await readText(setFile), release)
  const { bytes: packed } = packRelease(release)
  return { release: release.id, packed, faults: read.ok ? [] : read.faults, cases: read.ok ? read.cases : [] }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new AppError('bad-config', `the set cannot be read: ${file}`, { cause })
  }
}

/** Null where the folder has none. @throws {AppError} `bad-data` for a line that is no sample */
async function readSamples(folder: string): Promise<PinSample[] | null> {
  const content = await readFile(path.join(folder, SAMPLES_FILE), 'utf8').catch(() => null)
  if (content === null) return null
  try {
    return readPinSamples(content)
  } catch (cause) {
    throw new AppError('bad-data', `${SAMPLES_FILE}: ${cause instanceof Error ? cause.message : 'unreadable'}`, {
      cause,
    })
  }
}

/** Node shows its collector only when asked to; asked here, the command needs no flag. */
function makeCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  // Twice: the first pass may leave what finalizers still hold.
  return () => {
    if (typeof collect !== 'function') return
    collect()
    collect()
  }
}
