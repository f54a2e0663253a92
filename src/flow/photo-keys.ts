import { bandsOf, type Fingerprint } from '../understand/alike/photos.ts'
import type { Pseudonyms } from '../vault/pseudonyms.ts'

/** What a picture is found by in the database: the first four bytes of the HMAC of each of its bands. */
export function photoKeys(nameToken: Pseudonyms['token'], fingerprint: Fingerprint): number[] {
  // Under the pepper of bands, and apart from those of texts by a word that none of them begins with.
  return bandsOf(fingerprint).map((band) => nameToken('band', `photo ${band}`).readInt32BE())
}
