/** A piece of a stream; its bytes are good only until the next one is asked for. */
export interface Piece {
  bytes: Uint8Array
  isLast: boolean
}

/**
 * Cuts a stream into pieces of `sizeBytes`, the last one shorter: however it arrives, one piece of it lies in memory.
 * An empty stream gives one empty piece, the last.
 */
export async function* inPieces(stream: AsyncIterable<Uint8Array>, sizeBytes: number): AsyncGenerator<Piece> {
  const held = new Uint8Array(sizeBytes)
  let heldBytes = 0
  for await (const chunk of stream) {
    let rest = chunk
    while (rest.byteLength > 0) {
      // Only now is it known that the full piece is not the last.
      if (heldBytes === sizeBytes) {
        yield { bytes: held, isLast: false }
        heldBytes = 0
      }
      const part = rest.subarray(0, sizeBytes - heldBytes)
      held.set(part, heldBytes)
      heldBytes += part.byteLength
      rest = rest.subarray(part.byteLength)
    }
  }
  yield { bytes: held.subarray(0, heldBytes), isLast: true }
}
