import type { Db } from './db.ts'

export interface FindingRecord {
  stage: string
  stageVersion: number
  tipVersion: number
  confidence: number | null
  body: Buffer | null
  createdAt: Date
}

/** Saves what a stage found of one version of a tip; found again it changes nothing. */
export async function saveFinding(
  db: Db,
  finding: {
    tipId: string
    tipVersion: number
    stage: string
    stageVersion: number
    confidence: number | null
    body: Buffer
  },
): Promise<void> {
  await db
    .insertInto('findings')
    .values({
      tip_id: finding.tipId,
      tip_version: finding.tipVersion,
      stage: finding.stage,
      stage_version: finding.stageVersion,
      confidence: finding.confidence,
      body: finding.body,
    })
    .onConflict((conflict) => conflict.columns(['tip_id', 'tip_version', 'stage', 'stage_version']).doNothing())
    .execute()
}

/** Everything found of a tip, oldest first; later rows of a stage replace earlier ones in the reader's mind. */
export async function listFindings(db: Db, tipId: string): Promise<FindingRecord[]> {
  const rows = await db
    .selectFrom('findings')
    .select(['stage', 'stage_version', 'tip_version', 'confidence', 'body', 'created_at'])
    .where('tip_id', '=', tipId)
    .orderBy('tip_version')
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({
    stage: row.stage,
    stageVersion: row.stage_version,
    tipVersion: row.tip_version,
    confidence: row.confidence,
    body: row.body,
    createdAt: row.created_at,
  }))
}
