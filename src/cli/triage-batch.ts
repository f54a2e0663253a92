import { gather } from '../../workers/triage/gather.ts'
import { makeStages, type Stages } from '../../workers/triage/index.ts'
import { makeTriage } from '../../workers/triage/triage.ts'
import { newId } from '../domain/ids.ts'
import { makeUnitDirectory, type Unit } from '../domain/jurisdiction.ts'
import type { InboundMessage } from '../domain/message.ts'
import { makeReceive } from '../flow/receive.ts'
import type { LocateTold } from '../gazetteer/locate-told.ts'
import { type CopyWanted, findCopies } from '../storage/copies.ts'
import { type Db, openPool } from '../storage/db.ts'
import { findByUpdate, settleEvents } from '../storage/events.ts'
import { listFindings } from '../storage/findings.ts'
import { urlForRole } from '../storage/roles.ts'
import { createTips } from '../storage/tips.ts'
import { addUnits } from '../storage/units.ts'
import type { Classifier } from '../understand/model/classifier.ts'
import { makeUnderstand } from '../understand/reader.ts'
import { type ContentSealer, makeContentSealer } from '../vault/content.ts'
import { readContentKeys } from '../vault/content-keys.ts'
import { makeIdentitySealer } from '../vault/identity.ts'
import { readPeppers, readRolePasswords } from '../vault/keys.ts'
import { makePseudonyms } from '../vault/pseudonyms.ts'
import { findingRecord } from '../vault/records.ts'
import { readVaultPublicKey } from '../vault/vault-keys.ts'
import { asOwner } from './owner-db.ts'
import { type BadLine, describeLine, type InputLine, type OutputLine, readLines } from './triage-line.ts'

/** The bot these lines are said to come from: none of ours. */
const BATCH_BOT = 'batch'

/** Of so many units an insert stays well within what Postgres takes in one statement. */
const UNITS_AT_ONCE = 1_000

/** A gazetteer for one run alone, and the units of its country. */
export interface BatchGazetteer {
  locate: LocateTold
  units: readonly Unit[]
  /** `YYYY-MM-DD`. */
  validFrom: string
}

/**
 * Takes every line through the line itself: accepted, sealed, filed, triaged, in the order of receipt. Answers the
 * output in the order of the input, refused lines in their places.
 */
export async function runBatch(parts: {
  input: string
  ownerUrl: string
  keysFolder: string
  homeProvince: string
  /** Null: rules alone judge. */
  classifier: Classifier | null
  gazetteer: BatchGazetteer
  progress(done: number, total: number): void
}): Promise<{ lines: (OutputLine | BadLine)[]; badCount: number }> {
  const read = readLines(parts.input)
  const lines: (OutputLine | BadLine)[] = []
  for (const [index, line] of read.entries()) if (!line.ok) lines[index] = line.value
  const good = read.flatMap((line, index) => (line.ok ? [{ index, value: line.value }] : []))
  good.sort((a, b) => Date.parse(a.value.receivedAt) - Date.parse(b.value.receivedAt) || a.index - b.index)

  const run = await openRun(parts)
  try {
    for (const [done, { index, value }] of good.entries()) {
      lines[index] = await run.triageLine(value, index)
      parts.progress(done + 1, good.length)
    }
  } finally {
    await run.close()
  }
  return { lines, badCount: read.length - good.length }
}

async function openRun(parts: {
  ownerUrl: string
  keysFolder: string
  homeProvince: string
  classifier: Classifier | null
  gazetteer: BatchGazetteer
}) {
  await addCountry(parts.ownerUrl, parts.gazetteer)
  const passwords = await readRolePasswords(parts.keysFolder)
  const intake = openPool(urlForRole(parts.ownerUrl, 'intake', passwords), { size: 1, name: 'batch intake' })
  const worker = openPool(urlForRole(parts.ownerUrl, 'worker', passwords), { size: 2, name: 'batch worker' })
  const { db } = worker
  const content = makeContentSealer(await readContentKeys(parts.keysFolder))
  const pseudonyms = makePseudonyms(await readPeppers(parts.keysFolder))
  let now = new Date()
  const receive = makeReceive({
    db: intake.db,
    content,
    identity: makeIdentitySealer(await readVaultPublicKey(parts.keysFolder)),
    pseudonyms,
    now: () => now,
  })
  const queries = {
    nameText: pseudonyms.text,
    findCopy: gather((wanted: readonly CopyWanted[]) => findCopies(db, wanted)),
    // A file has no duty roster: every unit counts as staffed.
    countActiveOfficers: async () => 1,
    countClearedOfficers: async () => 1,
  }
  const stages = makeStages({
    units: makeUnitDirectory(parts.gazetteer.units),
    locate: parts.gazetteer.locate,
    queries,
    understand: makeUnderstand(() => parts.classifier),
  })
  const triage = makeTriage({ db, findingsDb: db, content, stages, homeProvince: parts.homeProvince })
  const idOfTip = new Map<string, string>()

  return {
    async triageLine(line: InputLine, index: number): Promise<OutputLine> {
      now = new Date(line.receivedAt)
      const tipId = await fileLine(line, index)
      await triage.run([tipId])
      idOfTip.set(tipId, line.id)
      return readLine({ db, content, stages }, tipId, line.id, idOfTip)
    },
    close: async () => void (await Promise.all([intake.close(), worker.close()])),
  }

  async function fileLine(line: InputLine, index: number): Promise<string> {
    const source = { name: line.channel, botId: BATCH_BOT }
    await receive.accept(source, [messageOf(line, index)])
    const event = await findByUpdate(db, pseudonyms.update(source.name, source.botId, String(index)))
    const tipId = newId('tip')
    await createTips(db, [
      {
        id: tipId,
        conversationId: event?.conversationId ?? '',
        channel: line.channel,
        mode: 'anonymous',
        kind: 'tip',
        urgency: 'low',
        callNow: false,
        receivedAt: now,
      },
    ])
    await settleEvents(db, new Map(event ? [[event.id, tipId]] : []))
    return tipId
  }
}

function messageOf(line: InputLine, index: number): InboundMessage {
  return {
    updateId: String(index),
    sentAt: line.receivedAt,
    sender: { chatId: line.reporter ?? `line-${index}` },
    content: line.location
      ? { type: 'form', report: { what: line.text, location: line.location } }
      : { type: 'text', text: line.text },
  }
}

async function addCountry(ownerUrl: string, { units, validFrom }: BatchGazetteer): Promise<void> {
  await asOwner(ownerUrl, async (tx) => {
    for (let at = 0; at < units.length; at += UNITS_AT_ONCE) {
      await addUnits(tx, units.slice(at, at + UNITS_AT_ONCE), validFrom)
    }
  })
}

async function readLine(
  parts: { db: Db; content: ContentSealer; stages: Stages },
  tipId: string,
  id: string,
  idOfTip: ReadonlyMap<string, string>,
): Promise<OutputLine> {
  const { db, content, stages } = parts
  const found = new Map<string, unknown>()
  for (const row of await listFindings(db, tipId)) {
    if (row.body) found.set(row.stage, content.open(findingRecord(tipId, row.tipVersion, row.stage), row.body))
  }
  const duplicate = stages.deduplicate.read(found.get('deduplicate'))
  return describeLine(id, {
    analysis: stages.classify.read(found.get('classify')),
    place: stages.locate.read(found.get('locate')),
    route: stages.route.read(found.get('route')),
    duplicateOf: duplicate.duplicateOf ? (idOfTip.get(duplicate.duplicateOf) ?? null) : null,
    link: duplicate.link,
  })
}
