import { decideSight, roundPosition } from '../domain/position.ts'
import type { ReadView, ThreadLine } from './tip-view.ts'

interface Pin {
  lat: number
  lon: number
  accuracyMetres?: number | null
}

/** The view with every position as exact as this officer needs it: a unit that is only told sees no pin, wherever it stands. */
export function roundView(view: ReadView): ReadView {
  const sight = decideSight({ on: 'tip', mayDecide: view.mayDecide, isRestricted: view.tip.restricted })
  if (sight === 'pin') return view
  const round = (pin: Pin): { lat: number; lon: number; accuracyMetres: number } => {
    const shown = roundPosition(pin, 'near', null)
    return { lat: shown.lat, lon: shown.lon, accuracyMetres: Math.max(shown.reachMetres ?? 0, pin.accuracyMetres ?? 0) }
  }
  const { location } = view.told
  return {
    ...view,
    told: { ...view.told, location: location === null ? null : round(location) },
    thread: view.thread.map((line) => roundLine(line, round)),
  }
}

function roundLine(
  line: ThreadLine,
  round: (pin: Pin) => { lat: number; lon: number; accuracyMetres: number },
): ThreadLine {
  if (line.from !== 'citizen' || line.content === null) return line
  const { content } = line
  if (content.type === 'location') return { ...line, content: { ...content, ...round(content) } }
  if (content.type === 'form' && content.report.location) {
    const { lat, lon } = round(content.report.location)
    return { ...line, content: { ...content, report: { ...content.report, location: { lat, lon } } } }
  }
  return line
}
