import { mkdir, open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { BackupFault } from './fault.ts'

/** For whom a backup is sealed; never more than a few. */
export type Recipients = readonly string[]

const IDENTITY = /^AGE-SECRET-KEY-(PQ-)?1[0-9A-Z]+$/

/**
 * Recipients from words an operator gave: `age1…`, or a file with one a line and `#` before remarks.
 * @throws {BackupFault} when one is neither, or there is none
 */
export async function readRecipients(words: readonly string[]): Promise<Recipients> {
  const found: string[] = []
  for (const word of words) found.push(...(word.startsWith('age1') ? [word] : await readLines(word)))
  if (found.length === 0) throw noRecipient()
  for (const recipient of found) {
    try {
      new Encrypter().addRecipient(recipient)
    } catch (cause) {
      throw new BackupFault(`"${recipient.slice(0, 12)}…" is no age recipient`, 'A recipient begins with age1.', {
        cause,
      })
    }
  }
  return [...new Set(found)]
}

function noRecipient(): BackupFault {
  return new BackupFault(
    'nobody is named who could open the backup',
    'Make an identity with "npx tinbao backup keygen --out FILE" once, or give --recipient age1…',
  )
}

/** Seals a stream so that the holders of these recipients' identities can open it, and nobody here. */
export async function* sealFor(recipients: Recipients, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  yield* chunksOf(await encrypter.encrypt(streamOf(source)))
}

/**
 * Opens a stream, 64 KiB at a time and nothing before it is proved whole.
 * @throws {BackupFault} `wrong identity`; everything else is thrown as age says it
 */
export async function* openWith(
  identities: readonly string[],
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  const opened = await decrypter.decrypt(streamOf(source)).catch((cause: unknown) => {
    if (!(cause instanceof Error && cause.message.startsWith('no identity matched'))) throw cause
    throw new BackupFault(
      'this identity does not open the file: it was sealed for another',
      'Give with --identity the file that "npx tinbao backup keygen" made for the recipient of this backup.',
      { cause },
    )
  })
  yield* chunksOf(opened)
}

/** Identities of an age file, one a line. @throws {BackupFault} when it cannot be read or holds none */
export async function readIdentities(file: string): Promise<string[]> {
  const lines = (await readLines(file)).filter((line) => IDENTITY.test(line))
  if (lines.length > 0) return lines
  throw new BackupFault(`${file} holds no age identity`, 'It must have a line that begins with AGE-SECRET-KEY-1.')
}

export interface NewIdentity {
  identity: string
  recipient: string
}

export async function makeIdentity(): Promise<NewIdentity> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** Writes an identity where none was, mode 600, as `age-keygen` does. @throws {BackupFault} when the file exists */
export async function writeIdentity(file: string, made: NewIdentity): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  const handle = await open(file, 'wx', 0o600).catch((cause: unknown) => {
    throw new BackupFault(`${file} cannot be made`, 'Choose a file that does not exist yet.', { cause })
  })
  try {
    await handle.writeFile(`# recipient: ${made.recipient}\n${made.identity}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** One chunk at a time, when asked. */
function streamOf(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
      async cancel() {
        await chunks.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  let isOver = false
  try {
    for (;;) {
      const { done, value } = await reader.read()
      isOver = done
      if (value) yield value
      if (done) return
    }
  } finally {
    if (!isOver) await reader.cancel().catch(() => {})
  }
}

async function readLines(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new BackupFault(`${file} cannot be read`, 'Is the path right, and may this account read it?', { cause })
  })
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}
