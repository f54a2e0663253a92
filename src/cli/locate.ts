import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { explainFinding } from '../gazetteer/explain.ts'
import { makePlaceNames } from '../gazetteer/place-names.ts'
import { makePlaceResolver, type Pin } from '../gazetteer/resolve.ts'
import type { Command } from './command.ts'
import { openRelease } from './known-release.ts'
import { describeAnswer } from './locate-print.ts'

export const locate: Command = {
  usage: `locate "TEXT" | LAT,LON[,METRES] [--pin LAT,LON[,METRES]] [--gazetteer FOLDER] [--json]
                                         which commune a text or a point means, and why; keeps nothing`,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: false,
      options: { pin: { type: 'string' }, gazetteer: { type: 'string' }, json: { type: 'boolean' } },
    })
    const said = positionals.join(' ').trim()
    const asked = readQuestion(said, typeof values.pin === 'string' ? values.pin : null)
    if (asked === null) {
      process.stderr.write(`Usage: tinbao ${locate.usage}\n`)
      return 2
    }
    const folder = typeof values.gazetteer === 'string' ? values.gazetteer : null
    const release = await openRelease(loadConfig(env), folder)
    const names = makePlaceNames(release)
    const answer = explainFinding(makePlaceResolver(release).locate(asked.text, asked.pin), asked.text, names)
    const lines =
      values.json === true
        ? [JSON.stringify(answer, null, 2)]
        : describeAnswer(answer, answer.province === null ? null : names.province(answer.province))
    process.stdout.write(`${lines.join('\n')}\n`)
    return 0
  },
}

/** A text, a point, or both; null for neither, and for a pin that is none. */
export function readQuestion(said: string, pinWords: string | null): { text: string; pin: Pin | null } | null {
  const alone = readPin(said)
  if (pinWords === null)
    return alone !== null ? { text: '', pin: alone } : said === '' ? null : { text: said, pin: null }
  const pin = readPin(pinWords)
  return pin === null || alone !== null ? null : { text: said, pin }
}

const DECIMAL = String.raw`-?\d{1,3}(?:\.\d{1,15})?`
const PIN = new RegExp(String.raw`^\s*(${DECIMAL})\s*,\s*(${DECIMAL})\s*(?:,\s*(\d{1,7}(?:\.\d{1,3})?)\s*)?$`)

function readPin(words: string): Pin | null {
  const [, lat, lon, metres] = PIN.exec(words) ?? []
  if (lat === undefined || lon === undefined) return null
  const pin = { lat: Number(lat), lon: Number(lon), accuracyMetres: metres === undefined ? null : Number(metres) }
  return Math.abs(pin.lat) <= 90 && Math.abs(pin.lon) <= 180 ? pin : null
}
