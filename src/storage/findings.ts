import type { Db } from './db.ts'

export interface FindingRecord {
  tipId: string
  stage: string
  stageVersion: number
  tipVersion: number
  confidence: number | null
  body: Buffer | null
  createdAt: Date
}

export interface NewFinding {
  tipId: string
  tipVersion: number
  stage: string
  stageVersion: number
  confidence: number | null
  body: Buffer
}

/** Saves what a stage found of tips, each in one version; found again it changes nothing. */
export async function saveFindings(db: Db, findings: readonly NewFinding[]): Promise<void> {
  if (findings.length === 0) return
  await db
    .insertInto('findings')
    .values(
      findings.map((finding) => ({
        tip_id: finding.tipId,
        tip_version: finding.tipVersion,
        stage: finding.stage,
        stage_version: finding.stageVersion,
        confidence: finding.confidence,
        body: finding.body,
      })),
    )
    .onConflict((conflict) => conflict.columns(['tip_id', 'tip_version', 'stage', 'stage_version']).doNothing())
    .execute()
}

/** Everything found of a tip, oldest first; later rows of a stage replace earlier ones in the reader's mind. */
export async function listFindings(db: Db, tipId: string): Promise<FindingRecord[]> {
  return listFindingsOf(db, [tipId])
}

/** The same of several tips. */
export async function listFindingsOf(db: Db, tipIds: readonly string[]): Promise<FindingRecord[]> {
  if (tipIds.length === 0) return []
  const rows = await db
    .selectFrom('findings')
    .select(['tip_id', 'stage', 'stage_version', 'tip_version', 'confidence', 'body', 'created_at'])
    .where('tip_id', 'in', tipIds)
    .orderBy('tip_version')
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({
    tipId: row.tip_id,
    stage: row.stage,
    stageVersion: row.stage_version,
    tipVersion: row.tip_version,
    confidence: row.confidence,
    body: row.body,
    createdAt: row.created_at,
  }))
}
