import { newId } from '../../src/domain/ids.ts'
import type { Dice } from '../chaos/dice.ts'
import { ACTORS, type Actor, type Cast } from './cast.ts'
import type { SeededTip } from './seed.ts'

/** What may stand where an id belongs, as it is meant: before any encoding. */
export function drawId(dice: Dice, cast: Cast): string {
  const tips = Object.values(cast.tips)
  const tip = dice.pick(tips as [SeededTip, ...SeededTip[]])
  const kinds: [() => string, ...(() => string)[]] = [
    // Other units' tips, and those held once.
    () => tip.id,
    () => tip.id,
    () => tip.id,
    // Of another kind, in the wrong place.
    () => dice.pick([tip.parts.event, tip.parts.delivery, tip.parts.decision, tip.parts.assignment]),
    () => tip.conversationId,
    () => cast.officerOf(dice.pick(Object.keys(ACTORS) as [Actor, ...Actor[]]))?.id ?? '',
    () => newId(dice.pick(['tip', 'evt', 'cnv', 'ofc', 'med', 'out', 'unc', 'req'])),
    () => tip.code,
    // Right but for a hair.
    () => tip.id.toUpperCase(),
    () => tip.id.replace('tip_', ''),
    () => tip.id.replace('tip_', dice.pick(['TIP_', 'evt_', 'tip-', 'tip_ '])),
    () => `${tip.id}${dice.pick([' ', '\n', '\0', 'x', '/', '%', ';', '\u200b', '.json', '/../', '?', '#'])}`,
    () => `${dice.pick([' ', '../', './', '\0', '\ufeff'])}${tip.id}`,
    () => flip(dice, tip.id),
    () => tip.id.replaceAll('0', 'O').replaceAll('-', '\u2010'),
    // Malformed, long, strange.
    () => dice.pick(['', 'null', 'undefined', '0', '-1', 'tip_', '..', '.', '*', '%', '[object Object]', '__proto__']),
    () => `tip_${'a'.repeat(dice.between(1, 4_000))}`,
    () => '%2e%2e%2f'.repeat(dice.between(1, 20)),
    () => '\u202e\u0301\u0323'.repeat(dice.between(1, 60)),
    // As a statement might be broken.
    () => `${dice.pick(['', tip.id])}' or ${dice.between(1, 9)}=${dice.between(1, 9)}--`,
    () => `${tip.id}' union select body from deliveries--`,
    () => `'; set local row_security = off; select * from tips where '1' = '1`,
    () => `$${dice.between(1, 9)}`,
    () => `{"id":"${tip.id}"}`,
    () => `${tip.id},${dice.pick(tips as [SeededTip, ...SeededTip[]]).id}`,
    () => `%' or id like 'tip_%`,
  ]
  return dice.pick(kinds)()
}

/** How an id goes over the wire within an address. */
export function encodeId(dice: Dice, id: string): string {
  const everyByte = (text: string): string =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  return dice.pick<() => string>([
    () => encodeURIComponent(id),
    () => encodeURIComponent(id),
    () => encodeURIComponent(id),
    () => everyByte(id.slice(0, 1_000)),
    () => encodeURIComponent(encodeURIComponent(id)),
    // As it stands, as far as HTTP lets it pass.
    () => id.replace(/[^\x21-\x7e]/gu, '').replaceAll(' ', '') || 'x',
  ])()
}

/** One letter or digit changed. */
function flip(dice: Dice, id: string): string {
  const at = dice.between(4, id.length - 1)
  const letter = id[at] === '-' ? '-' : id[at] === 'a' ? 'b' : 'a'
  return `${id.slice(0, at)}${letter}${id.slice(at + 1)}`
}
