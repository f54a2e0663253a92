import { hasFlag } from '../../src/data/taxonomy.ts'
import { composeText } from '../../src/domain/compose.ts'
import { readSealedEvent } from '../../src/domain/content.ts'
import { NotYet } from '../../src/domain/errors.ts'
import { assignTip, type Conclusion } from '../../src/flow/assign.ts'
import { listHolders } from '../../src/storage/assignments.ts'
import { lockConversation } from '../../src/storage/conversations.ts'
import type { Db } from '../../src/storage/db.ts'
import { listEventsOfTip } from '../../src/storage/events.ts'
import { listFindings, saveFinding } from '../../src/storage/findings.ts'
import { finishOutbox } from '../../src/storage/outbox.ts'
import { findTip } from '../../src/storage/tips.ts'
import { findEssence } from '../../src/understand/essence.ts'
import type { ContentSealer } from '../../src/vault/content.ts'
import { eventRecord, findingRecord } from '../../src/vault/records.ts'
import type { Stages } from './index.ts'
import { type FindingStore, runPipeline } from './pipeline.ts'
import type { Findings, TriageTip } from './stage.ts'

/** Someone who writes message after message would keep their own tip from every desk: then the dialogue waits a round. */
const FREE_ROUNDS = 2
/** After that only an officer's act can come between. */
const ROUNDS_MAX = 6
const DISTURBED_WAIT_MS = 500

/** Takes one filed tip through the stages and puts it before its units. Safe to run twice. */
export function makeTriage(parts: { db: Db; content: ContentSealer; stages: Stages; homeProvince: string }) {
  const { db, content, stages } = parts

  const triageOnce = async (tipId: string): Promise<'done' | 'stale' | 'gone'> => {
    const tip = await findTip(db, tipId)
    if (!tip) return 'gone'
    const events = await listEventsOfTip(db, tipId)
    const told = composeText(
      events.flatMap((event) => {
        if (event.content === null) return []
        return [{ eventId: event.id, ...readSealedEvent(content.open(eventRecord(event.id), event.content)) }]
      }),
    )
    const subject: TriageTip = {
      id: tip.id,
      version: tip.version,
      channel: tip.channel,
      receivedAt: tip.receivedAt.toISOString(),
      told,
      homeProvince: parts.homeProvince,
    }
    const findings = await runPipeline(subject, stages.list, await openFindings(db, content, subject))
    return assignTip(db, content, tipId, conclude(subject, findings, stages))
  }

  /** Holds the dialogue still: nothing is added to the tip until this round is over. */
  const triageInPeace = (tipId: string, conversationId: string): Promise<'done' | 'stale' | 'gone'> =>
    db.transaction().execute(async (tx) => {
      await lockConversation(tx, conversationId)
      return triageOnce(tipId)
    })

  const run = async (tipId: string): Promise<void> => {
    const conversationId = (await findTip(db, tipId))?.conversationId
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const isDisturbed = round >= FREE_ROUNDS && conversationId !== undefined
      const outcome = await (isDisturbed ? triageInPeace(tipId, conversationId) : triageOnce(tipId))
      if (outcome === 'gone') await finishOutbox(db, 'tip', tipId)
      if (outcome !== 'stale') return
    }
    throw new NotYet(DISTURBED_WAIT_MS)
  }

  /** Triage failed again and again: the province's duty desk gets the tip as it is, high enough to be seen. */
  const handToPerson = async (tipId: string): Promise<void> => {
    const tip = await findTip(db, tipId)
    if (!tip) return
    const isHeld = (await listHolders(db, tipId)).some((holder) => holder.unitCode === tip.unitCode)
    if (isHeld) return
    const province = parts.homeProvince
    await assignTip(db, content, tipId, {
      tipVersion: tip.version,
      kind: tip.kind,
      category: tip.category,
      urgency: 'high',
      callNow: false,
      aboutPolice: false,
      restricted: false,
      province,
      primary: { unit: `${province}-PC01`, reason: 'category-unknown' },
      also: [],
      essence: '',
      copyKey: null,
      duplicateOf: null,
    })
  }

  return { run, handToPerson }
}

/** What the findings come to. What is nobody's in the police still goes before a person: the province's duty desk. */
export function conclude(tip: TriageTip, findings: Findings, stages: Stages): Conclusion {
  const duplicate = stages.deduplicate.read(findings.get(stages.deduplicate.name))
  const analysis = stages.classify.read(findings.get(stages.classify.name))
  const route = stages.route.read(findings.get(stages.route.name))
  return {
    tipVersion: tip.version,
    kind: analysis.kind,
    category: analysis.category,
    urgency: analysis.urgency,
    callNow: analysis.callNow,
    aboutPolice: analysis.aboutPolice.length > 0,
    restricted: analysis.category !== null && hasFlag(analysis.category, 'restricted'),
    province: route.province,
    primary: route.primary ?? { unit: `${route.province}-PC01`, reason: 'not-police' },
    also: route.primary ? route.also : [],
    essence: findEssence(tip.told.text, analysis),
    copyKey: Buffer.from(duplicate.copyKey, 'base64'),
    duplicateOf: duplicate.duplicateOf,
  }
}

/** What was found of this version before the run was cut short is read once; what is found now is saved at once. */
async function openFindings(db: Db, content: ContentSealer, tip: TriageTip): Promise<FindingStore> {
  const known = (await listFindings(db, tip.id)).filter((finding) => finding.tipVersion === tip.version)
  return {
    async find(stage) {
      const row = known.find((finding) => finding.stage === stage.name && finding.stageVersion === stage.version)
      return row?.body ? content.open(findingRecord(tip.id, tip.version, stage.name), row.body) : undefined
    },
    async save(stage, finding) {
      await saveFinding(db, {
        tipId: tip.id,
        tipVersion: tip.version,
        stage: stage.name,
        stageVersion: stage.version,
        confidence: stage.confidence(finding),
        body: content.seal(findingRecord(tip.id, tip.version, stage.name), finding),
      })
    },
  }
}
