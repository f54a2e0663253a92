import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { makeContentSealer } from '../../../src/vault/content.ts'
import { makeIdentityOpener } from '../../../src/vault/identity.ts'
import { fixedKeys, onlyKey } from '../../support/keys.ts'

const bytes = z.base64().transform((text) => Buffer.from(text, 'base64'))
const sealedValue = z.object({ record: z.string(), value: z.unknown(), sealed: bytes })
const vectors = z
  .object({
    contentKeys: z.object({ keys: z.record(z.string(), bytes) }),
    vaultPrivate: z.object({ id: z.string(), jwk: z.looseObject({ kty: z.string() }) }),
    content: z.array(sealedValue).min(1),
    identities: z.array(sealedValue).min(1),
    files: z
      .array(
        z.object({
          record: z.string(),
          about: z.unknown(),
          pieces: z.array(z.string()),
          sealedPieces: z.array(bytes),
          file: bytes,
        }),
      )
      .min(1),
  })
  .parse(JSON.parse(await readFile(path.resolve(import.meta.dirname, '../../fixtures/vault/vectors-1.json'), 'utf8')))

/** Envelopes are kept for years: these were written before epoch keys had classes and the vault more than one key. */
describe('what was sealed by the first version', () => {
  const keys = { ...vectors.contentKeys.keys, '2026-12/open': Buffer.alloc(32, 7) }
  const content = makeContentSealer(fixedKeys('2026-12/open', keys))

  it('as content opens, and can be wrapped under a key of today', () => {
    for (const { record, value, sealed } of vectors.content) {
      expect(content.open(record, sealed)).toEqual(value)
      expect(content.keyIdOf(sealed)).toMatch(/^epoch-2026-1[01]$/)
      expect(content.open(record, content.rewrap(record, sealed, '2026-12/open'))).toEqual(value)
    }
  })

  it('as a file opens piece by piece', () => {
    for (const { record, about, pieces, sealedPieces, file } of vectors.files) {
      const opened = content.openFile(record, file)
      expect(opened.about).toEqual(about)
      expect(sealedPieces.map((piece, at) => opened.openPiece(at, piece).toString())).toEqual(pieces)
    }
  })

  it('as an identity opens with the key it names', async () => {
    const opener = makeIdentityOpener(onlyKey(vectors.vaultPrivate))
    for (const { record, value, sealed } of vectors.identities) expect(await opener.open(record, sealed)).toEqual(value)
  })
})
