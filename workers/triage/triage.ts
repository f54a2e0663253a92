import { findOutsideBody, slipDueAt } from '../../src/data/outside-bodies.ts'
import { composeText } from '../../src/domain/compose.ts'
import { readSealedEvent } from '../../src/domain/content.ts'
import { NotYet } from '../../src/domain/errors.ts'
import { isStandIn } from '../../src/domain/jurisdiction.ts'
import { assignTips, type Conclusion } from '../../src/flow/assign.ts'
import { coverWords } from '../../src/flow/cover-words.ts'
import { listHolders } from '../../src/storage/assignments.ts'
import { lockConversations } from '../../src/storage/conversations.ts'
import type { Db } from '../../src/storage/db.ts'
import { listEventsOfTips, type StoredEvent } from '../../src/storage/events.ts'
import { listFindingsOf, saveFindings } from '../../src/storage/findings.ts'
import { finishOutbox } from '../../src/storage/outbox.ts'
import { findTip, findTips, type Tip } from '../../src/storage/tips.ts'
import { findEssence } from '../../src/understand/essence.ts'
import { isRestricted } from '../../src/understand/restricted.ts'
import { type FindSelfWords, findByRules } from '../../src/understand/self-id/find-self-words.ts'
import { findServiceNumbers } from '../../src/understand/service-numbers.ts'
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

/** Takes filed tips through the stages and puts them before their units. Safe to run twice. */
export function makeTriage(parts: {
  db: Db
  /** Where findings are saved; what a crash of the database forgets of them is found again. */
  findingsDb: Db
  content: ContentSealer
  stages: Stages
  homeProvince: string
  /** Where senders give themselves away; by rules alone where it is left out. */
  findSelfWords?: FindSelfWords
}) {
  const { db, content, stages, findSelfWords = findByRules } = parts

  /** Answers those to which a message was added meanwhile. */
  const triageOnce = async (tipIds: readonly string[]): Promise<{ staleIds: string[] }> => {
    const tips = await findTips(db, tipIds)
    await finishOutbox(
      db,
      'tip',
      tipIds.filter((id) => !tips.some((tip) => tip.id === id)),
    )
    const told = await listEventsOfTips(db, tipIds)
    const subjects = tips.map((tip) => describe(content, tip, told.get(tip.id) ?? [], parts.homeProvince))
    const findings = await runPipeline(subjects, stages.list, await openFindings(parts.findingsDb, content, subjects))
    return assignTips(
      db,
      content,
      subjects.map((subject, at) => conclude(subject, findings[at] ?? new Map(), stages, findSelfWords)),
    )
  }

  /** Holds the dialogues still: nothing is added to the tips until this round is over. */
  const triageInPeace = async (tipIds: readonly string[]): Promise<{ staleIds: string[] }> => {
    const tips = await findTips(db, tipIds)
    return db.transaction().execute(async (tx) => {
      await lockConversations(
        tx,
        tips.map((tip) => tip.conversationId),
      )
      return triageOnce(tipIds)
    })
  }

  /** @throws {NotYet} when some were disturbed again and again; the others are done. */
  const run = async (tipIds: readonly string[]): Promise<void> => {
    let left = [...tipIds]
    for (let round = 0; round < ROUNDS_MAX && left.length > 0; round++) {
      const { staleIds } = await (round < FREE_ROUNDS ? triageOnce(left) : triageInPeace(left))
      left = staleIds
    }
    if (left.length > 0) throw new NotYet(DISTURBED_WAIT_MS)
  }

  /** Triage failed again and again: the province's duty desk gets the tip as it is, high enough to be seen. */
  const handToPerson = async (tipId: string): Promise<void> => {
    const tip = await findTip(db, tipId)
    if (!tip) return
    const isHeld = (await listHolders(db, tipId)).some((holder) => holder.unitCode === tip.unitCode)
    if (isHeld) return
    const province = parts.homeProvince
    await assignTips(db, content, [
      {
        tipId,
        tipVersion: tip.version,
        kind: tip.kind,
        category: tip.category,
        urgency: 'high',
        callNow: false,
        aboutPolice: false,
        isHeldTooLow: false,
        isHeldByAccused: false,
        restricted: false,
        accusedUnit: tip.accusedUnit,
        province,
        primary: { unit: `${province}-PC01`, reason: 'category-unknown' },
        also: [],
        standIn: null,
        essence: '',
        copyKey: null,
        duplicateOf: null,
        routed: null,
        slips: [],
        numbers: [],
      },
    ])
  }

  return { run, handToPerson }
}

