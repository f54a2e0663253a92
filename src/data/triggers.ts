import { ORDER_TRIGGERS } from './triggers-order.ts'
import { PEOPLE_TRIGGERS } from './triggers-people.ts'

/**
 * What citizens write beside the triggers of `taxonomy.json`: north and south, chat and form, basic English. Marks are
 * written out; the matcher finds the stripped form by itself. Acts and hazards only: nothing about opinion, belief,
 * origin or working conditions may ever stand here (scope fence of the taxonomy).
 */
export const TRIGGERS_VERSION = 1

export const TRIGGERS: Readonly<Record<string, readonly string[]>> = { ...PEOPLE_TRIGGERS, ...ORDER_TRIGGERS }
