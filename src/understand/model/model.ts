import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import type { LinearModel } from './linear.ts'

const count = z.number().int().min(0)
const header = z.strictObject({
  format: z.literal(1),
  /** Follows from corpus, settings and seed: the same training gives the same name. */
  version: z.string().regex(/^[a-z0-9-]{6,40}$/),
  seed: z.number().int(),
  corpus: z.string().regex(/^[0-9a-f]{64}$/),
  examples: count,
  labels: z.array(z.string()).min(2),
  features: z.strictObject({ words: count, charsMin: count, charsMax: count }),
  rows: count,
  temperature: z.number().positive(),
  /** Calibrated confidence from which on a category stands without a person. */
  threshold: z.number().positive(),
  /** On texts of voices that the measured models had not seen; never the test part. */
  folds: z.strictObject({
    count,
    macroF1: z.number(),
    top1: z.number(),
    top1Stripped: z.number(),
    top3: z.number(),
    rulesMacroF1: z.number(),
    rulesTop1: z.number(),
    logLossRaw: z.number(),
    logLoss: z.number(),
    coverage: z.number(),
    accuracyCovered: z.number(),
  }),
  limits: z.array(z.string()),
})

export type ModelHeader = z.output<typeof header>

export interface Model {
  header: ModelHeader
  linear: LinearModel
}

const MAGIC = Buffer.from('TBMODEL1')
const DIGEST_BYTES = 32
const BYTE_MAX = 127

/**
 * A model as one file: magic, length of the header, header as JSON, hashes, scales, steps, weights as bytes, bias,
 * SHA-256 of all before. A weight is kept as a 127th part of the largest of its row.
 */
export function writeModel({ header, linear }: Model): Buffer {
  const rows = linear.rows.size
  const width = linear.labels.length
  const steps = new Float32Array(rows)
  const bytes = new Int8Array(rows * width)
  for (let row = 0; row < rows; row++) {
    const own = linear.weights.subarray(row * width, (row + 1) * width)
    const step = own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / BYTE_MAX
    steps[row] = step
    if (step > 0) for (let k = 0; k < width; k++) bytes[row * width + k] = Math.round((own[k] ?? 0) / step)
  }
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  const hashes = Uint32Array.from(linear.rows.keys())
  const body = Buffer.concat([
    MAGIC,
    length,
    json,
    ...[hashes, linear.scales, steps, bytes, linear.bias].map((list) =>
      Buffer.from(list.buffer, list.byteOffset, list.byteLength),
    ),
  ])
  return Buffer.concat([body, createHash('sha256').update(body).digest()])
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
  const { rows, labels } = parsed.data
  const width = labels.length
  if (body.length !== jsonEnd + rows * 12 + rows * width + width * 4) throw damaged()
  // copied, because the lists of numbers must begin at multiples of four
  const data = Uint8Array.from(body.subarray(jsonEnd)).buffer
  const hashes = new Uint32Array(data, 0, rows)
  const scales = new Float32Array(data, rows * 4, rows)
  const steps = new Float32Array(data, rows * 8, rows)
  const bytes = new Int8Array(data, rows * 12, rows * width)
  const bias = new Float32Array(data.slice(rows * 12 + rows * width))
  const weights = Float32Array.from(bytes, (byte, at) => byte * (steps[Math.floor(at / width)] ?? 0))
  const index = new Map<number, number>()
  for (const [row, hash] of hashes.entries()) index.set(hash, row)
  return { header: parsed.data, linear: { labels, rows: index, scales, weights, bias } }
}

function damaged(): AppError {
  return new AppError('bad-data', 'the model file is damaged or of another format')
}