/** The tip as the stages read it. */
function describe(content: ContentSealer, tip: Tip, events: readonly StoredEvent[], homeProvince: string): TriageTip {
  const told = events.flatMap((event) =>
    event.content === null
      ? []
      : [{ eventId: event.id, ...readSealedEvent(content.open(eventRecord(event.id), event.content)) }],
  )
  return {
    id: tip.id,
    version: tip.version,
    channel: tip.channel,
    receivedAt: tip.receivedAt.toISOString(),
    told: composeText(told),
    homeProvince,
    standing: {
      unit: tip.unitCode,
      isRestricted: tip.restricted,
      accusedUnit: tip.accusedUnit,
      isAboutPolice: tip.aboutPolice,
      isPoliceDoubted: tip.isPoliceDoubted,
    },
  }
}

/** What the findings come to. What is nobody's in the police still goes before a person: the province's duty desk. */
export function conclude(
  tip: TriageTip,
  findings: Findings,
  stages: Stages,
  findSelfWords: FindSelfWords = findByRules,
): Conclusion {
  const duplicate = stages.deduplicate.read(findings.get(stages.deduplicate.name))
  const analysis = stages.classify.read(findings.get(stages.classify.name))
  const route = stages.route.read(findings.get(stages.route.name))
  // The inbox shows a sentence without the rest: here, where all is read, is told best what in it gives its sender away.
  const { told } = coverWords(tip.told, [], (text) => findSelfWords(text, analysis.callNow))
  return {
    tipId: tip.id,
    tipVersion: tip.version,
    kind: analysis.kind,
    category: analysis.category,
    urgency: analysis.urgency,
    callNow: analysis.callNow,
    aboutPolice: analysis.aboutPolice.length > 0 || duplicate.earlier?.isAboutPolice === true,
    isHeldTooLow: route.isHeldTooLow,
    isHeldByAccused: route.isHeldByAccused,
    restricted: isRestricted(analysis) || duplicate.earlier?.isRestricted === true,
    accusedUnit: route.accused,
    province: route.province,
    primary: route.primary ?? { unit: route.desk, reason: 'not-police' },
    also: route.primary ? route.also : route.also.filter(({ reason }) => isStandIn(reason)),
    standIn: route.standIn,
    essence: findEssence(told.text, analysis),
    copyKey: Buffer.from(duplicate.copyKey, 'base64'),
    duplicateOf: duplicate.duplicateOf,
    routed: { rules: route.rules, facts: route.facts },
    slips: route.outside.flatMap((code) => {
      const body = findOutsideBody(code)
      const receivedAt = new Date(tip.receivedAt)
      return body ? [{ body: code, dueAt: slipDueAt(body, receivedAt, analysis.callNow) }] : []
    }),
    numbers: findServiceNumbers(tip.told.text),
  }
}

/** What was found of these versions before the run was cut short is read once; what is found now is saved at once. */
async function openFindings(db: Db, content: ContentSealer, tips: readonly TriageTip[]): Promise<FindingStore> {
  const known = await listFindingsOf(
    db,
    tips.map(({ id }) => id),
  )
  return {
    find(tip, stage) {
      const row = known.find(
        (finding) =>
          finding.tipId === tip.id &&
          finding.tipVersion === tip.version &&
          finding.stage === stage.name &&
          finding.stageVersion === stage.version,
      )
      return row?.body ? content.open(findingRecord(tip.id, tip.version, stage.name), row.body) : undefined
    },
    async save(stage, found) {
      await saveFindings(
        db,
        found.map(({ tip, finding }) => ({
          tipId: tip.id,
          tipVersion: tip.version,
          stage: stage.name,
          stageVersion: stage.version,
          confidence: stage.confidence(finding),
          body: content.seal(findingRecord(tip.id, tip.version, stage.name), finding),
        })),
      )
    },
  }
}
