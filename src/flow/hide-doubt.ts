import { z } from 'zod'

const named = z.object({ unit: z.string(), reason: z.string() })
const route = z.object({
  primary: named.nullable(),
  also: z.array(named),
  facts: z.object({ isPoliceDoubted: z.boolean() }).optional(),
})

/**
 * Findings without the route of a tip that may be about police, but for the units which that route names: a commune
 * that gets it afterwards is not told that it was kept from it, nor why.
 */
export function hideDoubt<F extends { stage: string; value: unknown }>(findings: readonly F[], unitCode: string): F[] {
  return findings.filter(({ stage, value }) => {
    if (stage !== 'route') return true
    const read = route.safeParse(value)
    if (!read.success) return false
    const recipients = [...(read.data.primary ? [read.data.primary] : []), ...read.data.also]
    const { facts } = read.data
    const isDoubted = facts?.isPoliceDoubted === true || recipients.some(({ reason }) => reason === 'police-doubted')
    return !isDoubted || recipients.some(({ unit }) => unit === unitCode)
  })
}
