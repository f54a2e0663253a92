import type { NotFound, SignedOut } from './desk.ts'

/**
 * What officers do with incidents. Each act is recorded, changes nothing of the tips themselves, and can be undone. Who
 * may decide on a tip may say what it belongs to; of the other tip sight is enough. A suggestion either of the two units
 * answers, and `confirm`, `merge` and `move` beat what was said before to be apart. Acts answer the incident the tip is
 * in afterwards.
 */
export interface IncidentActs {
  /** The two tell of one event. Whoever of the two is alone joins the other's incident; two incidents become one. */
  confirm(token: string, suggestionId: string): Promise<IncidentOutcome>
  /** They do not: the machine never brings them together again, nor the one into the other's incident. */
  reject(token: string, suggestionId: string): Promise<IncidentOutcome>
  /** The incident of the first goes into that of the second, or the two tips begin one. Sight of both is needed. */
  merge(token: string, tipId: string, otherTipId: string): Promise<IncidentOutcome>
  /** The tip leaves its incident, with the copies that came by it, and stays apart from it. */
  split(token: string, tipId: string): Promise<IncidentOutcome>
  /** The tip leaves its incident for that of the other tip. */
  move(token: string, tipId: string, otherTipId: string): Promise<IncidentOutcome>
  /** Everything is as it was before the act; `changed` where something of it was changed since. */
  undo(token: string, actId: string): Promise<IncidentOutcome>
}

export type IncidentOutcome =
  | { ok: true; actId: string; incidentId: string | null }
  | SignedOut
  | NotFound
  | { ok: false; reason: IncidentRefusal }

export type IncidentRefusal =
  /** Their unit does not answer for the tip. */
  | 'not-holder'
  /** They are in one incident already, or it is in none to leave. */
  | 'same-incident'
  | 'not-in-incident'
  /** Undone already, or never done. */
  | 'nothing-to-undo'
  /** Somebody, or the machine, changed it since the page was drawn. */
  | 'changed'
