import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { printAudit } from './audit-list.ts'
import { checkpointAudit, verifyAuditLog } from './audit-verify.ts'
import type { Command } from './command.ts'

const DAY = /^\d{4}-\d\d-\d\d$/

export const audit: Command = {
  usage: `audit verify [--from DAY] [--checkpoints FOLDER]   prove the audit log; name the first place that is not what it was
  tinbao audit checkpoint         sign where the chains stand now
  tinbao audit list --tip ID|CODE, --officer LOGIN, --day DAY   rows, newest first; the list itself is recorded`,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: false,
      options: {
        from: { type: 'string' },
        checkpoints: { type: 'string' },
        tip: { type: 'string' },
        officer: { type: 'string' },
        day: { type: 'string' },
      },
    })
    const given = (name: string): string | null => {
      const value = values[name]
      return typeof value === 'string' && value !== '' ? value : null
    }
    const days = [given('from'), given('day')].filter((day) => day !== null)
    const areDays = days.every((day) => DAY.test(day) && isCalendarDay(day))
    const config = loadConfig(env)
    if (areDays && positionals[0] === 'verify') {
      return verifyAuditLog(config, { from: given('from'), folder: given('checkpoints') ?? config.checkpointsFolder })
    }
    if (areDays && positionals[0] === 'checkpoint') return checkpointAudit(config)
    const wanted = { tip: given('tip'), officer: given('officer'), day: given('day') }
    const isAsked = Object.values(wanted).some((value) => value !== null)
    if (areDays && positionals[0] === 'list' && isAsked) return printAudit(config, wanted)
    process.stderr.write(`${areDays ? '' : 'A day is written as 2026-11-22.\n'}Usage: tinbao ${audit.usage}\n`)
    return 2
  },
}

function isCalendarDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}
