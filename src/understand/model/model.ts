import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { HEAD_LABELS, HEAD_NAMES, type HeadName, type PerHead, perHead } from './heads.ts'
import type { LinearModel } from './linear.ts'

const count = z.number().int().min(0)
const chance = z.number().min(0).max(1.01)
const head = z.strictObject({
  labels: z.array(z.string()).min(2),
  examples: count,
  temperature: z.number().positive(),
})
const figures = z.record(z.string(), z.number())
const header = z.strictObject({
  format: z.literal(3),
  /** Follows from corpus, settings and seed: the same training gives the same name. */
  version: z.string().regex(/^[a-z0-9-]{6,40}$/),
  seed: z.number().int(),
  corpus: z.string().regex(/^[0-9a-f]{64}$/),
  examples: count,
  features: z.strictObject({ words: count, hasConcepts: z.boolean(), hasSignals: z.boolean() }),
  rows: count,
  heads: z.record(z.enum(HEAD_NAMES), head),
  /** Calibrated chances from which on an answer counts; chosen on folds. */
  thresholds: z.strictObject({
    /** A category stands without a person. */
    sure: chance,
    /** A text is a report, tip or mixed: no chance, but the score of `report-score.ts`. */
    report: z.number(),
    /** A text is out of scope beyond doubt. */
    outOfScope: chance,
    callNow: chance,
    /** Police may be complained about: nobody below the province reads it before a person there has. */
    police: chance,
    /** They are complained about. */
    policeSure: chance,
  }),
  /** On texts of voices that the measured models had not seen; never the test part. */
  folds: figures,
  limits: z.array(z.string()),
})

export type ModelHeader = z.output<typeof header>

export interface Model {
  header: ModelHeader
  /** All over the same pieces. */
  heads: PerHead<LinearModel>
}

const MAGIC = Buffer.from('TBMODEL3')
const DIGEST_BYTES = 32
const BYTE_MAX = 127

/**
 * A model as one file: magic, length of the header, header as JSON, hashes of the pieces; for each head a step a piece,
 * the weights as bytes and the bias; SHA-256 of all before. A weight is kept as a 127th part of the largest of its row.
 */
export function writeModel({ header, heads }: Model): Buffer {
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  const bytesOf = (list: ArrayBufferView): Buffer => Buffer.from(list.buffer, list.byteOffset, list.byteLength)
  const body = Buffer.concat([
    MAGIC,
    length,
    json,
    bytesOf(Uint32Array.from(heads.category.rows.keys())),
    ...HEAD_NAMES.flatMap((name) => {
      const { steps, bytes } = quantise(heads[name])
      return [steps, bytes, heads[name].bias].map(bytesOf)
    }),
  ])
  return Buffer.concat([body, createHash('sha256').update(body).digest()])
}

function quantise({ rows, labels, weights }: LinearModel): { steps: Float32Array; bytes: Int8Array } {
  const width = labels.length
  const steps = new Float32Array(rows.size)
  const bytes = new Int8Array(rows.size * width)
  for (let row = 0; row < rows.size; row++) {
    const own = weights.subarray(row * width, (row + 1) * width)
    const step = own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / BYTE_MAX
    steps[row] = step
    if (step > 0) for (let k = 0; k < width; k++) bytes[row * width + k] = Math.round((own[k] ?? 0) / step)
  }
  return { steps, bytes }
}

/** @throws {AppError} `bad-data` for a file that is cut short, altered, or of another format */
export function readModel(file: Uint8Array): Model {
  const body = file.subarray(0, Math.max(0, file.length - DIGEST_BYTES))
  const digest = createHash('sha256').update(body).digest()
  if (!digest.equals(file.subarray(body.length)) || !MAGIC.equals(body.subarray(0, MAGIC.length))) throw damaged()
  const jsonAt = MAGIC.length + 4
  const jsonEnd = jsonAt + Buffer.from(body).readUInt32LE(MAGIC.length)
  const parsed = header.safeParse(JSON.parse(Buffer.from(body.subarray(jsonAt, jsonEnd)).toString('utf8')))
  if (!parsed.success) throw damaged()
  const { rows, heads } = parsed.data
  const widths = HEAD_NAMES.map((name) => heads[name].labels.length)
  const isOurs = HEAD_NAMES.every((name) => heads[name].labels.join() === HEAD_LABELS[name].join())
  const size = widths.reduce((sum, width) => sum + rows * 4 + rows * width + width * 4, rows * 4)
  if (!isOurs || body.length !== jsonEnd + size) throw damaged()
  let at = jsonEnd
  // copied, because lists of numbers must begin at multiples of their size
  const take = (bytes: number): ArrayBuffer => {
    at += bytes
    return Uint8Array.from(body.subarray(at - bytes, at)).buffer
  }
  const index = new Map<number, number>()
  for (const [row, hash] of new Uint32Array(take(rows * 4)).entries()) index.set(hash, row)
  const scales = new Float32Array(rows).fill(1)
  const readHead = (name: HeadName): LinearModel => {
    const { labels } = heads[name]
    const width = labels.length
    const steps = new Float32Array(take(rows * 4))
    const bytes = new Int8Array(take(rows * width))
    const weights = Float32Array.from(bytes, (byte, k) => byte * (steps[Math.floor(k / width)] ?? 0))
    return { labels, rows: index, scales, weights, bias: new Float32Array(take(width * 4)) }
  }
  return { header: parsed.data, heads: perHead(readHead) }
}

function damaged(): AppError {
  return new AppError('bad-data', 'the model file is damaged or of another format')
}
