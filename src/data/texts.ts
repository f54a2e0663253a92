import type { OutboundButton } from '../domain/message.ts'
import { BUTTONS, type ButtonId } from './buttons.ts'
import { DIALOGUE_TEXTS } from './texts-dialogue.ts'
import { EMERGENCY_TEXTS } from './texts-emergency.ts'

/** Raise when any wording changes: replies are kept with the version they were said in. */
export const TEXTS_VERSION = 1

export type Language = 'vi' | 'en'
export type EmergencyTextId = keyof typeof EMERGENCY_TEXTS
export type TextId = EmergencyTextId | keyof typeof DIALOGUE_TEXTS

export interface TextEntry {
  vi: string
  en: string
  buttons?: readonly ButtonId[]
}

export const TEXTS: Readonly<Record<TextId, TextEntry>> = { ...EMERGENCY_TEXTS, ...DIALOGUE_TEXTS }

export function isTextId(id: string): id is TextId {
  return Object.hasOwn(TEXTS, id)
}

/**
 * The text with its `{slots}` filled in. Values are put in literally, once: a `{slot}` inside a value stays as it is.
 * A slot without a value stays visible as `{slot}`, so that a test or a reader notices.
 */
export function fillText(id: TextId, language: Language = 'vi', values: Readonly<Record<string, string>> = {}): string {
  return TEXTS[id][language].replace(/\{([a-z-]{1,20})\}/g, (slot, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? slot) : slot,
  )
}

/** The buttons that go with a text, at most four; `[]` where it has none. */
export function buttonsOf(id: TextId, language: Language = 'vi'): OutboundButton[] {
  return (TEXTS[id].buttons ?? []).map((button) => ({ label: BUTTONS[button][language], data: BUTTONS[button].data }))
}
