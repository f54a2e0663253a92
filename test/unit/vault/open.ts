import { AppError } from '../../../src/domain/errors.ts'

/** What opening came to: the value, or the code and words of the fault. Anything but an {@link AppError} is thrown on. */
export async function tryOpen(open: () => unknown): Promise<{ value: unknown } | { code: string; message: string }> {
  try {
    return { value: await open() }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { code: error.code, message: error.message }
  }
}

export const CANNOT_OPEN = { code: 'cannot-open', message: 'cannot-open: sealed data could not be opened' }

/** A copy with one bit turned. */
export function flipBit(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes)
  const at = bit % (copy.length * 8)
  copy[at >> 3] = (copy[at >> 3] ?? 0) ^ (1 << (at & 7))
  return copy
}
