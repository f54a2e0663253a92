import type { Tx } from '../storage/db.ts'
import { takeNumbers } from '../storage/tip-numbers.ts'
import type { Tip } from '../storage/tips.ts'

/** Numbers of the day, by id, for those of these tips that have none: taken group by group in one order for all. */
export async function numberTips(
  tx: Tx,
  cases: readonly { tip: Pick<Tip, 'id' | 'code' | 'receivedAt'>; province: string }[],
): Promise<Map<string, string>> {
  const unnumbered = cases.filter(({ tip }) => tip.code === null)
  const groups = Map.groupBy(unnumbered, ({ tip, province }) => `${province} ${dayOf(tip.receivedAt)}`)
  const codes = new Map<string, string>()
  for (const [group, members] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [province = '', day = ''] = group.split(' ')
    const last = await takeNumbers(tx, province, day, members.length)
    for (const [at, { tip }] of members.entries()) {
      const number = String(last - members.length + 1 + at).padStart(4, '0')
      codes.set(tip.id, `TB-${province}-${day.slice(2).replaceAll('-', '')}-${number}`)
    }
  }
  return codes
}

function dayOf(at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO('Asia/Ho_Chi_Minh')
    .toPlainDate()
    .toString()
}
